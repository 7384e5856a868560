"""What a note says of its citations: the comment that ends it, or its list of sources."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import msgspec

from rag.checking.parsing.blocks import NoteBlock

_COMMENT: Final = re.compile(r"<!--\s*sourceline-note/\d+\s+(\{.*?\})\s*-->", re.DOTALL)
_ENTRY: Final = re.compile(
    r"(?P<path>\S.*?)(?::(?P<first>\d+)(?:[-–](?P<last>\d+))?)?"
    r"(?: \((?P<where>.*?)\))?(?::|\s)\s*[\"“‘](?P<quote>.+)[\"”’]\s*",
    re.DOTALL,
)
_PLACE: Final = re.compile(
    r"(?P<path>\S.*?)(?::(?P<first>\d+)(?:[-–](?P<last>\d+))?)?(?: \(.*\))?"
)


class Cited(msgspec.Struct, frozen=True):
    """A citation as the note carries it; what it does not say is None."""

    id: int
    path: str
    quote: str
    sha256: str | None = None
    text_sha256: str | None = None
    line_start: int | None = None
    line_end: int | None = None
    char_start: int | None = None
    char_end: int | None = None


class Locked(msgspec.Struct, frozen=True):
    """A document behind the note."""

    path: str
    sha256: str


class _Carried(msgspec.Struct):
    citations: tuple[Cited, ...] = ()
    lock: tuple[Locked, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of the note's list of sources."""

    line: int
    number: int
    path: str
    line_start: int | None
    line_end: int | None
    quote: str

    @property
    def cited(self) -> Cited:
        """The entry as a citation."""
        return Cited(
            self.number,
            self.path,
            self.quote,
            line_start=self.line_start,
            line_end=self.line_end,
        )


def carried(text: str) -> tuple[tuple[Cited, ...], tuple[Locked, ...]] | None:
    """Citations and lock of the comments that end the notes in a text.

    Several notes may stand below each other. None where there is no comment, or one cannot be
    read.
    """
    try:
        held = [msgspec.json.decode(one, type=_Carried) for one in _COMMENT.findall(text)]
    except msgspec.MsgspecError:
        return None
    if not held:
        return None
    cited = (one for each in held for one in each.citations)
    locked = dict.fromkeys(one for each in held for one in each.lock)
    return tuple(cited), tuple(locked)


def listed(blocks: Iterable[NoteBlock]) -> Iterator[Listed]:
    """The entries of a list of sources: number, place and quotation, in one block or in two."""
    waiting: tuple[int, re.Match[str]] | None = None
    for block in blocks:
        number = block.number or _opening_mark(block)
        entry = _ENTRY.fullmatch(block.text)
        place = _PLACE.fullmatch(block.text)
        if number is not None and entry:
            yield _listed(block, number, entry, entry["quote"])
        elif number is not None and place:
            waiting = number, place
        elif waiting and block.text[:1] in '"“‘':
            yield _listed(block, *waiting, block.text[1:-1])
            waiting = None


def _opening_mark(block: NoteBlock) -> int | None:
    return block.marks[0].numbers[0] if block.marks and block.marks[0].at == 0 else None


def _listed(block: NoteBlock, number: int, place: re.Match[str], quote: str) -> Listed:
    first, last = place["first"], place["last"] or place["first"]
    return Listed(
        block.line(len(block.text)),
        number,
        place["path"],
        int(first) if first else None,
        int(last) if last else None,
        quote,
    )
