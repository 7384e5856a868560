"""What readers say of a file that is read, but not as its owner may think."""

import pytest

from rag.domain import Notice
from rag.readers.noticing import first_of, hidden_sheets, named, numbered, some
from rag.readers.outlined import Outlined


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ([2], "page 2"),
        ([2, 5, 6], "pages 2, 5-6"),
        ([1, 2, 3, 7], "pages 1-3, 7"),
        (range(1, 80, 2), "pages 1, 3, 5, 7, 9, 11, 13, 15, 17, 19 and 30 more"),
    ],
)
def test_numbers_are_told_as_runs(numbers, told):
    assert numbered("page", numbers) == told


def test_of_many_names_the_first_are_told_in_one_line():
    assert named(["Prices", "A\nB"]) == "Prices, A B"
    assert (
        named([str(number) for number in range(12)]) == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 2 more"
    )


def test_one_and_some_of_many():
    verbs = ("has no text", "have no text")
    assert some("page", 1, 1, verbs=verbs, which="page 1") == "its only page has no text (page 1)"
    told = some("page", 2, 1000, verbs=verbs, which="pages 1-2")
    assert told == "2 of 1,000 pages have no text (pages 1-2)"


def test_where_nothing_is_hidden_nothing_is_told():
    assert list(hidden_sheets([], 3)) == []


def test_of_very_many_notices_the_first_are_kept_and_the_others_counted():
    many = [Notice(f"thing {number}") for number in range(23)]
    assert first_of(many[:20]) == tuple(many[:20])
    assert first_of(many[:21]) == (*many[:20], Notice("and 1 more notice"))
    assert first_of(many) == (*many[:20], Notice("and 3 more notices"))


def test_a_document_with_very_many_notices_says_how_many_more_there_are(tmp_path):
    out = Outlined()
    out.paragraph("Words.")
    out.notices += [Notice(f"thing {number}") for number in range(21)]
    found = out.document(b"x", path=tmp_path / "a", stored_as="a", reader="test/1")
    assert found.notices[-1] == Notice("and 1 more notice")
