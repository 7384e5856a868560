"""Quotations, where they stand, and statements made of them."""

from dataclasses import dataclass, field
from enum import StrEnum

from rag.domain.places import Locator


@dataclass(frozen=True, slots=True)
class Citation:
    """A quotation and where it stands: `document.text[char_start:char_end] == quote`."""

    id: int
    path: str
    title: str
    sha256: str
    text_sha256: str
    line_start: int | None
    line_end: int | None
    char_start: int
    char_end: int
    quote: str
    score: float
    locator: Locator = field(default_factory=Locator)

    @property
    def place(self) -> tuple[str, str, int, int]:
        """Which words of which text it cites, whatever its number and score."""
        return self.path, self.text_sha256, self.char_start, self.char_end


@dataclass(frozen=True, slots=True)
class Context:
    """A quotation among the words around it, as `before + quotation + after` stands there."""

    before: str
    quotation: str
    after: str


class Verdict(StrEnum):
    """What the check of a printed statement found."""

    QUOTED = "quoted"
    SUPPORTED = "supported"
    REPLACED = "replaced"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Piece:
    """A contiguous run of whole words of one cited sentence, or whole consecutive sentences."""

    text: str
    citation: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A printed sentence: template text around pieces, with the verdict of its check."""

    text: str
    pieces: tuple[Piece, ...]
    citations: tuple[int, ...]
    verdict: Verdict
