"""Pages that show something and say nothing, as scans among pages with text do."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from rag.domain import Notice
from rag.readers.noticing import numbered, some

if TYPE_CHECKING:
    import pypdfium2

_MANY_PATHS: Final = 20
"""Fewer are rules and frames; letters drawn as lines are more."""
_OCR: Final = "run OCR (ocrmypdf --skip-text IN.pdf OUT.pdf) and index what comes out"
_BARE: Final = ("has no text", "have no text")
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


def page_notices(
    starts: Sequence[int], end: int, *, drawn: Sequence[int], lost: Sequence[int]
) -> Iterator[Notice]:
    """What to tell of pages whose texts begin at `starts` and end at `end`.

    Those of `drawn` show something, those of `lost` could not be loaded; pages count from 1.
    """
    edges = zip(starts, (*starts[1:], end), strict=True)
    bare = {number for number, (start, stop) in enumerate(edges, 1) if start == stop}
    shown = sorted(bare.intersection(drawn))
    for verbs, numbers, hint in ((_BARE, shown, _OCR), (_LOST, lost, _MEND)):
        if numbers:
            which = numbered("page", numbers)
            yield Notice(some("page", len(numbers), len(starts), verbs=verbs, which=which), hint)
