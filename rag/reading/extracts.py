"""What was read out of a sentence, and how sure the model is of it."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rag.domain import Quantity, Span
from rag.ports import ScoredSpan

Likeness: TypeAlias = Callable[[Sequence[str]], Sequence[float]]
"""How near each text is in meaning to what a question asks for, as cosines."""


@dataclass(frozen=True, slots=True)
class Extract:
    """The words of one sentence that answer; spans count in the sentence's text."""

    short: Span
    grown: Span
    """`short` with its hedge, unit and what it counts."""
    score: float
    """`likelihood` adjusted for type and clause, by which extracts are chosen."""
    likelihood: float
    """Length-normalised log-probability of the words."""
    quantity: Quantity | None = None
    fits: bool = True
    """Whether it has the shape of what was asked for: a name for a person, a named place."""


def normalised(span: ScoredSpan) -> float:
    """Log-probability over the square root of the length, which favours neither end."""
    return span.log_probability / math.sqrt(span.tokens + 1)


def unstopped(span: ScoredSpan) -> float:
    """As `normalised`, but without the end: where a figure ends is known.

    The model hardly ever stops after a bare month, however sure it is of the month.
    """
    return (span.log_probability - span.stop) / math.sqrt(span.tokens + 1)


def preference(item: Extract) -> tuple[float, int]:
    """The order among extracts of one text: the score, then what stands first."""
    return item.score, -item.short.start
