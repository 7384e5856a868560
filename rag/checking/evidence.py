"""The sources as a note is held against them: cited text, its sentences, what stands around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rag.checking.result import CitationNow, CitationState, SourcePlace
from rag.domain import Sentence

BEFORE = 5
"""Sentences before a cited one in which a person it calls "he" may be named."""
AFTER = 1


@dataclass(frozen=True)
class Evidence:
    """Words of a source: the text of a citation, or a sentence that was looked up."""

    number: int | None
    """The note's number for it; None where the note does not cite it."""
    path: str
    line_start: int | None
    line_end: int | None
    text: str
    """As it stands in the document now, or as it was cited if it is no longer there."""
    state: CitationState
    sentences: tuple[Sentence, ...] = ()
    """The library's sentences that it touches; none where it is gone."""
    before: tuple[Sentence, ...] = ()
    after: tuple[Sentence, ...] = ()
    date: str | None = None
    """Of its document or of the message in it."""
    title: str = ""
    now: str | None = None

    @property
    def held(self) -> bool:
        """Whether the words still stand in the library."""
        return self.state in (CitationState.HELD, CitationState.MOVED)

    @cached_property
    def units(self) -> tuple[str, ...]:
        """Its sentences, each of which may be told alone, and all of it where it has several."""
        whole = " ".join(self.text.split())
        if len(self.sentences) < 2:
            return (whole,)
        return (*(" ".join(one.text.split()) for one in self.sentences), whole)

    @cached_property
    def context(self) -> str:
        """What stands around it."""
        return "\n".join(one.text for one in (*self.before, *self.after))

    @property
    def place(self) -> SourcePlace:
        """Where it stands, for people."""
        return SourcePlace(self.number, self.path, self.line_start, self.line_end, self.text)

    @property
    def as_citation(self) -> CitationNow:
        """What became of the citation."""
        return CitationNow(
            self.number or 0,
            self.state,
            self.path,
            self.line_start,
            self.line_end,
            self.text,
            self.now,
        )


@dataclass(frozen=True, slots=True)
class Beside:
    """A claim's words laid beside the source sentence that agrees best."""

    evidence: Evidence
    unit: str
    coverage: float


def best(claims: str, evidence: Sequence[Evidence]) -> Beside | None:
    """The unit of the evidence that has most of the words of `claims`, the shortest of equals."""
    from rag.checking.alignment import coverage

    found = [Beside(one, unit, coverage(claims, unit)) for one in evidence for unit in one.units]
    return max(found, key=lambda one: (round(one.coverage, 3), -len(one.unit)), default=None)
