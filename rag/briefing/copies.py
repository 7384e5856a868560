"""Which documents are copies of one story, so that what they tell has one source.

Shingles of words after Broder, "On the resemblance and containment of documents" (1997): two
documents of which the shorter one's shingles lie for the most part in the longer are copies.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import Final

_WORD: Final = re.compile(r"\w+")
_SHINGLE: Final = 5
_FEWEST: Final = 20
"""Shingles of the shorter document below which nothing can be said."""
_CONTAINED: Final = 0.6
"""Least share of the shorter document's shingles that the longer one has."""
_COMMON: Final = 50
"""A shingle in more documents than this is a phrase of the trade, not of a story."""


def origins(texts: Sequence[str]) -> tuple[int, ...]:
    """For each text the index of the first text that tells the same story in the same words.

    Time grows with the number of shingles, not with that of pairs of texts.
    """
    shingles = [_shingles(text) for text in texts]
    first: dict[str, int] = {}
    parents = [first.setdefault(text, at) for at, text in enumerate(texts)]
    for (one, other), shared in _shared(shingles).items():
        fewest = min(len(shingles[one]), len(shingles[other]))
        if fewest >= _FEWEST and shared >= _CONTAINED * fewest:
            low, high = sorted((_root(parents, one), _root(parents, other)))
            parents[high] = low
    return tuple(_root(parents, at) for at in range(len(texts)))


def _shingles(text: str) -> frozenset[int]:
    words = [word.lower() for word in _WORD.findall(text)]
    return frozenset(
        hash(tuple(words[at : at + _SHINGLE])) for at in range(len(words) - _SHINGLE + 1)
    )


def _shared(shingles: Sequence[frozenset[int]]) -> Counter[tuple[int, int]]:
    """How many shingles each pair of documents shares, pairs that share none left out."""
    holders: dict[int, list[int]] = {}
    for at, own in enumerate(shingles):
        for shingle in own:
            holders.setdefault(shingle, []).append(at)
    return Counter(
        pair
        for found in holders.values()
        if 1 < len(found) <= _COMMON
        for pair in combinations(found, 2)
    )


def _root(parents: Sequence[int], at: int) -> int:
    while parents[at] != at:
        at = parents[at]
    return at
