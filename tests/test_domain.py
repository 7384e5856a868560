"""Lines and pages of a document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.domain import Document, Place, PlaceKind, line_starts


def document(text: str, **options) -> Document:
    return Document("a", "A", text, "0" * 64, "1" * 64, "text/1", **options)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("", (0,)),
        ("a", (0,)),
        ("a\n", (0, 2)),
        ("\n", (0, 1)),
        ("ab\n\ncd", (0, 3, 4)),
        ("a\rb\u2028c\x0bd\x85e", (0,)),
        ("🙂\né\n", (0, 2, 4)),
    ],
)
def test_line_starts(text, starts):
    assert line_starts(text) == starts
    assert document(text).line_starts == starts


TEXT = "one\ntwo\n\nfour five\nsix"


@pytest.mark.parametrize(
    ("start", "end", "lines"),
    [
        (0, 3, (1, 1)),
        (0, 4, (1, 1)),
        (0, 5, (1, 2)),
        (3, 4, (1, 1)),
        (4, 7, (2, 2)),
        (8, 9, (3, 3)),
        (4, 13, (2, 4)),
        (14, 22, (4, 5)),
        (19, 22, (5, 5)),
        (19, 19, (5, 5)),
        (0, 22, (1, 5)),
    ],
)
def test_lines(start, end, lines):
    assert document(TEXT).lines(start, end) == lines


def test_a_format_without_lines_has_none():
    assert document(TEXT, has_lines=False).lines(0, 3) is None


def pages(*starts: int) -> tuple[Place, ...]:
    return tuple(
        Place(start, PlaceKind.PAGE, str(number)) for number, start in enumerate(starts, 1)
    )


@pytest.mark.parametrize(("start", "page"), [(0, 1), (9, 1), (10, 2), (24, 2), (25, 4), (99, 4)])
def test_page(start, page):
    assert document("x" * 100, places=pages(0, 10, 25, 25)).page(start) == page


def test_what_stands_before_the_first_page_is_on_none():
    assert document("x" * 10, places=pages(5)).page(4) is None
    assert document("x" * 10, places=pages(5)).page(5) == 1


def test_a_format_without_pages_has_none():
    assert document(TEXT).page(0) is None


@given(st.text(st.sampled_from("ab\n\r🙂"), min_size=1), st.data())
def test_lines_are_counted_as_an_editor_counts_them(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first, last = document(text).lines(start, end) or (0, 0)
    assert first == text[:start].count("\n") + 1
    assert last == text[: end - 1].count("\n") + 1


@given(st.text(st.sampled_from("ab\n\r🙂")))
def test_each_line_begins_behind_a_line_feed(text):
    starts = line_starts(text)
    assert len(starts) == text.count("\n") + 1
    assert [text[a:b] for a, b in zip(starts, (*starts[1:], len(text) + 1), strict=True)] == [
        *(f"{line}\n" for line in text.split("\n")[:-1]),
        text.split("\n")[-1],
    ]
