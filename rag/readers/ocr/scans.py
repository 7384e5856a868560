"""The pages of a file that OCR was asked to read, and what came of it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.domain import Notice, Place, PlaceKind
from rag.readers.noticing import named, numbered, some
from rag.readers.ocr.installed import remedy
from rag.readers.ocr.recognition import current
from rag.readers.pdf.lines import PdfLine

if TYPE_CHECKING:
    from rag.ports import Pixels

_BARE: Final = ("has no text", "have no text")
_MORE_PAGES: Final = "OCR has read as many as it may; raise ocr_pages in rag.toml"
_BY_ITSELF: Final = "or run it (ocrmypdf --skip-text IN.pdf OUT.pdf) and index what comes out"
_READ: Final = ("was read by OCR", "were read by OCR")
_ODD: Final = re.compile(r"(?<![\d.,])\d{1,3}([.,])\d{3}(?:\1\d{3})*\1\d{4,}(?!\d|[.,]\d)")
"""Digits in groups of three, but for the last group."""
_RAISED: Final = "the last may be the mark of a footnote: look at the page"
_CHECK: Final = "check figures and names against the page"
_SILENT: Final = (
    "shows a picture in which OCR found no words",
    "show pictures in which OCR found no words",
)


@dataclass(frozen=True, slots=True)
class Scans:
    """The pages that OCR looked at, counted from 1."""

    lines: Mapping[int, Sequence[PdfLine]]
    """The lines of those in which it found words."""
    silent: Sequence[int] = ()
    """Those in which it found none."""
    unclear: int = 0
    """Lines that it could not read surely enough."""
    odd: Sequence[str] = ()
    """Figures with a digit too many, as a raised mark behind them makes."""

    @property
    def looked_at(self) -> frozenset[int]:
        """All of them."""
        return frozenset((*self.lines, *self.silent))


def read_scans(pictures: "Iterable[tuple[int, Callable[[], Pixels]]]") -> Scans:
    """What OCR sees on pages, given by their numbers and how their pictures are made."""
    recognition = current()
    lines: dict[int, Sequence[PdfLine]] = {}
    silent: list[int] = []
    odd: list[str] = []
    unclear = 0
    for number, picture in pictures:
        seen = recognition.page(picture)
        if seen is None:
            continue
        unclear += seen.unclear
        if any(character.isalnum() for line in seen.lines for character in line.text):
            lines[number] = seen.lines
            odd += (found[0] for line in seen.lines for found in _ODD.finditer(line.text))
        else:
            silent.append(number)
    return Scans(lines, silent, unclear, odd)


def recognised_places(starts: Sequence[int], pages: Iterable[int]) -> Iterator[Place]:
    """Where what OCR read begins and ends, for pages that begin at `starts`."""
    held = frozenset(pages)
    for number, start in enumerate(starts, 1):
        if number in held:
            yield Place(start, PlaceKind.OCR, "read")
        elif number - 1 in held:
            yield Place(start, PlaceKind.OCR, "")


def scan_notices(scans: Scans, total: int) -> Iterator[Notice]:
    """What to tell of a file of `total` pages, some of them read by OCR."""
    read = sorted(scans.lines)
    if read:
        which = numbered("page", read)
        fact = some("page", len(read), total, verbs=_READ, which=which)
        yield Notice(fact + _left_out(scans.unclear), _CHECK)
    if scans.odd:
        yield Notice(f"OCR saw figures with a digit too many ({named(scans.odd)})", _RAISED)
    if scans.silent:
        which = numbered("page", scans.silent)
        yield Notice(some("page", len(scans.silent), total, verbs=_SILENT, which=which))


def left_notice(pages: Sequence[int], total: int) -> Notice:
    """What to tell of pages that show something and have no text, since nothing may read it."""
    fact = some("page", len(pages), total, verbs=_BARE, which=numbered("page", pages))
    return Notice(fact, _MORE_PAGES if current().is_at_hand else f"{remedy()}; {_BY_ITSELF}")


def _left_out(unclear: int) -> str:
    if not unclear:
        return ""
    return f", {unclear:,} unclear line{'' if unclear == 1 else 's'} left out"
