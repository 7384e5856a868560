"""Whether figures and names are attached to the same things as in the evidence."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from rag.checker.claims import Claim
from rag.checker.evidence import EvidenceBase
from rag.checker.figures import Match, checked, match
from rag.checker.names import Name, root
from rag.checker.words import Word

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FAR: Final = 2
"""Figures and names belong together within this many sentences of the evidence."""
_SHORTEST_DERIVED: Final = 4


def figure_places(claim: Claim, base: EvidenceBase) -> tuple[frozenset[int], ...]:
    """For each figure that stands in the evidence, the passages in which it does."""
    found = (
        frozenset(
            number
            for number, passage in enumerate(base.passages)
            if match(quantity, passage.quantities) is not Match.ABSENT
        )
        for quantity in claim.quantities
        if checked(quantity)
    )
    return tuple(places for places in found if places)


def name_places(claim: Claim, base: EvidenceBase) -> tuple[frozenset[int], ...]:
    """For each name that stands in the evidence, the passages in which it does."""
    found = (
        frozenset(
            number
            for number, passage in enumerate(base.passages)
            if any(_is_name(word, name) for word in passage.words)
        )
        for name in claim.names
    )
    return tuple(places for places in found if places)


def distance(places: Sequence[frozenset[int]], cosines: "NDArray[np.float32]") -> float:
    """How much less alike the best passage with a figure or name is than the best passage."""
    best = float(cosines.max(initial=0.0))
    return max((best - max(float(cosines[at]) for at in held) for held in places), default=0.0)


def apart(places: Sequence[frozenset[int]]) -> float:
    """The share of pairs of figures and names that are nowhere near each other."""
    pairs = [(one, other) for at, one in enumerate(places) for other in places[:at]]
    far = sum(
        not any(abs(here - there) <= _FAR for here in one for there in other)
        for one, other in pairs
    )
    return far / len(pairs) if pairs else 0.0


def _is_name(word: Word, name: Name) -> bool:
    if word.key == name.word.key:
        return True
    return len(word.key) >= _SHORTEST_DERIVED and root(word.key) == root(name.word.key)
