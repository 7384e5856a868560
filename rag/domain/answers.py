"""Answers and refusals, and the models behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rag.domain.citations import Citation, Statement
from rag.domain.figures import Disagreement, Figure


class Mode(StrEnum):
    """How answers are written: copied from the sources, or composed and then checked."""

    AUTO = "auto"
    QUOTE = "quote"
    COMPOSE = "compose"


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
    """Cosine between question and sentence."""
    lexical: float
    """BM25, higher is better."""
    likelihood: float
    """Mean log-probability of the question's tokens after the sentence."""
    score: float
    support: Mapping[str, float] | None = None
    """What the decision to answer weighs, by name; None where the sentence was not followed."""
    probability: float | None = None
    """How likely the sentence answers the question; None where it was not followed."""


class Ending(StrEnum):
    """Why a model stopped writing."""

    DONE = "done"
    """It ended its turn."""
    LENGTH = "length"
    """It had written as much as it may."""
    LOOP = "loop"
    """It began to repeat itself."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A sentence of the model's that was not printed, and what the check found against it."""

    text: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Composition:
    """How a composed answer came about: what the model was shown, and what became of its words."""

    kept: int
    """Sentences that were printed as the model wrote them."""
    replaced: int
    """Sentences that did not hold and were replaced by a quotation."""
    dropped: int
    """Sentences that did not hold and were left out."""
    repeated: int
    """Sentences left out because they say again what stands already."""
    fell_back: bool
    """Whether nothing held, so that the answer is quoted instead."""
    ending: Ending
    tokens: int
    """Length of the prompt."""
    shown: tuple[int, ...]
    """Citations of the sentences that the model was shown, best first."""
    left_out: tuple[int, ...]
    """Citations of sentences that were found but did not fit."""
    rejected: tuple[Rejected, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether every sentence that the model wrote held against its sources."""
        return not (self.replaced or self.dropped or self.fell_back)


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
    composition: Composition | None = None
    """None where nothing was composed."""

    @property
    def refused(self) -> bool:
        """Whether the sources do not say."""
        return self.refusal is not None
