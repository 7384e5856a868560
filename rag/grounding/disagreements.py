"""Finds where sources tell one measure differently."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, TypeAlias

from rag.domain import Disagreement, DisagreementValue, Kind, Quantity
from rag.quantities import agrees

_Difference: TypeAlias = Literal["value", "date", "qualifier"]
_BY_WEIGHT: tuple[_Difference, ...] = ("value", "date", "qualifier")


@dataclass(frozen=True, slots=True)
class Side:
    """What one source says: its words, the quantity in them if any, and where."""

    text: str
    quantity: Quantity | None
    citations: tuple[int, ...]
    source: str | None = None
    """What makes two sides one source, as a wire story in two files; None is one by itself."""
    doubted: bool = False
    """Whether the source may deny or doubt the quantity."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A side known to tell a quantity."""

    side: Side
    quantity: Quantity


def disagreement(measure: str, sides: Sequence[Side]) -> Disagreement | None:
    """How independent sources differ on `measure`, or None if they do not.

    Different figures make `value`, or `date` for dates; one figure with different hedges, or
    one a rounding of the other, makes `qualifier`. Dates of different precision agree, and a
    date that cannot be placed ("Thursday") contradicts none. Sides without a quantity say
    nothing here, nor do quantities of different kinds. A source that gives two figures, the
    killed and the wounded, contradicts none that gives one of them.
    """
    told = tuple(_Told(side, side.quantity) for side in sides if side.quantity)
    differing = {
        kind
        for one, other in combinations(told, 2)
        if _independent(one.side, other.side)
        and (kind := _difference(one, other))
        and not (_tells(told, one.side, other) or _tells(told, other.side, one))
    }
    for kind in _BY_WEIGHT:
        if kind in differing:
            return Disagreement(measure, kind, _values(told))
    return None


def _independent(one: Side, other: Side) -> bool:
    return one.source is None or one.source != other.source


def _tells(told: Sequence[_Told], source: Side, other: _Told) -> bool:
    """Whether the source of a side gives the other's figure elsewhere, and does not doubt it."""
    return any(
        each.side is not source
        and not each.side.doubted
        and not _independent(each.side, source)
        and each.quantity.kind is other.quantity.kind
        and agrees(each.quantity, other.quantity) != "different"
        for each in told
    )


def _difference(one: _Told, other: _Told) -> _Difference | None:
    """What sets two sides apart."""
    if one.quantity.kind is not other.quantity.kind:
        return None
    if one.quantity.kind is Kind.DATE:
        return _between_dates(one.quantity, other.quantity)
    agreement = agrees(one.quantity, other.quantity)
    if agreement == "different":
        return "value"
    hedged = one.quantity.qualifier != other.quantity.qualifier
    return "qualifier" if agreement == "rounded" or hedged else None


def _between_dates(one: Quantity, other: Quantity) -> _Difference | None:
    if one.value is None or other.value is None:
        return None
    agreement = agrees(one, other)
    if agreement == "different":
        return "date"
    hedged = agreement == "equal" and one.qualifier != other.qualifier
    return "qualifier" if hedged else None


def _values(told: Sequence[_Told]) -> tuple[DisagreementValue, ...]:
    """One value for each different wording of figure and hedge, in order, citations together.

    What is doubted stands by itself, so that no source is cited for what it denies.
    """
    merged: list[tuple[_Told, tuple[int, ...]]] = []
    for each in told:
        found = next((at for at, (kept, _) in enumerate(merged) if _alike(kept, each)), None)
        if found is None:
            merged.append((each, each.side.citations))
        else:
            kept, citations = merged[found]
            merged[found] = kept, tuple(dict.fromkeys((*citations, *each.side.citations)))
    return tuple(
        DisagreementValue(each.side.text, each.quantity.value, each.quantity.qualifier, citations)
        for each, citations in merged
    )


def _alike(one: _Told, other: _Told) -> bool:
    if one.side.doubted or other.side.doubted:
        return one.side.doubted == other.side.doubted and one.side.text == other.side.text
    hedged = one.quantity.qualifier != other.quantity.qualifier
    return not hedged and agrees(one.quantity, other.quantity) == "equal"
