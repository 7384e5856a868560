"""Pages that show something and say nothing, as scans among pages with text do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.domain import Notice
from rag.readers.noticing import numbered, some
from rag.readers.ocr.scans import Scans, left_notice, scan_notices

if TYPE_CHECKING:
    import pypdfium2

_MANY_PATHS: Final = 20
"""Fewer are rules and frames; letters drawn as lines are more."""
_LOST: Final = ("is damaged and could not be read", "are damaged and could not be read")
_MEND: Final = "get the file again, or mend it (qpdf IN.pdf OUT.pdf)"


def is_drawn_on(page: "pypdfium2.PdfPage") -> bool:
    """Whether a page shows something that is no text: a picture, or a drawing of many lines."""
    import pypdfium2.raw as pdfium

    paths = 0
    for number in range(pdfium.FPDFPage_CountObjects(page)):
        kind = pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, number))
        paths += kind == pdfium.FPDF_PAGEOBJ_PATH
        if paths == _MANY_PATHS or kind not in (
            pdfium.FPDF_PAGEOBJ_TEXT,
            pdfium.FPDF_PAGEOBJ_PATH,
        ):
            return True
    return False


@dataclass(frozen=True, slots=True)
class Told:
    """Pages there is something to tell of, counted from 1."""

    drawn: Sequence[int]
    """Those that show something, whether or not they say something too."""
    lost: Sequence[int]
    """Those that could not be loaded."""
    scans: Scans


def page_notices(starts: Sequence[int], end: int, told: Told) -> Iterator[Notice]:
    """What to tell of pages whose texts begin at `starts` and end at `end`."""
    edges = zip(starts, (*starts[1:], end), strict=True)
    bare = {number for number, (start, stop) in enumerate(edges, 1) if start == stop}
    shown = sorted(bare.intersection(told.drawn).difference(told.scans.looked_at))
    yield from scan_notices(told.scans, len(starts))
    if shown:
        yield left_notice(shown, len(starts))
    if told.lost:
        which = numbered("page", told.lost)
        fact = some("page", len(told.lost), len(starts), verbs=_LOST, which=which)
        yield Notice(fact, _MEND)
