"""Fusion: dense and lexical scores of a sentence and of its passage as one score.

A convex combination of scores, the lexical ones divided by the best, keeps how far apart two
sentences are, which reciprocal-rank fusion throws away (Bruch, Gai and Ingber, "An Analysis of
Fusion Functions for Hybrid Retrieval", TOIS 2023); docs/evaluation.md has both measured.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from rag.domain import Sentence

LEXICAL_WEIGHT: Final = 0.35
"""What the best BM25 score counts beside a cosine of 1."""
PASSAGE_DENSE_WEIGHT: Final = 0.4
"""What the best cosine in a sentence's passage counts beside its own."""
PASSAGE_LEXICAL_WEIGHT: Final = 0.2
"""What the best BM25 score in a sentence's passage counts beside a cosine of 1."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence with its cosine and its BM25 score, 0 where no word of the question occurs."""

    sentence: Sentence
    dense: float
    lexical: float


def fuse(found: Iterable[Scored]) -> Mapping[int, float]:
    """One score for each sentence id, higher is better.

    A passage scores as its best sentence among those found: a sentence that says little alone
    is worth reading where its neighbours are about the question.
    """
    pool = tuple(found)
    top = max((item.lexical for item in pool), default=0.0) or 1.0
    dense = _best((item.sentence.passage_id, item.dense) for item in pool)
    lexical = _best((item.sentence.passage_id, item.lexical) for item in pool)
    return {
        item.sentence.id: item.dense
        + LEXICAL_WEIGHT * item.lexical / top
        + PASSAGE_DENSE_WEIGHT * dense[item.sentence.passage_id]
        + PASSAGE_LEXICAL_WEIGHT * lexical[item.sentence.passage_id] / top
        for item in pool
    }


def _best(scores: Iterable[tuple[int, float]]) -> dict[int, float]:
    best: dict[int, float] = {}
    for passage, score in scores:
        best[passage] = max(score, best.get(passage, score))
    return best
