"""Pictures as documents: scans and photographs of pages, whose words OCR reads."""

import io
import math
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.domain import Document, Notice, Place, PlaceKind
from rag.errors import ReadError
from rag.readers.made import made_document
from rag.readers.ocr.scans import (
    Scans,
    left_notice,
    read_scans,
    recognised_places,
    scan_notices,
)
from rag.readers.pdf.reader import text_of_pages

if TYPE_CHECKING:
    from PIL.Image import Image

    from rag.ports import Pixels

_FORMATS: Final = ("PNG", "JPEG", "TIFF", "WEBP")
_MARKS: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_SUFFIXES: Final = frozenset(".png .jpg .jpeg .tif .tiff .webp".split())
_MOST_PIXELS: Final = 80_000_000
"""An A3 at 600 dots an inch has 70 million; more may be a bomb."""
_SHOWN_PIXELS: Final = 12_000_000
"""To which a larger picture is made smaller before it is looked at."""
_MOST_FRAMES: Final = 20_000
_NO_WORDS: Final = "It may be a picture without words; leave it out, or give a sharper one."


@dataclass(frozen=True, slots=True)
class ImageReader:
    """Reads PNG, JPEG, TIFF and WebP pictures by OCR; a TIFF may have several pages."""

    name: str = "image/1"

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the file begins as such a picture does; without a head, by its suffix."""
        if not head:
            return path.suffix.lower() in _SUFFIXES
        if head.startswith(b"RIFF"):
            return head[8:12] == b"WEBP"
        return head.startswith(_MARKS)

    def read(self, path: Path, data: bytes, *, stored_as: str) -> Document:
        """The document in `data`, with the place of each page of several.

        Raises:
            ReadError: it is damaged, too large, or OCR finds no words in it.
        """
        with _opened(path, data) as image:
            total = min(getattr(image, "n_frames", 1), _MOST_FRAMES) if _has_pages(image) else 1
            scans = read_scans(_pictures(image, total, path))
        if not scans.lines:
            raise ReadError(f"{path} shows no words that OCR could read", _NO_WORDS)
        text, starts = text_of_pages([scans.lines.get(page, ()) for page in range(1, total + 1)])
        document = made_document(text, data, path=path, stored_as=stored_as, reader=self.name)
        numbered = (Place(at, PlaceKind.PAGE, str(page)) for page, at in enumerate(starts, 1))
        return replace(
            document,
            places=(*(numbered if total > 1 else ()), *recognised_places(starts, scans.lines)),
            notices=tuple(_notices(scans, total)),
        )


def _notices(scans: Scans, total: int) -> Iterator[Notice]:
    yield from scan_notices(scans, total)
    left = [page for page in range(1, total + 1) if page not in scans.looked_at]
    if left:
        yield left_notice(left, total)


@contextmanager
def _opened(path: Path, data: bytes) -> "Iterator[Image]":
    """The picture in `data`; whatever Pillow meets in it becomes a ReadError."""
    from PIL import Image, UnidentifiedImageError

    try:
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(io.BytesIO(data), formats=_FORMATS) as image,
        ):
            yield image
    except Image.DecompressionBombError as error:
        raise _too_large(path) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise ReadError(
            f"{path} is damaged: it cannot be opened as a picture",
            "Open it in an image viewer and save it again.",
        ) from error


def _has_pages(image: "Image") -> bool:
    """Whether its frames are pages, not moments."""
    return image.format == "TIFF"


def _pictures(
    image: "Image", total: int, path: Path
) -> "Iterator[tuple[int, Callable[[], Pixels]]]":
    return ((page, partial(_picture, image, page, path)) for page in range(1, total + 1))


def _picture(image: "Image", page: int, path: Path) -> "Pixels":
    """A page in shades of grey on white, no larger than is of use.

    Raises:
        ReadError: it has more pixels than are decoded.
    """
    import numpy as np
    from PIL import ImageOps

    if page > 1:
        image.seek(page - 1)
    width, height = image.size
    if width * height > _MOST_PIXELS:
        raise _too_large(path)
    scale = math.sqrt(_SHOWN_PIXELS / (width * height))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    if scale < 1:
        image.draft("L", size)
    grey = _grey(image)
    return np.asarray(ImageOps.exif_transpose(grey.resize(size) if scale < 1 else grey))


def _grey(image: "Image") -> "Image":
    """The picture in shades of grey, what is transparent in it white."""
    from PIL import Image

    if image.mode.startswith(("I", "F")):
        return image.point(lambda value: value / 256).convert("L")
    if not image.has_transparency_data:
        return image.convert("L")
    shades = image.convert("RGBA").convert("LA")
    grey, seen = shades.split()
    return Image.composite(grey, Image.new("L", grey.size, 255), seen)


def _too_large(path: Path) -> ReadError:
    return ReadError(
        f"{path} has more than {_MOST_PIXELS // 1_000_000} million pixels",
        "Save it smaller: 300 dots an inch are enough for print.",
    )
