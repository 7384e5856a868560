"""What OCR sees on a page, as the lines of a page with text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean, median
from typing import TYPE_CHECKING, Final

from rag.ports import Recognised, Recogniser
from rag.readers import blocks
from rag.readers.ocr.order import in_reading_order
from rag.readers.pdf.lines import PdfLine
from rag.readers.pdf.moved import Box

if TYPE_CHECKING:
    from rag.ports import Pixels

_SURE: Final = 0.8
"""Scores from which a line is told: of the figures in lines below, nearly all are wrong."""
_READABLE: Final = 0.5
"""Share of a page's letters that must be clear."""
_UPRIGHT: Final = 0.85
"""Scores of a page, on the average, below which it may stand on its head."""
_PAGE_HEIGHT: Final = 792.0
"""Points that a page is taken to be high."""
_TYPE: Final = 0.75
"""Size of type, as a share of the height at which its lines are seen."""
_SAME_TYPE: Final = (0.75, 1.3)
"""Heights of lines, as shares of the usual one, that letters with and without strokes explain."""


@dataclass(frozen=True, slots=True)
class SeenPage:
    """The lines of a page in the order in which they are read."""

    lines: tuple[PdfLine, ...]
    unclear: int
    """How many more were too unclear to be told."""


def seen_page(recogniser: Recogniser, pixels: "Pixels") -> SeenPage:
    """The lines that a picture of a page shows, turned as it may be.

    A page that is mostly unclear has none: what is left of it may be the only words of another
    script that look like letters.
    """
    found, height = _upright(recogniser, pixels)
    told = [line for line in found if line.score >= _SURE and _printed(line)]
    if sum(len(line.text) for line in told) < _READABLE * sum(len(line.text) for line in found):
        return SeenPage((), len(found))
    lines = [_line(line, height) for line in told]
    return SeenPage(tuple(in_reading_order(_of_one_type(lines))), len(found) - len(told))


def _upright(recogniser: Recogniser, pixels: "Pixels") -> tuple[Sequence[Recognised], int]:
    """What is seen when the page stands upright, and its height then."""
    import numpy as np

    found = recogniser.recognise(pixels)
    if not found:
        return found, pixels.shape[0]
    lies = _lies(found)
    if not lies and fmean(line.score for line in found) >= _UPRIGHT:
        return found, pixels.shape[0]
    tried = [] if lies else [(found, pixels.shape[0])]
    for turn in (1, 3) if lies else (2,):
        turned = np.ascontiguousarray(np.rot90(pixels, turn))
        tried.append((recogniser.recognise(turned), turned.shape[0]))
    return max(tried, key=lambda seen: sum(line.score * len(line.text) for line in seen[0]))


def _lies(found: Sequence[Recognised]) -> bool:
    """Whether most words run up or down the page."""
    lying = sum(len(line.text) for line in found if not _is_level(line))
    return lying > sum(len(line.text) for line in found) / 2


def _is_level(line: Recognised) -> bool:
    """Whether it is wider than high, or too short to tell."""
    (left, top), _, (right, bottom), _ = line.corners
    return len(line.text) < 3 or abs(bottom - top) <= abs(right - left)


def _printed(line: Recognised) -> str:
    return blocks.line(line.text)


def _line(line: Recognised, height: int) -> PdfLine:
    """A line in points; its box is as high as its edges stand apart, also where it leans."""
    points = _PAGE_HEIGHT / height
    (left, top), (right, other_top), (_, bottom), (_, other_bottom) = line.corners
    box = Box(
        left * points,
        _PAGE_HEIGHT - fmean((bottom, other_bottom)) * points,
        right * points,
        _PAGE_HEIGHT - fmean((top, other_top)) * points,
    )
    return PdfLine(_printed(line), box, size=_TYPE * box.height, is_level=_is_level(line))


def _of_one_type(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """The lines, those of about the usual height taken to be of one size of type."""
    if not lines:
        return []
    usual = median(line.size for line in lines)
    low, high = (share * usual for share in _SAME_TYPE)
    return [replace(line, size=usual) if low <= line.size <= high else line for line in lines]
