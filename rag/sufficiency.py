"""Whether the evidence is enough to answer, and if not, why: decided before anything is said."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from rag.domain import RefusalReason
from rag.questions import Question, stems

ENOUGH: Final = 0.55
BESIDE: Final = 0.25
"""Likelihood from which a source may answer beside one that is enough."""
_BIAS: Final = -3.2
_GAIN: Final = 3.0
_COVERAGE: Final = 3.5
_DENSE: Final = 2.0
_SPAN: Final = 0.15
_SPAN_TYPICAL: Final = -2.5
_DERIVED_LENGTH: Final = 4
_DERIVED_ENDING: Final = 3
_NAME_MISSING: Final = 0.6
_SPELLING: Final = 0.85
_HEAD_MISSING: Final = 0.4
_OFF_TOPIC_DENSE: Final = 0.25
_OFF_TOPIC_GAIN: Final = 0.30
_OFF_TOPIC_COVERAGE: Final = 0.20


@dataclass(frozen=True, slots=True)
class Support:
    """How well the best evidence bears on the question."""

    gain: float
    """Share of the question's surprise that the evidence takes away, at most 1."""
    dense: float
    """Cosine between question and evidence."""
    coverage: float
    """Share of the question's words found in the evidence, rare words counting more; 0 to 1."""
    span: float | None
    """Score of the best span; None where whole sentences answer."""
    has_type: bool
    """Whether it holds what the question asks for: a figure, a date, a place."""
    absent_entities: tuple[str, ...]
    """Names in the question that the library does not hold."""


def probability(support: Support) -> float:
    """How likely the evidence answers the question, 0 to 1."""
    span = 0.0 if support.span is None else support.span - _SPAN_TYPICAL
    logit = (
        _BIAS
        + _GAIN * support.gain
        + _COVERAGE * support.coverage
        + _DENSE * support.dense
        + _SPAN * span
    )
    return 1 / (1 + math.exp(-logit))


def refusal(support: Support) -> RefusalReason | None:
    """Why the evidence does not answer, or None where it does."""
    if support.absent_entities:
        return RefusalReason.ENTITY_ABSENT
    if not support.has_type:
        return RefusalReason.NO_SUCH_FIGURE
    return None if probability(support) >= ENOUGH else RefusalReason.TOO_WEAK


def on_topic(*, gain: float, dense: float, coverage: float) -> bool:
    """Whether a sentence with these signals is about what the question is about."""
    return dense >= _OFF_TOPIC_DENSE or gain >= _OFF_TOPIC_GAIN or coverage >= _OFF_TOPIC_COVERAGE


def coverage(question: Question, text: str, frequencies: Mapping[str, int], total: int) -> float:
    """Share of the question's content words in `text`, each weighted by its rarity.

    It counts for less than half where `text` lacks the noun that the question is about: a
    sentence that names no president does not say who the president is. It counts for less,
    too, where a name that the question holds is missing.

    `frequencies` says in how many of the library's `total` sentences each word occurs.
    """
    held = stems(text)
    weights = {word: _rarity(frequencies.get(word, 0), total) for word in question.words}
    whole = sum(weights.values())
    found = sum(weight for word, weight in weights.items() if _held(word, held))
    return found / whole * _discount(question, held) if whole else 0.0


def absent_entities(
    question: Question, frequencies: Mapping[str, int], nearest: Iterable[str]
) -> tuple[str, ...]:
    """Names of the question none of whose words occurs in the library.

    A word also occurs where the `nearest` sentences hold one derived from it (Korea, Korean) or
    spelt nearly like it.
    """
    missing = [
        name
        for name in question.entities
        if not any(frequencies.get(word.lower(), 0) for word in name.split())
    ]
    if not missing:
        return ()
    texts = tuple(nearest)
    held = frozenset().union(*map(stems, texts))
    spelt = {word for text in texts for word in text.lower().split()}
    return tuple(
        name
        for name in missing
        if not any(
            _held(word, held) or get_close_matches(word.lower(), spelt, n=1, cutoff=_SPELLING)
            for word in name.split()
        )
    )


def _discount(question: Question, held: frozenset[str]) -> float:
    stated = question.head is None or _held(question.head, held)
    named = all(any(_held(part, held) for part in name.split()) for name in question.entities)
    return (1 if stated else _HEAD_MISSING) * (1 if named else _NAME_MISSING)


def _held(word: str, held: frozenset[str]) -> bool:
    """Whether every part of `word` is among the stems, or one derived from it: Korea, Korean."""
    return all(
        part in held or any(_derived(part, other) for other in held) for part in stems(word)
    )


def _derived(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    near = len(shorter) >= _DERIVED_LENGTH and len(longer) - len(shorter) <= _DERIVED_ENDING
    return near and longer.startswith(shorter)


def _rarity(frequency: int, total: int) -> float:
    return math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))
