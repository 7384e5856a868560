"""Clauses between the words that answer and the words that were asked about."""

import re
from collections.abc import Iterable, Set
from typing import Final

from rag.domain import Span
from rag.questions import stem

CROSSING_PENALTY: Final = 0.75
"""Nats a span loses for each clause that begins between it and the question's words."""
WORD: Final = re.compile(r"[^\W_]+(?:[.,’'\-&/][^\W_]+)*")
_ROOT: Final = 5
"""Letters that words of one root have in common."""
_NEW_CLAUSE: Final = re.compile(
    r"[;—]|,\s+(?:and|but|or|so)\b"
    r"|\band\s+(?=(?:(?:about|around|some|nearly|almost|over|another|at least|up to|more than|a further)\s+)?"
    r"(?:[$€£]?\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds)\b))"
    r"|\b(?:compared (?:with|to)|versus|(?:up|down) from|which|who|whom|whose|where|following|amid|while|although|though|whereas|but|because|since|after|before|when|until|despite)\b",
    re.IGNORECASE,
)


def crossings(text: str, span: Span, words: Iterable[str]) -> float:
    """Mean number of clauses that begin between the span and these words of the question."""
    asked = set(map(stem, words))
    places = [
        match.start()
        for match in WORD.finditer(text)
        if stem(match.group()) in asked and not span.start <= match.start() < span.end
    ]
    if not places:
        return 0.0
    return sum(_between(text, span, place) for place in places) / len(places)


NEAR: Final = 8
"""Words from which on a figure is as far from a word as it can be."""
CLAUSE_DISTANCE: Final = 0.5
"""What a clause between the two counts for, where the farthest word of one clause counts 1."""


def distance(text: str, span: Span, words: Iterable[str]) -> float:
    """How far from the span these words of the question stand, where they are: 0 to about 2."""
    asked = frozenset(map(stem, words))
    nearest: dict[str, float] = {}
    told = tuple(WORD.finditer(text))
    inside = [
        at for at, word in enumerate(told) if word.start() < span.end and span.start < word.end()
    ]
    for at, word in enumerate(told):
        root = asked_root(stem(word.group()), asked)
        if root and inside and at not in inside:
            apart = max(inside[0] - at, at - inside[-1])
            clauses = min(_between(text, span, word.start()), 2)
            far = min(apart, NEAR) / NEAR + CLAUSE_DISTANCE * clauses
            nearest[root] = min(nearest.get(root, far), far)
    return sum(nearest.values()) / len(nearest) if nearest else 0.0


def asked_root(told: str, asked: Set[str]) -> str | None:
    """The stem asked that a stem told is, or is derived from: Ukraine, Ukrainian."""
    if told in asked:
        return told
    derived = (one for one in asked if len(one) >= _ROOT and told[:_ROOT] == one[:_ROOT])
    return min(derived, default=None)


def clause_around(text: str, span: Span) -> str:
    """The clause of `text` in which the span lies."""
    starts = [match.start() for match in _NEW_CLAUSE.finditer(text)]
    before = [start for start in starts if start <= span.start]
    after = [start for start in starts if start >= span.end]
    return text[max(before, default=0) : min(after, default=len(text))]


def _between(text: str, span: Span, place: int) -> int:
    low, high = (place, span.start) if place < span.start else (span.end, place)
    return len(_NEW_CLAUSE.findall(text, low, high)) if low < high else 0
