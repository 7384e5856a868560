"""The decision to answer: a logistic model over what supports an answer."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from rag.domain import RefusalReason
from rag.sufficiency.contradiction import Contradiction
from rag.sufficiency.coverage import Coverage

_WEIGHTS: Final = Path(__file__).with_name("weights.json")
_OFF_TOPIC_DENSE: Final = 0.25
_OFF_TOPIC_GAIN: Final = 0.30
_OFF_TOPIC_COVERAGE: Final = 0.20


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The fitted model, as `weights.json` has it."""

    bias: float
    weights: dict[str, float]
    """What one unit of each signal adds to the logit."""
    span_typical: float
    """The span score that counts as none: what a question answered by sentences has."""
    enough: float
    """Likelihood from which the evidence is enough to answer."""
    beside: float
    """Likelihood from which a source may answer beside one that is enough."""
    fitted_on: dict[str, int]
    """How many questions of each kind it was fitted on."""
    command: str
    """What fits it anew."""


@dataclass(frozen=True, slots=True)
class Support:
    """How well one followed sentence bears on the question."""

    gain: float
    """Share of the question's surprise that the sentence takes away, at most 1."""
    dense: float
    """Cosine between question and sentence."""
    coverage: Coverage
    """What of the question the sentence holds."""
    against: Contradiction
    """What sets the sentence against the question."""
    span: float | None
    """Score of the best span; None where whole sentences answer."""
    has_type: bool
    """Whether it holds what the question asks for, where that is a figure or a date."""
    has_name: bool
    """Whether it holds a name that is not in the question, or none is asked for."""
    absent_entities: tuple[str, ...]
    """Names in the question that the library does not hold."""
    stated: bool = False
    """Whether it says in the question's own words of whom that is so."""

    @property
    def signals(self) -> Mapping[str, float]:
        """What the logistic model weighs, by name."""
        typical = fitted().span_typical
        return {
            "gain": self.gain,
            "dense": self.dense,
            "coverage": self.coverage.words,
            "head_missing": float(not self.coverage.head),
            "name_missing": float(not self.coverage.names),
            "nameless": float(not self.has_name),
            "span": 0.0 if self.span is None else self.span - typical,
            "negated": float(self.against.negated),
            "opposite": float(self.against.opposite),
            "number": float(self.against.number),
        }


@lru_cache(maxsize=1)
def fitted() -> Weights:
    """The model that ships with the program."""
    return msgspec.json.decode(_WEIGHTS.read_bytes(), type=Weights)


def probability(support: Support) -> float:
    """How likely the evidence answers the question, 0 to 1."""
    model, signals = fitted(), support.signals
    logit = model.bias + sum(weight * signals[name] for name, weight in model.weights.items())
    return 1 / (1 + math.exp(-logit))


def refusal(support: Support) -> RefusalReason | None:
    """Why the evidence does not answer, or None where it does."""
    if support.absent_entities:
        return RefusalReason.ENTITY_ABSENT
    if not support.has_type:
        return RefusalReason.NO_SUCH_FIGURE
    enough = support.stated or probability(support) >= fitted().enough
    return None if enough else RefusalReason.TOO_WEAK


def stands_beside(support: Support, likelihood: float | None = None) -> bool:
    """Whether the evidence may answer beside some that is enough alone.

    `likelihood` is from which it may; default the model's own.
    """
    least = fitted().beside if likelihood is None else likelihood
    return support.has_type and (support.stated or probability(support) >= least)


def on_topic(*, gain: float, dense: float, coverage: float) -> bool:
    """Whether a sentence with these signals is about what the question is about."""
    return dense >= _OFF_TOPIC_DENSE or gain >= _OFF_TOPIC_GAIN or coverage >= _OFF_TOPIC_COVERAGE
