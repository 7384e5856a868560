"""Markdown keeps its structure apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.chunking.markdown import markdown_blocks


def blocks(text: str) -> list[tuple[str, str | None]]:
    return [(text[block.start : block.end], block.heading) for block in markdown_blocks(text)]


def texts(text: str) -> list[str]:
    return [block for block, _ in blocks(text)]


def test_headings_lead_their_sections():
    text = "Before.\n# A\nOne.\n## B ##\nTwo.\n### C\nThree.\n## D\nFour.\n# E\n"
    assert blocks(text) == [
        ("Before.", None),
        ("A", "A"),
        ("One.", "A"),
        ("B", "A › B"),
        ("Two.", "A › B"),
        ("C", "A › B › C"),
        ("Three.", "A › B › C"),
        ("D", "A › D"),
        ("Four.", "A › D"),
        ("E", "E"),
    ]


def test_underlined_headings():
    assert blocks("A\n===\nOne.\n\nB\n---\nTwo.") == [
        ("A", "A"),
        ("One.", "A"),
        ("B", "A › B"),
        ("Two.", "A › B"),
    ]


def test_a_rule_is_no_heading():
    assert blocks("One.\n\n---\n\nTwo.") == [("One.", None), ("---", None), ("Two.", None)]


def test_only_headings_open_sections():
    opened = [block.opens_section for block in markdown_blocks("# A\n\nOne.\n\n## B\n\n- two")]
    assert opened == [True, False, True, False]


def test_list_items_stay_apart_and_keep_their_lazy_lines():
    text = "Intro:\n- one\n  goes on\n- two\n\n1. three\n2) four\n"
    assert texts(text) == ["Intro:", "- one\n  goes on", "- two", "1. three", "2) four"]


def test_table_rows_are_whole():
    text = "Intro\n| a | b |\n|---|---|\n| One. Two. | c |\n\nx | y\n--- | ---\n1. A | 2"
    whole = [text[b.start : b.end] for b in markdown_blocks(text) if b.whole]
    assert whole == [
        "| a | b |",
        "|---|---|",
        "| One. Two. | c |",
        "x | y",
        "--- | ---",
        "1. A | 2",
    ]


def test_code_lines_are_whole_and_hold_no_headings():
    text = "# A\n```sh\n# not a heading\n\nmake all\n```\n# B\n"
    assert blocks(text)[-1] == ("B", "B")
    assert [text[b.start : b.end] for b in markdown_blocks(text) if b.whole] == [
        "```sh",
        "# not a heading",
        "",
        "make all",
        "```",
    ]


def test_a_longer_fence_holds_a_shorter_one():
    assert blocks("````\n```\n# no\n````\n# B")[-1] == ("B", "B")
    assert ("# no", None) in blocks("````\n```\n# no\n````\n# B")


def test_a_fence_that_is_never_closed():
    assert blocks("~~~\n# no\ntext")[-1] == ("text", None)


def test_front_matter_is_whole_and_a_rule_is_none():
    text = "---\ntitle: A\n---\n# B\n"
    assert blocks(text) == [("---", None), ("title: A", None), ("---", None), ("B", "B")]
    assert ("B", "B") in blocks("---\n\nText\n\n---\n# B\n")


def test_quotations_stay_apart():
    assert texts("Text\n> quoted\n> goes on\nback") == ["Text", "> quoted\n> goes on", "back"]


@pytest.mark.parametrize("ending", ["  ", "\\"])
def test_explicit_line_breaks_are_hard(ending):
    assert texts(f"roses{ending}\nviolets") == [f"roses{ending}", "violets"]


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "text",
    [
        "# a" + " " * 100_000 + "b",
        "# " + "#" * 100_000,
        " " * 100_000 + "|",
        "-" * 100_000 + "x",
        "|-" * 50_000 + "x",
        "---\na: b\n" * 30_000,
    ],
)
def test_odd_lines_take_no_time(text):
    assert list(markdown_blocks(text))


LINES = st.lists(
    st.sampled_from(
        (
            *("# A", "## B", "#", "text", "Text.", "- a", "1. b", "", "  ", "---", "===", "```"),
            *("~~~", "> q", "| a | b |", "|---|---|", "a | b", "--", "+++", "t: x", "a\\", "# #"),
        )
    ),
    max_size=25,
)


@given(LINES.map("\n".join))
def test_every_word_but_no_mark_is_kept(text):
    found = list(markdown_blocks(text))
    edges = [edge for block in found for edge in (block.start, block.end)]
    assert edges == sorted(edges)
    outside = [text[a:b] for a, b in zip([0, *edges[1::2]], [*edges[::2], len(text)], strict=True)]
    assert not any(character.isalnum() for gap in outside for character in gap)
