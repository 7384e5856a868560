"""A place in a document as a person names it: `notes.txt:12`, `report.pdf:3`, `sales.xlsx:B7`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rag.domain import Document, Place, PlaceKind, Span
from rag.domain.places import RowCells
from rag.errors import LibraryError

_NAMED: Final = re.compile(
    r"(?:(?P<sheet>.+)!)?(?:(?P<kind>page|slide|row|line) *)?(?P<number>[0-9]{1,9})", re.IGNORECASE
)
_CELL: Final = re.compile(r"(?:(?P<sheet>.+)!)?(?P<cell>[A-Za-z]{1,3}[0-9]{1,7})")
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class _Kind(StrEnum):
    """What a number in a place's name counts."""

    PAGE = "page"
    SLIDE = "slide"
    ROW = "row"
    LINE = "line"


_COUNTED: Final = {_Kind.PAGE: PlaceKind.PAGE, _Kind.SLIDE: PlaceKind.SLIDE}


@dataclass(frozen=True, slots=True)
class _Numbered:
    """`Sheet!row 3`, its parts told apart."""

    kind: _Kind
    number: int
    sheet: str | None


def span_of(document: Document, place: str) -> Span:
    """What stands at a place: the words of a line or row, the first line of a page, a cell.

    A bare number counts lines; in files without lines pages, slides or rows, and where there are
    none of these either, the lines of the text that was read.

    Raises:
        LibraryError: there is no such place.
    """
    wanted = _numbered(document, place)
    if document.has_lines or (wanted is not None and wanted.kind is _Kind.LINE):
        return _line(document, wanted, place)
    found = next(_spans(document, wanted), None) if wanted is not None else None
    cell = _CELL.fullmatch(place)
    if found is None and cell:
        found = next(_cells(document, cell["sheet"], cell["cell"].upper()), None)
    if found is None:
        raise _nowhere(document, place)
    return found


def counted_in(document: Document, place: str) -> str:
    """What a line counts in where its file has none of its own; empty otherwise."""
    wanted = _numbered(document, place)
    if document.has_lines or wanted is None or wanted.kind is not _Kind.LINE:
        return ""
    return (
        f"{document.path} has no lines of its own: line {wanted.number} of the text read from it"
    )


def _numbered(document: Document, place: str) -> _Numbered | None:
    """A place that is named by a number, with or without what it counts."""
    named = _NAMED.fullmatch(place.strip())
    if named is None:
        return None
    kind = _Kind(named["kind"].lower()) if named["kind"] else _usual(document)
    return _Numbered(kind, int(named["number"]), named["sheet"])


def _usual(document: Document) -> _Kind:
    """What a bare number counts in this document."""
    kinds = {found.kind for found in document.places}
    if document.has_lines or PlaceKind.MESSAGE in kinds:
        return _Kind.LINE
    for kind in (PlaceKind.PAGE, PlaceKind.SLIDE, PlaceKind.ROW):
        if kind in kinds:
            return _Kind(kind.value)
    return _Kind.LINE


def _spans(document: Document, wanted: _Numbered) -> Iterator[Span]:
    """The places that fit, in the order of the text."""
    if wanted.kind is _Kind.ROW:
        for row in _rows(document, wanted.sheet, str(wanted.number)):
            yield _words(document.text, row.start)
    else:
        for found in document.places:
            if found.kind is _COUNTED[wanted.kind] and found.label == str(wanted.number):
                yield _first_words(document, found)


def _first_words(document: Document, place: Place) -> Span:
    """The first line of a page or slide."""
    after = document.places[document.places.index(place) + 1 :]
    following = (other.start for other in after if other.kind is place.kind)
    end = next(following, len(document.text))
    held = document.text[place.start : end]
    if not held.strip():
        raise LibraryError(
            f"{document.path}: {place.kind.value} {place.label} has no text",
            "It may show a picture alone; open the file to see it.",
        )
    return _words(document.text, place.start + len(held) - len(held.lstrip()))


def _line(document: Document, wanted: _Numbered | None, place: str) -> Span:
    starts = document.line_starts
    if wanted is None or wanted.kind is not _Kind.LINE or not 1 <= wanted.number <= len(starts):
        whose = "" if document.has_lines else " in the text read from it"
        named = wanted.number if wanted is not None and wanted.kind is _Kind.LINE else place
        raise LibraryError(
            f"{document.path} has no line {named}",
            f"It has {len(starts):,}{whose}, counted from 1.",
        )
    return _words(document.text, starts[wanted.number - 1])


def _words(text: str, start: int) -> Span:
    """The line that begins at `start`, without the white space around it."""
    stop = text.find("\n", start)
    line = text[start : len(text) if stop < 0 else stop]
    left = start + len(line) - len(line.lstrip())
    return Span(left, max(left, start + len(line.rstrip())))


def _rows(document: Document, sheet: str | None, row: str) -> Iterator[Place]:
    """The rows of this number: in the sheet of this name, or in every one."""
    for place in document.places:
        if place.kind is not PlaceKind.ROW or place.label.lstrip(_LETTERS) != row:
            continue
        held = document.place(PlaceKind.SHEET, place.start)
        if sheet is None or (held or "").casefold() == sheet.casefold():
            yield place


def _cells(document: Document, sheet: str | None, wanted: str) -> Iterator[Span]:
    """The filled cells of this address: in the sheet of this name, or in every one."""
    for place in _rows(document, sheet, wanted.lstrip(_LETTERS)):
        line = _words(document.text, place.start)
        text = document.text[line.start : line.end]
        cells = RowCells(text, place.label)
        inside = [at for at in range(len(text)) if cells.at(at, at + 1) == wanted]
        if inside:
            yield Span(line.start + inside[0], line.start + inside[-1] + 1)


def _nowhere(document: Document, place: str) -> LibraryError:
    kinds = {found.kind for found in document.places}
    known = (
        (PlaceKind.PAGE, "a page: FILE:3"),
        (PlaceKind.SLIDE, "a slide: FILE:3"),
        (PlaceKind.ROW, "a filled row or cell: FILE:3, FILE:B7"),
        (PlaceKind.SHEET, "one of a sheet: FILE:Sheet!B7"),
    )
    named = [form for kind, form in known if kind in kinds]
    named.append("a line of the text read from it: 'FILE:line 12'")
    return LibraryError(f"{document.path} has no place {place}", f"Name {', or '.join(named)}.")
