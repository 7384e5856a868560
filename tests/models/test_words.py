import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.models.words import token_ends, word_ends


def ended(text: str) -> set[str]:
    """What the text holds up to each end."""
    return {text[:end] for end in word_ends(text)}


@pytest.mark.parametrize(
    ("text", "whole", "cut"),
    [
        ("nearly 1,000 died", "nearly 1,000", "nearly 1"),
        ("about 3.5 metres", "about 3.5", "about 3"),
        ("at 10:30 today", "at 10:30", "at 10"),
        ("pro-Russian forces", "pro-Russian", "pro"),
        ("AT&T said", "AT&T", "AT"),
        ("U.S. troops", "U.S.", "U"),
        ("it rose 20% then", "it rose 20%", "it rose 20"),
        ("don’t know", "don’t", "don"),
        ("in 2014–2016 only", "in 2014–2016", "in 2014"),
    ],
)
def test_ends_stay_outside_a_word(text, whole, cut):
    assert whole in ended(text)
    assert cut not in ended(text)


@pytest.mark.parametrize("mark", [",", ".", ";", "”", '"', ")", "?", "—"])
def test_punctuation_after_a_word_is_left_out(mark):
    assert word_ends(f"Kursk{mark} and") == {5, 10} if mark != "—" else {5}
    assert 5 in word_ends(f"Kursk{mark} and")
    assert 6 not in word_ends(f"Kursk{mark} and")


@pytest.mark.parametrize("mark", ["'", "’"])
def test_a_possessive_may_be_left_off(mark):
    text = f"Ukraine{mark}s general"
    assert {"Ukraine", f"Ukraine{mark}s"} <= ended(text)


def test_combining_marks_belong_to_their_word():
    assert word_ends("नमस्ते दुनिया") == {6, 13}


@given(st.text())
def test_an_end_follows_a_word_and_never_a_space(text):
    for end in word_ends(text):
        assert 0 < end <= len(text)
        assert not text[end - 1].isspace()


@given(st.text(), st.data())
def test_token_ends_count_code_points_however_the_bytes_are_cut(text, data):
    encoded = text.encode("utf-8", "replace")
    cuts = data.draw(st.lists(st.integers(0, len(encoded)), max_size=6).map(sorted))
    pieces = tuple(encoded[a:b] for a, b in zip((0, *cuts), (*cuts, len(encoded)), strict=True))
    joined = b""
    for piece, end in zip(pieces, token_ends(pieces), strict=True):
        joined += piece
        try:
            expected = len(joined.decode("utf-8"))
        except UnicodeDecodeError:
            expected = None
        assert end == expected
