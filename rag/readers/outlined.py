"""Text with headings, lists, tables and places, as readers of office files write it down."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Final

from rag.domain import Document, Place, PlaceKind, Shape
from rag.errors import ReadError
from rag.readers.dating import find_date
from rag.readers.text import readable

LONGEST_TEXT: Final = 100_000_000
"""Characters; what unpacks to more repeats itself."""
MOST_CELLS: Final = 10_000_000
"""Cells of the tables of one file, repeated ones counted as often as they stand."""
DEEPEST_HEADING: Final = 6

_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\ufeff\ufffe\uffff]")
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_BREAKS: Final = re.compile("\r\n|[\r\v\f\u2028\u2029\x85]")
_BLANK_LINES: Final = re.compile(r"[ \t]*\n(?:[ \t]*\n)*")
_NO_TITLE: Final = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)\b.*|(?:power ?point|präsentation|presentation|slide|folie"
    r"|document|dokument|untitled|title|titel|word document|powerpoint presentation"
    r"|презентация powerpoint|présentation powerpoint)[ \d]*|.*\.(?:docx?|pptx?|xlsx?|od[tsp]))",
    re.IGNORECASE,
)


class _Block(Enum):
    ITEM = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Told:
    """What a file says about itself; None where it does not."""

    title: str | None = None
    author: str | None = None
    date: str | None = None
    date_found: str | None = None
    language: str | None = None


class Outlined:
    """A text that grows block by block, and the places of its blocks."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._last: _Block | None = None
        self._places: list[Place] = []
        self._pending: dict[PlaceKind, str] = {}
        self.first_heading: str | None = None
        """The first heading, a title before all."""

    def __len__(self) -> int:
        return self._length

    def place(self, kind: PlaceKind, label: str) -> None:
        """What follows stands in this place, until the next one of its kind."""
        self._pending[kind] = line(label)

    def heading(self, level: int, text: str) -> None:
        """A heading; nothing where it has no words."""
        words = line(text)
        if words:
            self.first_heading = self.first_heading or words
            self._add(f"{'#' * max(1, min(level, DEEPEST_HEADING))} {words}")

    def paragraph(self, text: str) -> None:
        """A paragraph; its own line breaks are kept, blank lines are not."""
        words = paragraph(text)
        if words:
            self._add(words)

    def item(self, text: str, *, depth: int = 0, mark: str = "-") -> None:
        """An item of a list, on one line."""
        words = line(text)
        if words:
            self._add(f"{'  ' * min(depth, 8)}{mark} {words}", _Block.ITEM)

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
            told = (cell(text) for text in cells)
            self._add(f"| {' | '.join(told)} |", break_before="\n" if number else "\n\n")
            if number + 1 == header:
                self._rule(len(cells))
        if addresses:
            self._pending[PlaceKind.ROW] = ""

    def line_in(self, text: str, address: str) -> None:
        """One cell of a sheet that stands alone, as a paragraph."""
        words = line(text)
        if words:
            self._pending[PlaceKind.ROW] = address
            self._add(words)
            self._pending[PlaceKind.ROW] = ""

    def document(
        self, data: bytes, *, path: Path, stored_as: str, reader: str, told: Told
    ) -> Document:
        """The finished document, titled by its file, its first heading or its name.

        Raises:
            ReadError: it holds no words.
        """
        text = "".join(self._parts)
        if not any(character.isalnum() for character in text):
            raise ReadError(
                f"{path} holds no words", "It may hold pictures alone; leave it out, or add text."
            )
        stated = find_date(text)
        date, found = (stated, "the first lines") if stated else (told.date, told.date_found)
        return Document(
            path=stored_as,
            title=_title(told.title) or self.first_heading or readable(path.stem),
            text=text,
            sha256=hashlib.sha256(data).hexdigest(),
            text_sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
            reader=reader,
            date=date,
            date_found=found,
            author=line(told.author or "") or None,
            language=told.language,
            places=tuple(self._places),
            has_lines=False,
            shape=Shape.OUTLINED,
        )

    def _rule(self, columns: int) -> None:
        self._add(f"|{' --- |' * columns}", break_before="\n")

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
        if self._length > LONGEST_TEXT:
            raise TooLongError
        self._parts.append(text)


class TooLongError(Exception):
    """The file has more characters or cells than any that is read."""


def too_long(path: Path) -> ReadError:
    """The error for a file that unpacks to more text than is read."""
    return ReadError(
        f"{path} holds more than {LONGEST_TEXT // 1_000_000} million characters"
        f" or {MOST_CELLS // 1_000_000} million cells",
        "Split it into smaller files.",
    )


def paragraph(text: str) -> str:
    """`text` without control characters and blank lines."""
    if text.isprintable():
        return text.strip()
    found = _SURROGATES.sub("\ufffd", _CONTROLS.sub("", _BREAKS.sub("\n", text)))
    return _BLANK_LINES.sub("\n", found).strip()


def line(text: str) -> str:
    """`text` on one line, white space folded."""
    return " ".join(paragraph(text).split())


def cell(text: str) -> str:
    """`text` as the content of a table cell."""
    return line(text).replace("|", "\\|")


def spread(cells: Iterable[tuple[str, int]]) -> Iterator[str]:
    """Each text as often as its cell is wide."""
    for text, width in cells:
        for _ in range(max(1, min(width, 100))):
            yield text


def _title(text: str | None) -> str | None:
    words = line(text or "")
    return None if not words or _NO_TITLE.fullmatch(words) else words
