"""Cells, found by counting; locators, found by offset."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.domain import Document, Locator, Place, PlaceKind
from rag.domain.places import RowCells, column_name, column_number, spanned
from rag.readers.made import Told
from rag.readers.outlined import Outlined

ROW = "| Southland | 88 | a \\| b |  | 40% |"


@pytest.mark.parametrize(
    ("number", "name"),
    [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")],
)
def test_columns_are_called_as_spreadsheets_call_them(number, name):
    assert column_name(number) == name
    assert column_number(name) == number


@given(st.integers(1, 10**6))
def test_a_columns_name_gives_its_number(number):
    assert column_number(column_name(number)) == number


@pytest.mark.parametrize(
    ("words", "first", "found"),
    [
        ("Southland", "7", "A7"),
        ("Southland", "B7", "B7"),
        ("88", "B7", "C7"),
        ("a \\| b", "7", "C7"),
        ("40%", "7", "E7"),
        ("88 | a", "7", "B7:C7"),
        (ROW, "AA7", "AA7:AE7"),
        ("88", "seven", None),
    ],
)
def test_the_cell_of_words_is_counted_from_the_rows_first(words, first, found):
    start = ROW.index(words)
    assert RowCells(ROW, first).at(start, start + len(words)) == found


def test_a_line_that_is_no_row_is_one_cell():
    assert RowCells("Regional sales", "B2").at(3, 6) == "B2"
    assert RowCells("Regional sales", "2").at(3, 6) == "A2"


@pytest.mark.timeout(20)
def test_the_cells_of_a_long_row_are_told_apart_once():
    text = "| " + "words. | " * 200_000
    document = Document("a.csv", "a", text, "", "", "x/1", places=(Place(0, PlaceKind.ROW, "1"),))
    starts = range(2, len(text) - 7, 9 * 10)
    found = [document.locator(start, start + 6).cell for start in starts]
    assert found[:3] == ["A1", "K1", "U1"]


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("A7:D7", "A8:D8", "A7:D8"),
        ("B7", "B7", "B7"),
        ("C3", "A9", "A3:C9"),
        ("AA1", "B2", "B1:AA2"),
        (None, "B2", None),
        (None, None, None),
    ],
)
def test_cells_of_several_rows_are_a_range(first, last, found):
    assert spanned(first, last) == found


TEXTS = st.text(st.sampled_from(string.ascii_letters + "|\\ 0🙂\n"), max_size=6)
GRIDS = st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=1, max_size=5)


@given(GRIDS, st.integers(1, 800), st.integers(1, 999))
def test_every_word_of_a_written_table_is_found_in_its_own_cell(grid, left, top):
    out = Outlined()
    out.place(PlaceKind.SHEET, "Sales")
    out.heading(1, "Sales")
    addresses = [f"{column_name(left)}{top + number}" for number in range(len(grid))]
    out.table(
        [[f"w{row}x{column} {text}" for column, text in enumerate(cells)]
         for row, cells in enumerate(grid)],
        addresses=addresses,
    )  # fmt: skip
    out.paragraph("The end.")
    document = written(out)
    for row in range(len(grid)):
        for column in range(3):
            start = document.text.index(f"w{row}x{column}")
            found = document.locator(start, start + 4)
            assert found == Locator(sheet="Sales", cell=f"{column_name(left + column)}{top + row}")
    end = document.text.index("The end.")
    assert document.locator(end, end + 8) == Locator(sheet="Sales")


def written(out: Outlined) -> Document:
    from pathlib import Path

    return out.document(b"", path=Path("a.x"), stored_as="a.x", reader="x/1", told=Told())


@given(st.lists(st.tuples(st.integers(0, 50), st.sampled_from(["", "1", "2", "x"]))))
def test_the_last_place_that_began_holds(pairs):
    places = [Place(start, PlaceKind.PAGE, label) for start, label in pairs]
    document = Document("a", "a", "x" * 60, "", "", "x/1", places=tuple(places))
    for at in range(60):
        before = [
            place for place in sorted(places, key=lambda one: one.start) if place.start <= at
        ]
        label = before[-1].label if before else ""
        assert document.place(PlaceKind.PAGE, at) == (label or None)
        assert document.page(at) == (int(label) if label.isdecimal() else None)


def test_kinds_of_places_do_not_end_each_other():
    places = (
        Place(0, PlaceKind.MESSAGE, "3"),
        Place(0, PlaceKind.DATE, "2024-12-05"),
        Place(5, PlaceKind.MESSAGE, "4"),
    )
    document = Document("a", "a", "x" * 10, "", "", "x/1", places=places)
    assert document.locator(6, 7) == Locator(message="4", date="2024-12-05")
