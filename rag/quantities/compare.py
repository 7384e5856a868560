"""Says whether two quantities tell the same figure, exactly or rounded.

A figure is a rounding of another if it equals the other rounded half up to its own last
significant digit: 1,000 for 1,043, 3.2 million for 3,214,000, 5 % for 5.3 %. Digits dropped
before the decimal point may change the value by at most a twentieth, or a tenth where the
rounded figure says that it is approximate; and a bare whole number below 100 is a count,
not a rounding. So 1,000 is no rounding of 1,400, nor 20 of 21.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, TypeAlias

from rag.domain import Kind, Quantity
from rag.quantities.hedges import Direction, direction
from rag.quantities.intervals import covers
from rag.quantities.money import may_be_same
from rag.quantities.units import conversion

Agreement: TypeAlias = Literal["equal", "rounded", "different"]

_UNHEDGED_TOLERANCE = Decimal("0.05")
_HEDGED_TOLERANCE = Decimal("0.1")
_SMALLEST_ROUND_COUNT = 100
_CLOSE = Decimal("1e-9")


def same(one: Quantity, other: Quantity) -> bool:
    """Whether both have the same value and unit, however they are written or hedged."""
    if one.kind is not other.kind or not _comparable(one, other):
        return False
    if one.kind is Kind.OTHER or one.value is None or other.value is None:
        return one.value == other.value and _words(one) == _words(other)
    if isinstance(one.value, str) or isinstance(other.value, str):
        return one.value == other.value
    return all(_equal(low, high) for low, high in zip(_ends(one), _ends(other), strict=True))


def agrees(one: Quantity, other: Quantity) -> Agreement:
    """How far two quantities agree: `rounded` if either is a rounding of the other."""
    if same(one, other):
        return "equal"
    if rounds(one, other) or rounds(other, one):
        return "rounded"
    return "different"


def rounds(coarse: Quantity, exact: Quantity) -> bool:
    """Whether `coarse` tells `exact` with less precision, and not the other way round.

    A date is told with less precision by a date that contains it: June 2022 by 2022, and
    5 June 2022 by June. A range is rounded end by end.
    """
    if coarse.kind is not exact.kind or not _comparable(coarse, exact):
        return False
    if isinstance(coarse.value, str) and isinstance(exact.value, str):
        return coarse.kind is Kind.DATE and covers(coarse.value, exact.value)
    if coarse.kind in {Kind.OTHER, Kind.ORDINAL} or not (_numeric(coarse) and _numeric(exact)):
        return False
    if same(coarse, exact):
        return False
    ends = zip(_ends(coarse, convert=False), _ends(exact, convert=False), strict=True)
    factor = _factor(exact) / _factor(coarse)
    return all(_is_rounding(low, high, factor, hedged=_hedged(coarse)) for low, high in ends)


def _numeric(quantity: Quantity) -> bool:
    return isinstance(quantity.value, int | float)


def _hedged(quantity: Quantity) -> bool:
    return direction(quantity.qualifier) is Direction.APPROXIMATE


def _comparable(one: Quantity, other: Quantity) -> bool:
    """Whether the units can be the same or be converted exactly."""
    return may_be_same(conversion(one.unit)[0], conversion(other.unit)[0])


def _words(quantity: Quantity) -> str:
    """The figure as written, hedge left out, in one spelling of case and white space."""
    figure = slice(quantity.figure_start - quantity.start, quantity.figure_end - quantity.start)
    text = quantity.text if quantity.kind is Kind.OTHER else quantity.text[figure]
    return " ".join(text.casefold().split())


def _factor(quantity: Quantity) -> Decimal:
    return Decimal(str(conversion(quantity.unit)[1]))


def _ends(quantity: Quantity, *, convert: bool = True) -> tuple[Decimal | None, Decimal | None]:
    """Both ends of a range as exact decimals, in the base unit if converted."""
    factor = _factor(quantity) if convert else Decimal(1)
    low, high = (_decimal(value) for value in (quantity.value, quantity.value_high))
    return (None if low is None else low * factor, None if high is None else high * factor)


def _decimal(value: float | str | None) -> Decimal | None:
    return None if value is None or isinstance(value, str) else Decimal(str(value))


def _equal(one: Decimal | None, other: Decimal | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= _CLOSE * max(abs(one), abs(other))


def _is_rounding(
    coarse: Decimal | None, exact: Decimal | None, factor: Decimal, *, hedged: bool
) -> bool:
    """Whether one end is the other, in the coarse unit, rounded to its last significant digit."""
    if coarse is None or exact is None:
        return coarse is exact
    exact *= factor
    if _equal(coarse, exact):
        return True
    step = _last_digit(coarse)
    if (exact / step).to_integral_value(ROUND_HALF_UP) * step != coarse:
        return False
    if step <= 1:
        return exact != exact.to_integral_value() or step < 1
    tolerance = _HEDGED_TOLERANCE if hedged else _UNHEDGED_TOLERANCE
    near = abs(coarse - exact) <= tolerance * abs(exact)
    return near and (hedged or abs(coarse) >= _SMALLEST_ROUND_COUNT)


def _last_digit(value: Decimal) -> Decimal:
    """The place of the last digit that is not zero: 100 for 1,200 and 0.1 for 3.2."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) and value else 0)
