"""Paragraphs of plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.chunking.blocks import lines_of, text_blocks
from rag.domain import line_starts


def paragraphs(text: str) -> list[str]:
    return [text[block.start : block.end] for block in text_blocks(text)]


def test_blank_lines_part_paragraphs():
    assert paragraphs("One.\n\nTwo.\n \t\n\nThree.") == ["One.", "Two.", "Three."]


def test_a_headline_never_merges_with_a_long_line():
    story = "The storm hit the northern coast on Monday. " * 5
    assert paragraphs(f"\nStorm hits the northern coast\n{story}") == [
        "Storm hits the northern coast",
        story,
    ]


def test_a_headline_as_long_as_the_lines_below_stays_alone():
    text = (
        "Storm hits northern coast, three people are dead\n"
        "The storm hit the northern coast late on Monday,\n"
        "leaving three people dead."
    )
    assert paragraphs(text) == text.split("\n", maxsplit=1)


WRAPPED = (
    "The report of the committee, which was chaired by the former judge John\n"
    "Smith, said that the bridge had been closed for most of the year because\n"
    "of a broken bearing. The county will pay. Work begins in June and will\n"
    "cost 2 million."
)


@pytest.mark.parametrize("before", ["", "A first paragraph.\n\n"])
def test_hard_wrapped_lines_are_one_paragraph(before):
    lines = WRAPPED if before else WRAPPED.replace("John\nSmith", "and\nSmith")
    assert paragraphs(before + lines)[-1] == lines


def test_a_short_line_inside_wrapped_text_ends_its_paragraph():
    above = "A first paragraph.\n\n"
    below = "\nOn Monday the council met again, for the first time since the flood,\nand voted."
    assert paragraphs(above + WRAPPED + below)[1:] == [WRAPPED, below.strip()]


@pytest.mark.parametrize(
    "text",
    [
        "Name: A. Writer\nTown: Lodz\nyear: 1962",
        "eggs\nmilk\nbread",
        """The storm hit the northern coast on Monday and left.
The army came on the next day to help the people out.""",
        """Foreign minister visits Berlin for talks on the trade
Parliament passes the new budget after a long session""",
    ],
)
def test_lines_of_their_own(text):
    assert paragraphs(text) == text.split("\n")


def test_list_items_stay_apart_in_wrapped_text():
    text = (
        "- The first item is long enough to be wrapped by whoever wrote it and\n"
        "  goes on in the second line, as items do, until it is done with what\n"
        "- The second item."
    )
    assert paragraphs(text) == [text[: text.rindex("\n")], "- The second item."]


def test_an_indented_line_begins_a_paragraph():
    text = (
        "of the whole affair nobody in the town would ever speak again, or so\n"
        "the story goes in the valley where the old people still remember it\n"
        "    Years later the bridge was opened once more."
    )
    assert len(paragraphs(text)) == 2


LINES = st.lists(
    st.sampled_from(
        ["", " ", "word", "Word", "- item", "of a longer line that goes on, and on", "x."]
    ),
    max_size=30,
)


@given(LINES.map("\n".join) | st.text())
def test_blocks_are_ordered_and_hold_every_word(text):
    blocks = list(text_blocks(text))
    edges = [edge for block in blocks for edge in (block.start, block.end)]
    assert edges == sorted(edges)
    outside = [text[a:b] for a, b in zip([0, *edges[1::2]], [*edges[::2], len(text)], strict=True)]
    assert not any(character.isalnum() for gap in outside for character in gap)


@given(st.text())
def test_lines_agree_with_the_domain(text):
    lines = list(lines_of(text))
    assert tuple(line.start for line in lines) == line_starts(text)
    assert all(text[line.start : line.end] == line.text for line in lines)


def test_lines_without_end_are_looked_at_in_parts():
    text = "\n".join(f"Line {number} says what it says." for number in range(45_000))
    blocks = list(text_blocks(text))
    assert [text[block.start : block.end] for block in blocks] == text.split("\n")
