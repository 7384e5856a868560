"""What a check of a note comes to: a verdict for every line, and what was found against it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class LineVerdict(StrEnum):
    """What became of one sentence of a note."""

    HOLDS = "holds"
    CHANGED = "changed"
    """It told its source rightly, and the source has changed since."""
    UNSUPPORTED = "unsupported"
    NOT_CHECKED = "not checked"
    """A heading, or words that the program itself puts around the sources' own."""


class Fault(StrEnum):
    """What does not agree between a note and its sources."""

    FIGURE = "figure"
    DATE = "date"
    NAME = "name"
    HEDGE = "hedge"
    NEGATION = "negation"
    DIRECTION = "direction"
    """The opposite of what the source says."""
    ATTRIBUTION = "attribution"
    """Said by another, or by somebody where the note tells it as fact."""
    QUOTATION = "quotation"
    CONTENT = "content"
    CITATION = "citation"
    """Borne out by another sentence than the one cited, or a number that does not exist."""
    SOURCE = "source"
    """The cited text is no longer as it was."""


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """Where in the sources the words stand that a line is held against."""

    citation: int | None
    """The note's number for it, where it has one."""
    path: str
    line_start: int | None
    line_end: int | None
    quote: str


@dataclass(frozen=True, slots=True)
class NoteFinding:
    """Something in a line of a note that its source does not bear out."""

    kind: Fault
    words: str
    """The words of the note; of the source where the note left them out."""
    reason: str
    place: SourcePlace | None = None
    suggestion: str | None = None
    """What to write instead, or where to look."""


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """One sentence of a note with its verdict."""

    line: int
    """1-based, in the note's file."""
    section: str | None
    text: str
    citations: tuple[int, ...]
    verdict: LineVerdict
    findings: tuple[NoteFinding, ...] = ()
    place: SourcePlace | None = None
    """The source sentence it agrees best with."""
    entry: bool = False
    """Whether it is an entry of the note's list of sources."""


class CitationState(StrEnum):
    """Whether the text a citation points at is still there."""

    HELD = "held"
    MOVED = "moved"
    """Elsewhere in its document, or in a document of another name."""
    CHANGED = "changed"
    """Its document no longer has these words."""
    GONE = "gone"
    """Its document is not in the library."""


@dataclass(frozen=True, slots=True)
class CitationNow:
    """A citation of a note, and where its text stands now."""

    id: int
    state: CitationState
    path: str
    line_start: int | None
    line_end: int | None
    quote: str
    now: str | None = None
    """Where the text changed: the sentence most like it in its document today."""


class NumberedBy(StrEnum):
    """What told which text each citation number means."""

    COMMENT = "comment"
    """The comment that ends a note."""
    SOURCES = "sources"
    """The list of sources in the note."""
    NOTHING = "nothing"
    """Neither was there: sentences were held against the whole library."""


@dataclass(frozen=True, slots=True)
class NoteCheck:
    """A note held against its sources."""

    lines: tuple[CheckedLine, ...]
    citations: tuple[CitationNow, ...]
    numbered_by: NumberedBy
    changed_documents: tuple[str, ...] = ()
    """Paths of the note's sources whose files are no longer as they were."""

    @property
    def checked(self) -> tuple[CheckedLine, ...]:
        """The lines that have a verdict."""
        return tuple(one for one in self.lines if one.verdict is not LineVerdict.NOT_CHECKED)

    @property
    def sentences(self) -> tuple[CheckedLine, ...]:
        """Those of them that are no entries of the list of sources."""
        return tuple(one for one in self.checked if not one.entry)

    @property
    def failing(self) -> tuple[CheckedLine, ...]:
        """The lines that do not hold."""
        return tuple(one for one in self.checked if one.verdict is not LineVerdict.HOLDS)

    @property
    def holds(self) -> bool:
        """Whether every line holds."""
        return not self.failing

    @property
    def faults(self) -> Mapping[Fault, int]:
        """How many lines do not hold, by the first thing found against each."""
        counted: dict[Fault, int] = {}
        for one in self.failing:
            kind = one.findings[0].kind if one.findings else Fault.CONTENT
            counted[kind] = counted.get(kind, 0) + 1
        return counted
