"""Where in its file a text stands: page, slide, sheet and cell, message and day."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class PlaceKind(StrEnum):
    """What a place in a paged or structured file is counted in."""

    PAGE = "page"
    SLIDE = "slide"
    SHEET = "sheet"
    ROW = "row"
    """A spreadsheet's row: its number, `7`, or where its first column is not A its first cell,
    `B7`; the column is told by counting the row's cells."""
    MESSAGE = "message"
    DATE = "date"
    """The day, ISO 8601, of what follows: a mail within a mailbox."""
    OCR = "ocr"
    """What follows was read by OCR where the label is not empty."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in its file the text from `start` on stands, until the next place of the same kind."""

    start: int
    kind: PlaceKind
    label: str
    """As it is cited: `12` for a page, `Sales` for a sheet; empty where the text is in none."""


@dataclass(frozen=True, slots=True)
class Locator:
    """Where in a paged or structured file the quoted words stand; None where it does not apply."""

    page: int | None = None
    sheet: str | None = None
    cell: str | None = None
    """`B7`, or `A7:D7` where the words lie in several cells."""
    slide: int | None = None
    message: str | None = None
    date: str | None = None
    heading: str | None = None
    ocr: bool | None = None
    """True where OCR read the words, which need not be those of the page."""


class PlaceIndex:
    """The places of one document, found by offset."""

    def __init__(self, places: Iterable[Place]) -> None:
        """Sort the places by kind and offset; of two with the same offset the later one holds."""
        self._found: dict[PlaceKind, list[tuple[int, str]]] = {}
        for place in sorted(places, key=lambda place: place.start):
            self._found.setdefault(place.kind, []).append((place.start, place.label))

    def __bool__(self) -> bool:
        return bool(self._found)

    def at(self, kind: PlaceKind, offset: int) -> tuple[int, str] | None:
        """Start and label of the place that holds `offset`; None where it is in none."""
        known = self._found.get(kind, [])
        number = bisect_right(known, offset, key=lambda item: item[0])
        held = known[number - 1] if number else (0, "")
        return held if held[1] else None

    def label(self, kind: PlaceKind, offset: int) -> str | None:
        """The label of the place that holds `offset`, or None."""
        held = self.at(kind, offset)
        return held[1] if held else None

    def number(self, kind: PlaceKind, offset: int) -> int | None:
        """The label as a number, or None."""
        label = self.label(kind, offset)
        return int(label) if label and label.isdecimal() else None


CELL_BORDER: Final = re.compile(r"(?<!\\)\|")
"""What stands between the cells of a table row; `\\|` belongs to a cell's text."""
_OPENING: Final = re.compile(r"[ \t]*\|")
_BETWEEN: Final = "| \t"
_WORDS: Final = re.compile(f"[^{_BETWEEN}]")
_ADDRESS: Final = re.compile(r"([A-Z]*)([0-9]+)")


def column_name(number: int) -> str:
    """How a spreadsheet calls its column `number`, counted from 1: A, …, Z, AA."""
    letters = ""
    while number > 0:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def column_number(name: str) -> int:
    """The number of the column `name`, counted from 1."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


class RowCells:
    """The cells of one line of a table, told apart once for all words in it."""

    def __init__(self, row: str, first: str) -> None:
        """Cells stand between `|`; a line without them is one cell.

        `first` is the address of the first cell, or its row's number where that is in column A.
        """
        self._row = row
        self._address = _ADDRESS.fullmatch(first)
        opening = _OPENING.match(row)
        self._borders: list[int] | None = None
        if opening is not None:
            self._borders = [found.start() for found in CELL_BORDER.finditer(row, opening.end())]

    def at(self, start: int, end: int) -> str | None:
        """The cells in which `row[start:end]` lies, `B7` or `B7:D7`; None where there are none."""
        if self._address is None:
            return None
        column, number = self._address[1] or "A", self._address[2]
        if self._borders is None:
            return f"{column}{number}"
        words = _WORDS.search(self._row, start, end)
        if words is None:
            return None
        leftmost = column_number(column)
        named = [
            f"{column_name(leftmost + bisect_right(self._borders, at))}{number}"
            for at in (words.start(), self._last(start, end))
        ]
        return named[0] if named[0] == named[1] else ":".join(named)

    def _last(self, start: int, end: int) -> int:
        """Where the last character of `row[start:end]` stands that is part of a cell's words."""
        at = min(end, len(self._row)) - 1
        while at > start and self._row[at] in _BETWEEN:
            at -= 1
        return at


class TableRows:
    """The rows of tables in a text; the last one asked for is kept, as sentences come in order."""

    def __init__(self, text: str) -> None:
        """No row is looked at before it is asked for."""
        self._text = text
        self._start = -1
        self._end = -1
        self._cells = RowCells("", "")

    def cells(self, row: int, first: str, start: int, end: int) -> str | None:
        """The cells of `text[start:end]` in the line that begins at `row`; None beyond its end."""
        if row != self._start:
            stop = self._text.find("\n", row)
            self._start, self._end = row, len(self._text) if stop < 0 else stop
            self._cells = RowCells(self._text[row : self._end], first)
        return None if start >= self._end else self._cells.at(start - row, end - row)


def spanned(first: str | None, last: str | None) -> str | None:
    """The range from the cells `first` to the cells `last`; None where either has none."""
    if first is None or last is None or first == last:
        return first if first == last else None
    corners = [
        (column_number(found[1]), int(found[2]))
        for cell in (*first.split(":"), *last.split(":"))
        if (found := _ADDRESS.fullmatch(cell))
    ]
    columns, rows = zip(*corners, strict=True)
    low = f"{column_name(min(columns))}{min(rows)}"
    high = f"{column_name(max(columns))}{max(rows)}"
    return low if low == high else f"{low}:{high}"
