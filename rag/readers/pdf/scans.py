"""Pages without text as pictures, one at a time."""

import math
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from rag.readers.ocr.scans import Scans, read_scans

if TYPE_CHECKING:
    import pypdfium2

    from rag.ports import Pixels

_DOTS: Final = 200 / 72
"""Pixels for each point: 200 an inch."""
_MOST_PIXELS: Final = 12_000_000
"""Of one page; an A3 at 200 dots an inch has 8 million."""


def recognised(pdf: "pypdfium2.PdfDocument", numbers: Sequence[int]) -> Scans:
    """What OCR sees on these pages, counted from 1."""
    return read_scans(_pictures(pdf, numbers))


def _pictures(
    pdf: "pypdfium2.PdfDocument", numbers: Sequence[int]
) -> "Iterator[tuple[int, Callable[[], Pixels]]]":
    return ((number, partial(_picture, pdf, number - 1)) for number in numbers)


def _picture(pdf: "pypdfium2.PdfDocument", place: int) -> "Pixels":
    """The page in shades of grey."""
    page = pdf[place]
    try:
        width, height = page.get_size()
        scale = min(_DOTS, math.sqrt(_MOST_PIXELS / max(width * height, 1.0)))
        shades: Pixels = page.render(scale=scale, grayscale=True).to_numpy()
        return shades.reshape(shades.shape[:2])
    finally:
        page.close()
