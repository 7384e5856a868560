"""What questions scored."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Score:
    """A measure's worth of one question: `value` out of `of`."""

    value: float
    of: float = 1.0


Scores: TypeAlias = Mapping[str, Score]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question or summary and what it scored."""

    id: str
    text: str
    answerable: bool
    """For a summary: whether it is consistent with its source."""
    refused: bool
    """For a summary: whether the check found fault with it."""
    scores: Scores
    error: str = ""
