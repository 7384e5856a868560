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


def cells(row: str, start: int, end: int, *, first: str) -> str | None:
    """The cells in which `row[start:end]` lies, `B7` or `B7:D7`; None where `first` is no address.

    `row` is one line of a table, its cells between `|`; a line without them is one cell. `first`
    is the address of its first cell, or its row's number where that is in column A.
    """
    opening, address = _OPENING.match(row), _ADDRESS.fullmatch(first)
    if address is None:
        return None
    if opening is None:
        return f"{address[1] or 'A'}{address[2]}"
    words = [at for at in range(start, min(end, len(row))) if row[at] not in "| \t"]
    if not words:
        return None
    borders = [found.start() for found in CELL_BORDER.finditer(row, opening.end())]
    leftmost = column_number(address[1] or "A")
    named = [
        f"{column_name(leftmost + bisect_right(borders, at))}{address[2]}"
        for at in (words[0], words[-1])
    ]
    return named[0] if named[0] == named[1] else ":".join(named)


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
