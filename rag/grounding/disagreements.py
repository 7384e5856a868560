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
    nothing here, nor do quantities of different kinds.
    """
    told = tuple(_Told(side, side.quantity) for side in sides if side.quantity)
    differing = {
        kind
        for one, other in combinations(told, 2)
        if _independent(one.side, other.side) and (kind := _difference(one, other))
    }
    for kind in _BY_WEIGHT:
        if kind in differing:
            return Disagreement(measure, kind, _values(told))
    return None


def _independent(one: Side, other: Side) -> bool:
    return one.source is None or one.source != other.source


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
    """One value for each different wording of figure and hedge, in order, citations together."""
    merged: list[tuple[Quantity, str, tuple[int, ...]]] = []
    for each in told:
        found = next(
            (at for at, kept in enumerate(merged) if _alike(kept[0], each.quantity)), None
        )
        if found is None:
            merged.append((each.quantity, each.side.text, each.side.citations))
        else:
            quantity, text, citations = merged[found]
            joined = tuple(dict.fromkeys((*citations, *each.side.citations)))
            merged[found] = (quantity, text, joined)
    return tuple(
        DisagreementValue(text, quantity.value, quantity.qualifier, citations)
        for quantity, text, citations in merged
    )


def _alike(one: Quantity, other: Quantity) -> bool:
    return agrees(one, other) == "equal" and one.qualifier == other.qualifier
