"""Briefing notes."""

from dataclasses import dataclass
from enum import StrEnum

from rag.domain.answers import ModelCard, Rejected
from rag.domain.citations import Citation, Statement
from rag.domain.figures import Disagreement, Figure


class Length(StrEnum):
    """How much a note tells."""

    SHORT = "short"
    STANDARD = "standard"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class NoteSource:
    """A document behind a note; `used` counts the sentences the note cites from it.

    `sections` are its passages, `sections_used` those of which a sentence is cited; `dropped`
    says why nothing is, and is None where something is.
    """

    path: str
    sha256: str
    title: str
    date: str | None
    words: int
    used: int
    sections: int = 0
    sections_used: int = 0
    dropped: str | None = None
    date_of_file: bool = False
    """Whether `date` is only the day on which the file was made or saved."""


@dataclass(frozen=True, slots=True)
class KeyFact:
    """Where a fact of the brief or the key points is told: a row of facts by sources.

    `sources` indexes the note's sources. Copies of one text count once in `independent`.
    `first_date` is the earliest date of a document that tells it, ISO 8601, and `hedge` the
    words that say how sure the telling is, both None where there is none.
    """

    sentence: Statement
    sources: tuple[int, ...]
    independent: int
    first_date: str | None
    hedge: str | None


@dataclass(frozen=True, slots=True)
class NoteFigure(Figure):
    """A figure with what is told of it, who says so in the source's words, and when.

    `when` is the date in the figure's own sentence or, without one, of its document, as it
    stands there; None where neither has one.
    """

    telling: str = ""
    speaker: str | None = None
    when: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who says something, under the fullest name.

    `spellings` are the ways the sources write it, the heading's first; `role` is what stands
    before the name in one of them, None where nothing does.
    """

    name: str
    spellings: tuple[str, ...]
    role: str | None = None


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
    """Who says what: speaker and verb in the source's words, and the claim.

    `name` is that of the note's `Speaker`, under which all spellings of a name are gathered.
    """

    speaker: str
    verb: str
    sentence: Statement
    name: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What share of the documents a note draws on; `dropped` says what was left out and why."""

    documents: int
    used: int
    sections: float
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoteComposition:
    """How the sentences of brief and key points came about where a model writes them."""

    composed: int
    """Sentences of the model's that held against what they cite."""
    replaced: int
    """Sentences of the model's that did not hold; a quotation tells the fact instead."""
    quoted: int
    """Facts that the model told by copying the source, or that were too long to be shown to it."""
    rejected: tuple[Rejected, ...] = ()
    """The sentences that were replaced."""


@dataclass(frozen=True, slots=True)
class Note:
    """A briefing note: statements copied from the sources, or composed and checked; all cited."""

    title: str
    sources: tuple[NoteSource, ...]
    brief: tuple[Statement, ...]
    key_points: tuple[Statement, ...]
    topics: tuple[Topic, ...]
    figures: tuple[NoteFigure, ...]
    timeline: tuple[TimelineEntry, ...]
    attributions: tuple[Attribution, ...]
    disagreements: tuple[Disagreement, ...]
    caveats: tuple[Statement, ...]
    gaps: tuple[str, ...]
    coverage: Coverage
    citations: tuple[Citation, ...]
    timings: dict[str, float]
    model: ModelCard
    facts: tuple[KeyFact, ...] = ()
    """One for each fact that brief and key points tell, in their order."""
    speakers: tuple[Speaker, ...] = ()
    length: Length = Length.STANDARD
    focus: str | None = None
    since: str | None = None
    """The day from which on documents were taken, ISO 8601; None for all."""
    composition: NoteComposition | None = None
    """None where nothing was composed."""
