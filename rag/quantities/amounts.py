"""Reads amounts: a number with its sign, currency and unit, and ranges of them."""

from dataclasses import dataclass, replace
from decimal import Decimal

from rag.domain import Kind
from rag.quantities.digits import plain
from rag.quantities.match import Match, Numeral, dated
from rag.quantities.money import CURRENCY_SIGNS, may_be_same
from rag.quantities.numerals import numeral
from rag.quantities.tokens import Sort, Tokens
from rag.quantities.units import Unit, unit_at
from rag.quantities.years import bare_year

_MINUS = frozenset({"-", "−", "–"})
_AGO = frozenset({"ago", "earlier", "later"})
_PERCENT = Unit("%", Kind.PERCENT)


@dataclass(frozen=True, slots=True)
class _Amount:
    """One number with what belongs to it, over tokens `first` to `last`."""

    first: int
    number: Numeral
    last: int
    value: Decimal | None
    unit: Unit | None
    figure: int
    """The token at which the figure begins: a minus sign before digits belongs to it."""


def amount(tokens: Tokens, index: int) -> Match | None:
    """The amount or range of amounts that begins at token `index`, or None."""
    if tokens.word(index) == "between":
        return _between(tokens, index)
    low = _one(tokens, index)
    if low is None:
        return None
    high = _high_end(tokens, low)
    if high:
        return _range(low, high, first=index)
    return _ago(tokens, low) or _single(low)


def _one(tokens: Tokens, index: int, *, joining: bool = True) -> _Amount | None:
    """The number at `index` with its sign, currency and unit."""
    if tokens.glued(index) and tokens.is_word(index - 1):
        return None
    at, negative = _signed(tokens, index)
    sign = _currency(tokens, at)
    at += sign is not None
    if sign and not negative and tokens.word(at) in _MINUS and tokens.glued(at + 1):
        at, negative = at + 1, True
    number = numeral(tokens, at, joining=joining)
    if number is None or (at > index and tokens[at].sort is not Sort.NUMBER):
        return None
    value = -number.value if negative and number.value is not None else number.value
    return _with_unit(
        tokens, _Amount(index, number, number.last, value, sign, number.first if sign else index)
    )


def _signed(tokens: Tokens, index: int) -> tuple[int, bool]:
    """Where the number itself begins, and whether a minus sign stands before it."""
    minus = tokens.word(index) in _MINUS and tokens.glued(index + 1) and not tokens.glued(index)
    spelled = tokens.word(index) == "minus" and tokens[index + 1].sort is Sort.NUMBER
    return (index + 1, True) if minus or spelled else (index, False)


def _currency(tokens: Tokens, index: int) -> Unit | None:
    token = tokens[index]
    if token.sort is not Sort.CURRENCY:
        return None
    return Unit(CURRENCY_SIGNS.get(token.word, token.text.upper()), Kind.MONEY)


def _with_unit(tokens: Tokens, found: _Amount) -> _Amount:
    """The amount with the unit after it, or the share a bare fraction stands for."""
    if found.number.share:
        value = found.value * 100 if found.value is not None else None
        return replace(found, value=value, unit=_PERCENT)
    unit = _unit_after(tokens, found.number)
    if unit is None:
        return found
    if found.unit is not None and unit[0].kind is not Kind.MONEY:
        return found
    return replace(found, unit=found.unit or _money(unit[0], found), last=unit[1])


def _unit_after(tokens: Tokens, number: Numeral) -> tuple[Unit, int] | None:
    """The unit after a number, past "of" where it is vague and "a" where it is a half."""
    if number.value is None and tokens.word(number.last) == "of":
        return unit_at(tokens, number.last + 1)
    if tokens.word(number.last) in {"a", "an"} and tokens.word(number.first) == "half":
        return unit_at(tokens, number.last + 1)
    return unit_at(tokens, number.last)


def _money(unit: Unit, found: _Amount) -> Unit:
    """Pounds are money where there are millions of them."""
    large = found.number.scale >= 10**6 and unit.name == "pound"
    return Unit("GBP", Kind.MONEY) if large else unit


def _between(tokens: Tokens, index: int) -> Match | None:
    """Between 10 and 20, "between" included; years are left to dates."""
    if bare_year(tokens, index + 1):
        return None
    low = _one(tokens, index + 1, joining=False)
    if low is None or tokens.word(low.last) != "and":
        return None
    high = _one(tokens, low.last + 1)
    if high is None or not _ascends(low, high):
        return None
    return _range(low, high, first=index)


def _high_end(tokens: Tokens, low: _Amount) -> _Amount | None:
    """The upper end of a range that begins with `low`, or None."""
    at = _past_joint(tokens, low)
    high = _one(tokens, at) if at else None
    return high if high and _ascends(low, high) else None


def _past_joint(tokens: Tokens, low: _Amount) -> int:
    """The index after the dash or "to" that joins a range; 0 without one."""
    at = low.last
    if tokens.hyphened(at) and tokens.word(at + 1) == "to" and tokens.hyphened(at + 2):
        return at + 3
    if tokens[at].sort is Sort.DASH and (tokens.hyphened(at) or tokens.word(at) not in {"-", "—"}):
        return at + 1
    if tokens.word(at) == "to" and tokens.word(low.first - 1) != "from":
        return at + 1
    return at + 1 if tokens.word(at) == "or" else 0


def _ascends(low: _Amount, high: _Amount) -> bool:
    """Whether the two are ends of one range: rising, and of one unit."""
    lower, upper = _scaled_low(low, high), high.value
    if lower is None or upper is None or lower >= upper:
        return False
    if low.unit is None or high.unit is None:
        return low.unit is None or low.unit.kind is Kind.MONEY
    return low.unit.kind is high.unit.kind and may_be_same(low.unit.name, high.unit.name)


def _scaled_low(low: _Amount, high: _Amount) -> Decimal | None:
    """The lower value, in the scale of the upper one where it shares it: 3 to 5 million."""
    if low.value is None or high.value is None or low.number.scale > 1 or high.number.scale == 1:
        return low.value
    scale = high.number.scale
    return low.value * scale if low.value < high.value / scale else low.value


def _range(low: _Amount, high: _Amount, *, first: int) -> Match:
    unit = high.unit or low.unit
    return Match(
        first=first,
        last=high.last,
        figure_first=low.figure,
        figure_last=high.number.last,
        kind=unit.kind if unit else Kind.COUNT,
        value=_number(_scaled_low(low, high)),
        value_high=_number(high.value),
        unit=unit.name if unit else None,
    )


def _ago(tokens: Tokens, found: _Amount) -> Match | None:
    """Three weeks ago: a date told from the day of writing."""
    if found.unit is None or found.unit.kind is not Kind.DURATION:
        return None
    return dated(found.first, found.last + 1) if tokens.word(found.last) in _AGO else None


def _single(found: _Amount) -> Match:
    return Match(
        first=found.first,
        last=found.last,
        figure_first=found.figure,
        figure_last=found.number.last,
        kind=found.unit.kind if found.unit else Kind.COUNT,
        value=_number(found.value),
        unit=found.unit.name if found.unit else None,
    )


def _number(value: Decimal | None) -> float | None:
    return None if value is None else plain(value)
