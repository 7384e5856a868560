"""Figures told of another thing than the evidence tells them of.

“At least 100 were killed and around 1,000 wounded”: that 1,000 were killed has both its figure
and its verb in the evidence. So a sentence is cut into parts at commas and conjunctions, and the
words beside a figure are looked for in the part that has the figure. They are swapped if they
stand only in a part that has another figure.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from rag.checker.claims import Claim
from rag.checker.evidence import EvidenceBase, Passage
from rag.checker.figures import Match, checked, match
from rag.checker.words import Word
from rag.domain import Quantity
from rag.opposites import stem

_PREPOSITION: Final = re.compile(
    r"\b(?:in|at|on|during|near|since|from|by|for|after|before|over)\b", re.IGNORECASE
)
_ANY: Final = frozenset(
    map(
        stem,
        "increase decrease rise fall grow decline drop gain up down high higher low lower more "
        "less total number amount figure basis time period day week month quarter year share "
        "expect forecast estimate compare report record say said approximately range level first "
        "second last previous prior next new".split(),
    )
)
"""Stems of words that go with any figure."""
_JOINT: Final = re.compile(
    r"\s{0,3}(?:[,;:()—–]|\b(?:and|but|while|whereas|versus|compared)\b)\s{0,3}", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A run of a sentence between joints: its figures, and its words before and after the first."""

    figures: tuple[Quantity, ...]
    before: frozenset[str]
    close: tuple[str, ...]
    """The stems behind the first figure, up to a preposition: where and when may be shared."""
    after: frozenset[str]

    @property
    def stems(self) -> frozenset[str]:
        return self.before | self.after


def swapped(claim: Claim, base: EvidenceBase) -> tuple[tuple[Quantity, str], ...]:
    """The figures told of another thing, each with the stem of that thing."""
    parts = _parts(claim.text, claim.content, claim.quantities)
    passages = tuple(_of_passage(passage) for passage in base.passages)
    found = (
        (quantity, _elsewhere(quantity, part, passages))
        for part in parts
        for quantity in part.figures
        if checked(quantity)
    )
    return tuple((quantity, thing) for quantity, thing in found if thing)


def _elsewhere(
    quantity: Quantity, part: _Part, passages: Sequence[tuple[_Part, ...]]
) -> str | None:
    """A stem that every passage with the figure has only beside another figure."""
    stems: frozenset[str] | None = None
    for parts in passages:
        for own in parts:
            if match(quantity, own.figures) is Match.ABSENT:
                continue
            foreign = part.stems & _foreign(own, parts)
            stems = foreign if stems is None else stems & foreign
            if not stems:
                return None
    return min(stems) if stems else None


def _foreign(own: _Part, parts: Sequence[_Part]) -> frozenset[str]:
    """What is said only of other figures; words before the first figure may be shared."""
    others = tuple(other for other in parts if other is not own and other.figures)
    words = {stem for other in others for stem in _contrasted(own, other)}
    if own.before:
        words |= {stem for other in others for stem in other.before}
    shared = {stem for other in parts if not other.figures for stem in other.stems}
    return frozenset(words - own.stems - shared - _ANY)


def _contrasted(own: _Part, other: _Part) -> tuple[str, ...]:
    """What stands in the other part where the own one has its last words.

    In “100 soldiers were killed and 1,000 wounded” that is “killed”, and both are soldiers.
    """
    return other.close if own.before else other.close[-max(1, len(own.close)) :]


def _of_passage(passage: Passage) -> tuple[_Part, ...]:
    return _parts(passage.text, passage.content, passage.quantities)


def _parts(
    text: str, content: Sequence[Word], quantities: Sequence[Quantity]
) -> tuple[_Part, ...]:
    bounds = (0, *_joints(text, quantities), len(text))
    return tuple(_part(text, (start, end), content, quantities) for start, end in pairwise(bounds))


def _joints(text: str, quantities: Sequence[Quantity]) -> Iterator[int]:
    """Where the parts are joined: not inside a figure, nor in “the 10th and 11th centuries”."""
    starts = {found.start for found in quantities}
    ends = {found.end for found in quantities}
    for joint in _JOINT.finditer(text):
        inside = any(found.start <= joint.start() < found.end for found in quantities)
        if not inside and not (joint.start() in ends and joint.end() in starts):
            yield joint.start()


def _part(
    text: str, bounds: tuple[int, int], content: Sequence[Word], quantities: Sequence[Quantity]
) -> _Part:
    start, end = bounds
    figures = tuple(found for found in quantities if start <= found.start < end)
    first = figures[0] if figures else None
    begins, behind = (first.start, first.end) if first else (end, end)
    place = _PREPOSITION.search(text, behind, end)
    closes = place.start() if place else end
    held = [
        word
        for word in content
        if start <= word.start < end
        and not any(found.start <= word.start < found.end for found in figures)
    ]
    return _Part(
        figures,
        frozenset(word.stem for word in held if word.start < begins),
        tuple(word.stem for word in held if begins <= word.start < closes),
        frozenset(word.stem for word in held if word.start >= begins),
    )
