"""Answers and refusals, and the models behind them."""

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
