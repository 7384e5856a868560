"""Text with headings, lists, tables and places, written down block by block."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import Enum, auto
from itertools import accumulate
from pathlib import Path
from typing import Final

from rag.domain import Document, Notice, Place, PlaceKind
from rag.readers import blocks, noticing
from rag.readers.made import Told, made_document

DEEPEST_HEADING: Final = 6

_HEADING: Final = re.compile(r"^#{1,6}(?= )", re.MULTILINE)
_BLANK_START: Final = re.compile(r"\A(?:[ \t]*\n)+")
_BLANK_LINES: Final = re.compile(r"\n(?:[ \t]*\n)+")


class TooLongError(Exception):
    """The file has more characters or cells than any that is read."""


class _Block(Enum):
    ITEM = auto()
    OTHER = auto()


class Outlined:
    """A text that grows block by block, and the places of its blocks."""

    def __init__(self, *, longest: int | None = None) -> None:
        """Begin; more than `longest` characters raise a TooLongError."""
        self._longest = longest
        self._parts: list[str] = []
        self._length = 0
        self._last: _Block | None = None
        self._places: list[Place] = []
        self._pending: dict[PlaceKind, str] = {}
        self.first_heading: str | None = None
        """The first heading, a title before all."""

        self.notices: list[Notice] = []
        """What the owner of the file should know of how it was read."""

    def __len__(self) -> int:
        return self._length

    @property
    def text(self) -> str:
        """All that was written so far."""
        return "".join(self._parts)

    def place(self, kind: PlaceKind, label: str) -> None:
        """What follows stands in this place, until the next one of its kind; in none if empty."""
        self._pending[kind] = blocks.line(label)

    def heading(self, level: int, text: str) -> None:
        """A heading; nothing where it has no words."""
        words = blocks.line(text)
        if words:
            self.first_heading = self.first_heading or words
            self._add(blocks.heading(level, words))

    def paragraph(self, text: str) -> None:
        """A paragraph; its own line breaks are kept, blank lines are not."""
        words = blocks.paragraph(text)
        if words:
            self._add(words)

    def item(self, text: str, *, depth: int = 0, mark: str = "-") -> None:
        """An item of a list, on one line."""
        words = blocks.line(text)
        if words:
            self._add(blocks.item(depth, mark, words), _Block.ITEM)

    def table(
        self,
        rows: Iterable[Sequence[str]],
        *,
        header: int = 1,
        addresses: Sequence[str] | None = None,
    ) -> None:
        """A table, a rule under its first `header` rows; `addresses` are its rows' first cells."""
        for number, cells in enumerate(rows):
            if addresses:
                self._pending[PlaceKind.ROW] = addresses[number]
            told = map(blocks.cell, cells)
            self._add(f"| {' | '.join(told)} |", break_before="\n" if number else "\n\n")
            if number + 1 == header:
                self._add(blocks.rule(len(cells)), break_before="\n")
        if addresses:
            self._pending[PlaceKind.ROW] = ""

    def line_in(self, text: str, address: str) -> None:
        """One cell of a sheet that stands alone, as a paragraph."""
        words = blocks.line(text)
        if words:
            self._pending[PlaceKind.ROW] = address
            self._add(words)
            self._pending[PlaceKind.ROW] = ""

    def block(self, text: str, *, near: bool = False) -> None:
        """Text in its shape, blank lines in it kept; in the next line if it is `near` to the last."""
        shown = _shown(text)
        if shown:
            self._add(shown, break_before="\n" if near else "\n\n")

    def take(self, document: Document, *, below: int) -> None:
        """Another document's text, its headings below those of level `below`.

        Its places come with it and end with it.
        """
        # A plain text may hold anything; then it has no places that cleaning could shift.
        shown = _shown(document.text) if document.has_lines else document.text
        text, starts, added = _lowered(shown, below)
        self._add("", break_before="\n\n")
        for place in document.places:
            shift = added[bisect_left(starts, place.start)]
            self._places.append(Place(self._length + place.start + shift, place.kind, place.label))
        self._write(text)
        self._last = _Block.OTHER
        for kind in {place.kind for place in document.places}:
            self._pending[kind] = ""

    def document(
        self, data: bytes, *, path: Path, stored_as: str, reader: str, told: Told | None = None
    ) -> Document:
        """The finished document, called after its file where that says no title.

        Raises:
            ReadError: it holds no words.
        """
        document = made_document(
            self.text, data, path=path, stored_as=stored_as, reader=reader, told=told
        )
        notices = noticing.first_of(self.notices)
        return replace(document, places=tuple(self._places), notices=notices)

    def _add(
        self, text: str, kind: _Block = _Block.OTHER, *, break_before: str | None = None
    ) -> None:
        if break_before is None:
            listed = kind is self._last is _Block.ITEM and not self._opens_place()
            break_before = "\n" if listed else "\n\n"
        if self._parts:
            self._write(break_before)
        for place, label in self._pending.items():
            self._places.append(Place(self._length, place, label))
        self._pending.clear()
        self._last = kind
        self._write(text)

    def _opens_place(self) -> bool:
        return bool(self._pending.keys() - {PlaceKind.ROW})

    def _write(self, text: str) -> None:
        self._length += len(text)
        if self._longest is not None and self._length > self._longest:
            raise TooLongError
        self._parts.append(text)


def _shown(text: str) -> str:
    """`text` printable, one blank line at a time, and no edges."""
    shown = _BLANK_START.sub("", blocks.printable(text)).rstrip()
    return _BLANK_LINES.sub("\n\n", shown) if "\n" in shown else shown


def _lowered(text: str, levels: int) -> tuple[str, list[int], list[int]]:
    """`text` with its headings lowered, where they began, and the characters added before each."""
    found = list(_HEADING.finditer(text))
    marks = [
        "#" * (min(DEEPEST_HEADING, len(match[0]) + levels) - len(match[0])) for match in found
    ]
    lowered = iter(marks)
    starts = [match.start() for match in found]
    added = list(accumulate(map(len, marks), initial=0))
    return _HEADING.sub(lambda match: next(lowered) + match[0], text), starts, added
