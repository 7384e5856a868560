"""What a run over a set found, with everything that a report shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rag.domain import EncoderCard
from rag.evaluation.comparing import Difference
from rag.evaluation.scores import Asked, Scores
from rag.evaluation.totals import Measure, Stage


@dataclass(frozen=True, slots=True)
class LibraryFacts:
    """The library that was asked."""

    name: str
    folder: Path
    documents: int
    sentences: int
    size: int
    """Bytes of the documents' files."""
    unreadable: int
    """Documents that could not be read."""
    encoder: EncoderCard | None


@dataclass(frozen=True, slots=True)
class Choice:
    """How the questions were chosen and asked."""

    limit: int | None
    seed: int
    half: str | None
    mode: str
    model: Path
    version: str
    """Hash of all that the answers depend on."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A whole run."""

    name: str
    choice: Choice
    library: LibraryFacts | None
    """None where summaries were checked."""
    measures: tuple[Measure, ...]
    stages: tuple[Stage, ...]
    questions: tuple[Asked, ...]
    reused: int
    """How many answers were kept from an earlier run."""
    baseline: str | None = None
    differences: tuple[Difference, ...] = ()

    @property
    def scores(self) -> Mapping[str, Scores]:
        """What every question scored, by its id."""
        return {question.id: question.scores for question in self.questions}
