"""What the program talks about: documents and their sentences, evidence, answers and notes.

Every value is frozen. Offsets are half-open Unicode code points into `Document.text`; lines
are 1-based, split at LF only, and None where the format has no lines.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import accumulate
from typing import Literal


class Mode(StrEnum):
    """How answers are written: copied from the sources, or composed and then checked."""

    AUTO = "auto"
    QUOTE = "quote"
    COMPOSE = "compose"


@dataclass(frozen=True)
class Document:
    """One file as read: the text that all offsets count in, and where it came from."""

    path: str
    """POSIX path from the library's root where the file lies below it, else absolute."""
    title: str
    text: str
    sha256: str
    """Hash of the file's bytes."""
    text_sha256: str
    """Hash of `text` in UTF-8."""
    reader: str
    """Name and version of the reader, `text/1`; a change of either re-reads the file."""
    date: str | None = None
    """ISO 8601 date, only where the file says so."""
    has_lines: bool = True
    page_starts: tuple[int, ...] = ()
    """Offset at which each page begins; empty for formats without pages."""

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Offset at which each line begins."""
        return line_starts(self.text)

    def lines(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last line that `text[start:end]` touches, or None without lines."""
        if not self.has_lines:
            return None
        last = max(start, end - 1)
        return bisect_right(self.line_starts, start), bisect_right(self.line_starts, last)

    def page(self, start: int) -> int | None:
        """1-based page that holds the character at `start`, or None without pages."""
        return bisect_right(self.page_starts, start) or None if self.page_starts else None


def line_starts(text: str) -> tuple[int, ...]:
    """Offset of the first character of each LF-separated line of `text`."""
    lengths = (len(line) + 1 for line in text.split("\n"))
    return (0, *accumulate(lengths))[:-1]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters, `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive whole sentences of one document; the sentences' spans lie in order within it."""

    start: int
    end: int
    sentences: tuple[Span, ...]
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """The smallest citable unit, as the library keeps it; it lies in exactly one passage."""

    id: int
    document_id: int
    passage_id: int
    ordinal: int
    """0-based position in its document."""
    start: int
    end: int
    text: str
    line_start: int | None
    line_end: int | None
    page: int | None = None
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with the scores that found it."""

    sentence: Sentence
    dense: float
    """Cosine between question and sentence."""
    lexical: float
    """BM25, higher is better; 0 where no word of the question occurs."""
    fused: float
    """Reciprocal-rank fusion of both rankings."""
    copies: tuple[Sentence, ...] = ()
    """The same sentence as other documents have it."""


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """What the library knows of a document without its text."""

    id: int
    path: str
    title: str
    sha256: str
    text_sha256: str
    reader: str
    date: str | None
    words: int
    sentences: int
    size: int
    """Bytes of the file when it was last read."""
    modified_ns: int
    """Modification time of the file when it was last read, in nanoseconds."""


class Kind(StrEnum):
    """What a quantity measures."""

    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    DURATION = "duration"
    ORDINAL = "ordinal"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, date or amount found in a text, with its hedge and unit.

    `text[start:end]` covers hedge, figure and unit ("around 1,000 people" without "people");
    `figure_start:figure_end` covers the bare figure ("1,000").
    """

    start: int
    end: int
    figure_start: int
    figure_end: int
    text: str
    value: float | str | None
    """A number, an ISO 8601 date (`2022-02`, `--06`, `2024-12-05`), or None ("several hundred")."""
    value_high: float | None
    """Upper end of a range, else None."""
    unit: str | None
    qualifier: str | None
    """The hedge in the source's words, lower case: `at least`, `nearly`; None without one."""
    kind: Kind


@dataclass(frozen=True, slots=True)
class Locator:
    """Where in a paged or structured file the quoted words stand; None where it does not apply."""

    page: int | None = None
    sheet: str | None = None
    cell: str | None = None
    slide: int | None = None
    message: str | None = None
    date: str | None = None
    heading: str | None = None


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


class Verdict(StrEnum):
    """What the check of a printed statement found."""

    QUOTED = "quoted"
    SUPPORTED = "supported"
    REPLACED = "replaced"
    UNSUPPORTED = "unsupported"


class FigureStatus(StrEnum):
    """How a printed figure is accounted for."""

    QUOTED = "quoted"
    ROUNDED = "rounded"
    COMPUTED = "computed"
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


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, date or amount that was printed, and how it is accounted for."""

    text: str
    value: float | str | None
    value_high: float | None
    unit: str | None
    qualifier: str | None
    kind: Kind
    status: FigureStatus
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DisagreementValue:
    """One side of a disagreement."""

    text: str
    value: float | str | None
    qualifier: str | None
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Sources that give different figures, hedges, dates or scopes for one measure."""

    measure: str
    kind: Literal["value", "qualifier", "date", "scope"]
    values: tuple[DisagreementValue, ...]


class RefusalReason(StrEnum):
    """Why the sources do not answer."""

    OFF_TOPIC = "off_topic"
    ENTITY_ABSENT = "entity_absent"
    NO_SUCH_FIGURE = "no_such_figure"
    TOO_WEAK = "too_weak"


@dataclass(frozen=True, slots=True)
class Refusal:
    """The reason why nothing was answered, and the nearest passages."""

    reason: RefusalReason
    detail: str
    nearest: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What identifies a language model; `parameters` is read from the file, not from its name."""

    name: str
    sha256: str
    parameters: int


@dataclass(frozen=True, slots=True)
class EncoderCard:
    """What identifies an encoder; `sha256` is of its weights."""

    name: str
    dimension: int
    sha256: str


@dataclass(frozen=True, slots=True)
class SourceAnswer:
    """One answer: the best span of its sources, grown to take in hedge and unit."""

    text: str
    short: str
    """The span before it grew."""
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Signal:
    """One ranked evidence sentence and the scores that ranked it, for `--explain`."""

    citation: int
    dense: float
    lexical: float
    likelihood: float
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What `ask` found, with everything needed to check it."""

    question: str
    understood: str
    answer: str
    answers: tuple[SourceAnswer, ...]
    mode: Mode
    refusal: Refusal | None
    sentences: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    figures: tuple[Figure, ...]
    disagreements: tuple[Disagreement, ...]
    timings: dict[str, float]
    model: ModelCard
    encoder: EncoderCard
    signals: tuple[Signal, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether the sources do not say."""
        return self.refusal is not None


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
