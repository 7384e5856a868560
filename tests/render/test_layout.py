import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.render.layout import Paper, display_width, harmless, one_line


def test_escape_codes_become_visible():
    assert harmless("\x1b[31mred\x07") == "␛[31mred␇"
    assert harmless("a\x9bb\u202ec") == "a<U+009B>b<U+202E>c"
    assert harmless("tab\tand\nline") == "tab\tand\nline"


@given(st.text())
def test_nothing_that_steers_a_terminal_is_left(text):
    shown = one_line(text)
    assert not any(ord(c) < 0x20 or 0x7F <= ord(c) <= 0x9F for c in shown)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(st.text(), st.integers(24, 120))
def test_no_line_is_wider_than_the_paper(text, width):
    wrapped = Paper(width=width).wrapped(text, indent="    ", first="• ")
    assert all(display_width(line) <= min(width, 100) for line in wrapped.split("\n"))


@given(st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=0x2FF) | st.just(" ")))
def test_wrapping_loses_no_character(text):
    wrapped = Paper(width=30).wrapped(text)
    assert "".join(wrapped.split()) == "".join(harmless(text).split())


def test_wide_characters_count_twice():
    assert display_width("日本") == 4
    assert display_width("e\u0301") == 1
    wrapped = Paper(width=24).wrapped("日" * 30)
    assert [len(line) for line in wrapped.split("\n")] == [12, 12, 6]


@pytest.mark.parametrize("style", ["bold", "dim", "accent", "alert"])
def test_without_colour_nothing_is_added(style):
    assert getattr(Paper(), style)("x") == "x"
    assert getattr(Paper(colour=True), style)("x").startswith("\x1b[")
