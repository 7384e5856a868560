"""What turns files into documents, and pictures into words."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from rag.domain import Document

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels: TypeAlias = NDArray[np.uint8]
    """Shades of grey, shape (height, width)."""


class Reader(Protocol):
    """Turns one kind of file into a Document."""

    @property
    def name(self) -> str:
        """Name and version, `text/1`; stored with each document it read."""
        ...

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether this reader is for the file, by its first bytes before its suffix.

        An empty `head` asks for an opinion by suffix alone.
        """
        ...

    def read(self, path: Path, data: bytes, *, stored_as: str) -> Document:
        """The document in `data`, its path set to `stored_as`.

        Raises:
            ReadError: the file holds nothing this reader can read.
        """
        ...


@dataclass(frozen=True, slots=True)
class Recognised:
    """A line of words that OCR saw in a picture."""

    text: str
    corners: tuple[tuple[float, float], ...]
    """Top left, top right, bottom right and bottom left of the words, in pixels from the top left."""
    score: float
    """How sure it is of the letters, from 0 to 1."""


class Recogniser(Protocol):
    """Finds the words that a picture shows (OCR)."""

    def recognise(self, pixels: "Pixels") -> tuple[Recognised, ...]:
        """The lines of words in a picture, in no order that counts."""
        ...
