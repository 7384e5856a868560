"""Documents, and their sentences as the library keeps and finds them."""

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Final

from rag.domain.places import Locator, Place, PlaceIndex, PlaceKind, TableRows

_OF_FILE: Final = ("propert", "creationdate", "moddate", "created", "saved", "modified")
"""Marks of a date that tells when a file was made, not when its text was published."""


class Shape(StrEnum):
    """What the lines of a text mean to chunking."""

    PLAIN = "plain"
    OUTLINED = "outlined"
    """Made by a reader: `#` headings, list items, `|` table rows, blank lines between paragraphs."""
    MARKDOWN = "markdown"
    """Written by a person as Markdown, underlined headings and front matter included."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What the owner of a file should know of how it was read: `fact; hint` is a sentence."""

    fact: str
    """`3 of 10 pages have no text (pages 2, 5-6)`."""
    hint: str = ""
    """What to do about it; empty where nothing need be done."""


@dataclass(frozen=True, slots=True)
class FileNotice:
    """A notice and the path of its document."""

    path: str
    fact: str
    hint: str = ""

    @property
    def told(self) -> str:
        """All of it as one sentence."""
        return f"{self.path}: {self.fact}" + (f"; {self.hint}" if self.hint else "")


@dataclass(frozen=True)
class Document:
    """One file as read: the text that all offsets count in, and where it came from."""

    path: str
    """POSIX path from the library's root where the file lies below it, else absolute."""
    title: str
    text: str
    sha256: str
    """Hash of the file's bytes."""
    text_sha256: str
    """Hash of `text` in UTF-8."""
    reader: str
    """Name and version of the reader, `text/1`; a change of either re-reads the file."""
    date: str | None = None
    """ISO 8601 date, only where the file says so."""
    date_found: str | None = None
    """Where the date was found, as a reader of a report would be told: `the first lines`."""
    author: str | None = None
    language: str | None = None
    """BCP 47 tag, only where the file says so."""
    places: tuple[Place, ...] = ()
    """In order of `start`; empty for formats of lines alone."""
    has_lines: bool = True
    """Whether line numbers mean something to the file's owner."""
    shape: Shape = Shape.PLAIN
    notices: tuple[Notice, ...] = ()
    """Told by the reader; the library keeps them beside the document (`Catalogue.notices`)."""

    @property
    def told_date(self) -> str | None:
        """The day that the document says it is of; None where only its file has one."""
        return None if is_of_file(self.date_found) else self.date

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Offset at which each line begins."""
        return line_starts(self.text)

    def lines(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last line that `text[start:end]` touches, or None without lines."""
        if not self.has_lines:
            return None
        last = max(start, end - 1)
        return bisect_right(self.line_starts, start), bisect_right(self.line_starts, last)

    def place(self, kind: PlaceKind, at: int) -> str | None:
        """The label of the place of this kind that holds the character at `at`, or None."""
        return self._places.label(kind, at)

    def page(self, at: int) -> int | None:
        """1-based page that holds the character at `at`, or None without pages."""
        return self._places.number(PlaceKind.PAGE, at)

    def locator(self, start: int, end: int) -> Locator:
        """Where `text[start:end]` stands by the places; heading and the file's date left out."""
        if not self._places:
            return Locator()
        return Locator(
            page=self.page(start),
            sheet=self.place(PlaceKind.SHEET, start),
            cell=self._cell(start, end),
            slide=self._places.number(PlaceKind.SLIDE, start),
            message=self.place(PlaceKind.MESSAGE, start),
            date=self.place(PlaceKind.DATE, start),
            ocr=self._is_recognised(start, end) or None,
        )

    def _is_recognised(self, start: int, end: int) -> bool:
        """Whether OCR read the first or the last of `text[start:end]`."""
        ends = (start, max(start, end - 1))
        return any(self.place(PlaceKind.OCR, at) is not None for at in ends)

    @cached_property
    def _places(self) -> PlaceIndex:
        return PlaceIndex(self.places)

    def _cell(self, start: int, end: int) -> str | None:
        """The cells of `text[start:end]`, where it lies in the one line of a row."""
        held = self._places.at(PlaceKind.ROW, start)
        if held is None:
            return None
        return self._rows.cells(*held, start, end)

    @cached_property
    def _rows(self) -> TableRows:
        return TableRows(self.text)


def is_of_file(date_found: str | None) -> bool:
    """Whether a date found there says when a file was made or saved, which exporting renews."""
    found = (date_found or "").lower()
    return any(word in found for word in _OF_FILE)


def line_starts(text: str) -> tuple[int, ...]:
    """Offset of the first character of each LF-separated line of `text`."""
    starts = [0]
    while following := text.find("\n", starts[-1]) + 1:
        starts.append(following)
    return tuple(starts)


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters, `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive whole sentences of one document; the sentences' spans lie in order within it."""

    start: int
    end: int
    sentences: tuple[Span, ...]
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """The smallest citable unit, as the library keeps it; it lies in exactly one passage."""

    id: int
    document_id: int
    passage_id: int
    ordinal: int
    """0-based position in its document."""
    start: int
    end: int
    text: str
    line_start: int | None
    line_end: int | None
    locator: Locator = field(default_factory=Locator)
    """Where it stands by its document's places."""
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """What the library knows of a document without its text."""

    id: int
    path: str
    title: str
    sha256: str
    text_sha256: str
    reader: str
    date: str | None
    words: int
    sentences: int
    size: int
    """Bytes of the file when it was last read."""
    modified_ns: int
    """Modification time of the file when it was last read, in nanoseconds."""
    date_found: str | None = None
    author: str | None = None
    language: str | None = None

    @property
    def told_date(self) -> str | None:
        """The day that the document says it is of; None where only its file has one."""
        return None if is_of_file(self.date_found) else self.date


@dataclass(frozen=True, slots=True)
class Cell:
    """One filled cell of a table row, `row[span.start:span.end]`, and the headings over it."""

    span: Span
    heading: str


@dataclass(frozen=True, slots=True)
class Row:
    """A table row as it is to be understood: what it is about, and its cells behind the first."""

    label: str
    """The headings over the whole row and its first cell: `Net sales: Germany`."""
    cells: tuple[Cell, ...]

    def told(self, text: str) -> str:
        """The row `text` in words, every cell after its heading."""
        parts = (f"{cell.heading} {text[cell.span.start : cell.span.end]}" for cell in self.cells)
        listed = "; ".join(part.strip() for part in parts)
        return f"{self.label}: {listed}." if self.label else f"{listed}."


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with the scores that found it."""

    sentence: Sentence
    dense: float
    """Cosine between question and sentence."""
    lexical: float
    """BM25, higher is better; 0 where no word of the question occurs."""
    fused: float
    """Both scores, and those of its passage, as one; higher is better."""
    copies: tuple[Sentence, ...] = ()
    """The same sentence as other documents have it."""
    row: Row | None = None
    """What the sentence is as a row of a table, where it is one."""
    headings: tuple[Sentence, ...] = ()
    """The rows of column headings above it."""

    @property
    def read_as(self) -> str:
        """What the model reads: the sentence, a table row with its headings."""
        return self.row.told(self.sentence.text) if self.row else self.sentence.text
