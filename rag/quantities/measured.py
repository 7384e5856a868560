"""Reads one amount: a number with its sign, currency and unit."""

from dataclasses import dataclass, replace
from decimal import Decimal

from rag.domain import Kind
from rag.quantities.match import Numeral
from rag.quantities.money import CURRENCY_SIGNS
from rag.quantities.numerals import numeral
from rag.quantities.tokens import Sort, Tokens, word_set
from rag.quantities.units import Unit, unit_at

_MINUS = frozenset({"-", "−", "–"})
PERCENT = Unit("%", Kind.PERCENT)
_UNBROKEN = word_set("consecutive straight successive full whole long solid")


@dataclass(frozen=True, slots=True)
class Amount:
    """One number with what belongs to it, over tokens `first` to `last`."""

    first: int
    number: Numeral
    last: int
    value: Decimal | None
    unit: Unit | None
    figure: int
    """The token at which the figure begins: a minus sign before digits belongs to it."""


def one_amount(tokens: Tokens, index: int, *, joining: bool = True) -> Amount | None:
    """The number at `index` with its sign, currency and unit, or None."""
    if tokens.glued(index) and tokens.is_word(index - 1):
        return None
    at, negative = _signed(tokens, index)
    sign = _currency(tokens, at)
    at += sign is not None
    bracketed = _bracketed(tokens, at, sign)
    if bracketed:
        return replace(bracketed, first=index)
    if sign and not negative and tokens.word(at) in _MINUS and tokens.glued(at + 1):
        at, negative = at + 1, True
    number = numeral(tokens, at, joining=joining)
    if number is None or (sign and tokens[at].sort is not Sort.NUMBER):
        return None
    value = -number.value if negative and number.value is not None else number.value
    return _with_unit(
        tokens, Amount(index, number, number.last, value, sign, number.first if sign else index)
    )


def _signed(tokens: Tokens, index: int) -> tuple[int, bool]:
    """Where the number itself begins, and whether a minus sign stands before it."""
    minus = tokens.word(index) in _MINUS and tokens.glued(index + 1) and not tokens.glued(index)
    minus = minus and (tokens.is_digits(index + 1) or tokens[index + 1].sort is Sort.CURRENCY)
    spelled = tokens.word(index) == "minus"
    return (index + 1, True) if minus or spelled else (index, False)


def _currency(tokens: Tokens, index: int) -> Unit | None:
    token = tokens[index]
    if token.sort is not Sort.CURRENCY:
        return None
    return Unit(CURRENCY_SIGNS.get(token.word, token.text.upper()), Kind.MONEY)


def _bracketed(tokens: Tokens, index: int, sign: Unit | None) -> Amount | None:
    """A negative amount as accounts write it: $(1,234) and (12.5)%, but no bare (1,234)."""
    opened = tokens.word(index) == "(" and tokens.glued(index + 1)
    number = numeral(tokens, index + 1) if opened and tokens.is_digits(index + 1) else None
    if number is None or number.value is None or tokens.word(number.last) != ")":
        return None
    percent = tokens.word(number.last + 1) == "%"
    if not percent and (sign is None or not tokens.glued(index)):
        return None
    unit = sign or PERCENT
    last = number.last + 1 + percent
    return Amount(index, replace(number, last=number.last + 1), last, -number.value, unit, index)


def _with_unit(tokens: Tokens, found: Amount) -> Amount:
    """The amount with the unit after it, or the share a bare fraction stands for."""
    if found.number.share:
        value = found.value * 100 if found.value is not None else None
        return replace(found, value=value, unit=PERCENT)
    unit = _unit_after(tokens, found.number)
    if unit is None:
        return found
    if found.unit is not None and unit[0].kind is not Kind.MONEY:
        return found
    return replace(found, unit=found.unit or _money(unit[0], found), last=unit[1])


def _unit_after(tokens: Tokens, number: Numeral) -> tuple[Unit, int] | None:
    """The unit after a number, past "of" where it is vague and "a" where it is a half."""
    if tokens.word(number.last) == "of":
        if number.value is None:
            return unit_at(tokens, number.last + 1)
        part = unit_at(tokens, number.last + 2) if tokens.word(number.last + 1) == "a" else None
        return part if part and part[0].kind is Kind.PERCENT else None
    if tokens.word(number.last) in {"a", "an"} and tokens.word(number.first) == "half":
        return unit_at(tokens, number.last + 1)
    return unit_at(tokens, number.last) or _lasting(tokens, number.last)


def _lasting(tokens: Tokens, index: int) -> tuple[Unit, int] | None:
    """The unit of a time after one word that does not change it: 29 consecutive years."""
    found = unit_at(tokens, index + 1) if tokens.word(index) in _UNBROKEN else None
    return found if found and found[0].kind is Kind.DURATION else None


def _money(unit: Unit, found: Amount) -> Unit:
    """Pounds are money where there are millions of them."""
    large = found.number.scale >= 10**6 and unit.name == "pound"
    return Unit("GBP", Kind.MONEY) if large else unit
