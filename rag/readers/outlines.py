"""Documents whose text a reader makes, block by block, with the places in their file."""

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Final

from rag.domain import Document, Place, PlaceKind, Shape
from rag.errors import ReadError
from rag.readers.blocks import heading, one_line, printable

_HEADING: Final = re.compile(r"^#{1,6}(?= )", re.MULTILINE)
_LINE_ENDS: Final = re.compile(r"\r\n?")
_BLANK_START: Final = re.compile(r"\A(?:[ \t]*\n)+")
_BLANK_LINES: Final = re.compile(r"\n(?:[ \t]*\n)+")
_LONGEST_TITLE: Final = 300
_LEVELS: Final = 6


@dataclass(frozen=True, slots=True)
class Told:
    """What a file says of itself; empty where it does not."""

    title: str = ""
    author: str = ""
    date: str | None = None
    date_found: str | None = None
    language: str | None = None


class Outline:
    """A text in the making: blocks with blank lines between them, and where they come from."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._places: list[Place] = []
        self._length = 0

    def add(
        self, block: str, *, places: Iterable[tuple[PlaceKind, str]] = (), near: bool = False
    ) -> None:
        """Append a block, in the next line if it is `near` to the one before.

        Its `places` begin with it. A block without a word adds nothing.
        """
        shown = _shown(block)
        if not shown:
            return
        self._separate(near=near)
        self._places += (Place(self._length, kind, one_line(told)) for kind, told in places)
        self._append(shown)

    def head(self, level: int, text: str, *, places: Iterable[tuple[PlaceKind, str]] = ()) -> None:
        """Append a heading of a level from 1 to 6."""
        shown = one_line(printable(text))
        if shown:
            self.add(heading(level, shown), places=places)

    def take(self, document: Document, *, below: int) -> None:
        """Append another document's text, its headings below those of level `below`.

        Its places come with it and end with it.
        """
        self._separate(near=False)
        # A plain text may hold anything; then it has no places that cleaning could shift.
        shown = _shown(document.text) if document.has_lines else document.text
        text, starts, added = _lowered(shown, below)
        for place in document.places:
            shift = added[bisect_left(starts, place.start)]
            self._places.append(Place(self._length + place.start + shift, place.kind, place.label))
        self._append(text)
        self.end(*{place.kind for place in document.places})

    def resume(self, places: Iterable[tuple[PlaceKind, str]]) -> None:
        """Take up places again that another text stood within."""
        self._places += (Place(self._length, kind, one_line(told)) for kind, told in places)

    def end(self, *kinds: PlaceKind) -> None:
        """End the places of these kinds here."""
        self._places += (Place(self._length, kind, "") for kind in sorted(kinds))

    def document(
        self, told: Told, data: bytes, *, path: Path, stored_as: str, reader: str
    ) -> Document:
        """The finished document, called after its file where that says no title.

        Raises:
            ReadError: there is no letter or digit in it.
        """
        text = "".join(self._parts)
        if not any(character.isalnum() for character in text):
            raise ReadError(f"{path} is empty: it holds no words", "Leave it out or fill it.")
        return Document(
            path=stored_as,
            title=_title(told.title) or _title(re.sub(r"[_\-]+", " ", path.stem)) or path.stem,
            text=text,
            sha256=hashlib.sha256(data).hexdigest(),
            text_sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
            reader=reader,
            date=told.date,
            date_found=told.date_found if told.date else None,
            author=_title(told.author) or None,
            language=told.language,
            places=tuple(self._places),
            has_lines=False,
            shape=Shape.OUTLINED,
        )

    def _separate(self, *, near: bool) -> None:
        if self._parts:
            self._append("\n" if near else "\n\n")

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _shown(block: str) -> str:
    """`block` with line feeds alone as line ends, one blank line at a time, and no edges."""
    text = _BLANK_START.sub("", printable(_LINE_ENDS.sub("\n", block))).rstrip()
    return _BLANK_LINES.sub("\n\n", text) if "\n" in text else text


def _lowered(text: str, levels: int) -> tuple[str, list[int], list[int]]:
    """`text` with its headings lowered, where they began, and the characters added before each."""
    found = list(_HEADING.finditer(text))
    marks = ["#" * (min(_LEVELS, len(match[0]) + levels) - len(match[0])) for match in found]
    lowered = iter(marks)
    starts = [match.start() for match in found]
    added = list(accumulate(map(len, marks), initial=0))
    return _HEADING.sub(lambda match: next(lowered) + match[0], text), starts, added


def _title(text: str) -> str:
    return one_line(printable(text))[:_LONGEST_TITLE].rstrip()
