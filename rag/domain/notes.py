"""Briefing notes."""

from dataclasses import dataclass

from rag.domain.answers import ModelCard
from rag.domain.citations import Citation, Statement
from rag.domain.figures import Disagreement, Figure


@dataclass(frozen=True, slots=True)
class NoteSource:
    """A document behind a note; `used` counts the sentences the note cites from it."""

    path: str
    sha256: str
    title: str
    date: str | None
    words: int
    used: int


@dataclass(frozen=True, slots=True)
class Topic:
    """Key points under one heading; the heading is a piece of a cited sentence or None."""

    heading: str | None
    points: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A dated statement; `date` is ISO 8601, `text` the date in the source's words."""

    date: str
    text: str
    sentence: Statement


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what: speaker and verb in the source's words, and the claim."""

    speaker: str
    verb: str
    sentence: Statement


@dataclass(frozen=True, slots=True)
class Coverage:
    """What share of the documents a note draws on; `dropped` says what was left out and why."""

    documents: int
    used: int
    sections: float
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A briefing note: statements copied from the sources, every one cited."""

    title: str
    sources: tuple[NoteSource, ...]
    brief: tuple[Statement, ...]
    key_points: tuple[Statement, ...]
    topics: tuple[Topic, ...]
    figures: tuple[Figure, ...]
    timeline: tuple[TimelineEntry, ...]
    attributions: tuple[Attribution, ...]
    disagreements: tuple[Disagreement, ...]
    caveats: tuple[Statement, ...]
    gaps: tuple[str, ...]
    coverage: Coverage
    citations: tuple[Citation, ...]
    timings: dict[str, float]
    model: ModelCard
