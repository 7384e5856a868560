"""Which documents are copies of one story, so that what they tell has one source.

Shingles of words after Broder, "On the resemblance and containment of documents" (1997): two
documents of which the shorter one's shingles lie for the most part in the longer are copies.
Reports written on one form share as much, and tell of different things: copies also share the
shorter one's figures and names, and most of its sentences.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import Final

from rag.briefing import names

_WORD: Final = re.compile(r"\w+")
_SHINGLE: Final = 5
_FEWEST: Final = 20
"""Shingles of the shorter document below which nothing can be said."""
_CONTAINED: Final = 0.6
"""Least share of the shorter document's shingles that the longer one has."""
_OWN: Final = 0.1
"""Most of the shorter document's words that may stand in sentences the longer one lacks."""
_KNOWN: Final = 0.3
"""Least share of a sentence's shingles found in the other document that makes it known there."""
_KEPT: Final = 0.9
"""Least share of the shorter document's figures, and of its names, that the longer one has."""
_SENTENCE: Final = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]*[A-Z0-9])|\n\s*\n")
_FIGURE: Final = re.compile(r"\d+(?:[.,:]\d+)*")
_SMALL: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
).split()
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
        contained = fewest >= _FEWEST and shared >= _CONTAINED * fewest
        if contained and _tells_the_same(texts, shingles, one, other):
            low, high = sorted((_root(parents, one), _root(parents, other)))
            parents[high] = low
    return tuple(_root(parents, at) for at in range(len(texts)))


def _tells_the_same(
    texts: Sequence[str], shingles: Sequence[frozenset[int]], one: int, other: int
) -> bool:
    """Whether the longer of two documents has the figures, names and sentences of the shorter."""
    short, long = sorted((one, other), key=lambda at: len(shingles[at]))
    return (
        _keeps(_figures(texts[short]), _figures(texts[long]))
        and _keeps(_names(texts[short]), _names(texts[long]))
        and _own(texts[short], shingles[long]) <= _OWN
    )


def _keeps(short: Counter[str], long: Counter[str]) -> bool:
    return (short & long).total() >= _KEPT * short.total()


def _figures(text: str) -> Counter[str]:
    """How often each figure is told, in digits or in words."""
    words = (word.lower() for word in _WORD.findall(text))
    spelled = (str(_SMALL.index(word)) for word in words if word in _SMALL[2:])
    return Counter((*_FIGURE.findall(text), *spelled))


def _names(text: str) -> Counter[str]:
    """How often each word of a name is told."""
    return Counter(
        part
        for sentence in _SENTENCE.split(text)
        for name in names.told(sentence)
        for part in name.parts
    )


def _own(text: str, others: frozenset[int]) -> float:
    """The share of a text's words that stand in sentences which the other document lacks."""
    counted = [(len(_WORD.findall(each)), _shingles(each)) for each in _SENTENCE.split(text)]
    words = sum(count for count, _ in counted)
    own = sum(
        count
        for count, shingles in counted
        if shingles and len(shingles & others) < _KNOWN * len(shingles)
    )
    return own / max(1, words)


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
