"""What a note is asked to be: its length, its subject, and how much each section may tell."""

from dataclasses import dataclass
from typing import Final

from rag.domain import Length


@dataclass(frozen=True, slots=True)
class Scale:
    """How many entries each section of a note may have."""

    brief: int
    fewest_points: int
    most_points: int
    points_per_root: float
    """Key points for each root of the number of sentences that could be told."""
    figures: int
    timeline: int
    statements: int
    disagreements: int
    caveats: int
    shortens: bool
    """Whether clauses are left out of long sentences."""


SCALES: Final = {
    Length.SHORT: Scale(2, 3, 5, 0.9, 8, 6, 8, 6, 4, shortens=True),
    Length.STANDARD: Scale(3, 3, 14, 1.8, 20, 15, 24, 12, 8, shortens=True),
    Length.LONG: Scale(3, 6, 40, 3.6, 60, 40, 80, 30, 20, shortens=False),
}


@dataclass(frozen=True, slots=True)
class Request:
    """What the reader wants of a note.

    `focus` is a question or topic that the note is about, `since` the ISO 8601 day from which
    on documents are taken; documents that carry no date are taken whatever it is.
    """

    title: str | None = None
    focus: str | None = None
    since: str | None = None
    length: Length = Length.STANDARD
    unread: tuple[str, ...] = ()
    """Paths of files that belong to the documents and could not be read."""

    @property
    def scale(self) -> Scale:
        """How much each section may tell."""
        return SCALES[self.length]
