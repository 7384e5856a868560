"""The order of candidates, and room for every document among the first of them."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from rag.domain import Candidate

SHORTEST_WORDS: Final = 3
"""Words of the shortest text that is more than a heading."""


def spread(candidates: Sequence[Candidate], count: int) -> tuple[Candidate, ...]:
    """The first `count`, no document taking more than two thirds while others have some."""
    share = max(2, count * 2 // 3)
    taken: Counter[int] = Counter()
    first: list[Candidate] = []
    rest: list[Candidate] = []
    for candidate in candidates:
        document = candidate.sentence.document_id
        (first if taken[document] < share else rest).append(candidate)
        taken[document] += 1
    chosen = (first + rest)[:count]
    return tuple(sorted(chosen, key=order))


def order(candidate: Candidate) -> tuple[bool, float, int]:
    """Best first; headings and other fragments, which answer nothing alone, come last."""
    text = candidate.sentence.text
    return len(text.split()) < SHORTEST_WORDS, -candidate.fused, candidate.sentence.id
