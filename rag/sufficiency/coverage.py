"""How much of a question a text holds: its words, the noun it asks about, its names."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from rag.questions import Question, stems
from rag.sufficiency.names import held


@dataclass(frozen=True, slots=True)
class Coverage:
    """What of a question a text holds."""

    words: float
    """Share of the question's content words, rare words counting more; 0 to 1."""
    head: bool
    """Whether the noun that the question is about is among them."""
    names: bool
    """Whether all names of the question are."""


def cover(question: Question, text: str, frequencies: Mapping[str, int], total: int) -> Coverage:
    """What of the question `text` holds.

    `frequencies` says in how many of the library's `total` sentences each word occurs.
    """
    found = stems(text)
    weights = {word: _rarity(frequencies.get(word, 0), total) for word in question.words}
    whole = sum(weights.values())
    told = sum(weight for word, weight in weights.items() if held(word, found))
    return Coverage(
        words=told / whole if whole else 0.0,
        head=question.head is None or held(question.head, found),
        names=all(any(held(part, found) for part in name.split()) for name in question.entities),
    )


def _rarity(frequency: int, total: int) -> float:
    """Inverse document frequency as in BM25 (Robertson and Zaragoza, 2009), never negative."""
    return math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))
