"""Reads amounts and what is made of two: ranges, ratios and multiples."""

from dataclasses import replace
from decimal import Decimal

from rag.domain import Kind
from rag.quantities.digits import plain
from rag.quantities.match import Match, dated
from rag.quantities.measured import PERCENT, Amount, one_amount
from rag.quantities.money import may_be_same
from rag.quantities.number_words import MULTIPLES
from rag.quantities.tokens import Sort, Tokens, word_set
from rag.quantities.years import bare_year, is_year

_AGO = frozenset({"ago", "earlier", "later"})
_RANGING = word_set("range ranges ranged ranging vary varies varied varying anywhere ages aged")
_LARGEST_SHARED_STEP = 10
"""Ends of one span share a scale where they differ by less: from 5 to 3 million."""


def amount(tokens: Tokens, index: int) -> Match | None:
    """The amount or range of amounts that begins at token `index`, or None."""
    if tokens.word(index) == "between":
        return _between(tokens, index)
    if tokens.word(index) in MULTIPLES:
        return _multiple(tokens, index)
    low = one_amount(tokens, index)
    if low is None:
        return None
    high = _high_end(tokens, low)
    if high:
        return _range(low, high, first=index)
    return _ago(tokens, low) or _ratio(tokens, low) or _single(_of_span(tokens, low))


def _between(tokens: Tokens, index: int) -> Match | None:
    """Between 10 and 20, "between" included; years are left to dates."""
    if bare_year(tokens, index + 1):
        return None
    low = one_amount(tokens, index + 1, joining=False)
    if low is None or tokens.word(low.last) != "and":
        return None
    high = one_amount(tokens, low.last + 1)
    if high is None or not _ascends(low, high):
        return None
    return _range(low, high, first=index)


def _high_end(tokens: Tokens, low: Amount) -> Amount | None:
    """The upper end of a range that begins with `low`, or None."""
    at = _past_joint(tokens, low)
    high = one_amount(tokens, at) if at else None
    return high if high and _ascends(low, high) else None


def _past_joint(tokens: Tokens, low: Amount) -> int:
    """The index after the dash or "to" that joins a range; 0 without one."""
    at = low.last
    if tokens.hyphened(at) and tokens.word(at + 1) == "to" and tokens.hyphened(at + 2):
        return at + 3
    if tokens[at].sort is Sort.DASH and (tokens.hyphened(at) or tokens.word(at) not in {"-", "—"}):
        return at + 1
    if tokens.word(at) == "to" and not _moves(tokens, low):
        return at + 1
    return at + 1 if tokens.word(at) == "or" else 0


def _moves(tokens: Tokens, low: Amount) -> bool:
    """Whether something goes from `low` to another value, which is no range."""
    before = tokens.word(low.first - 1)
    return before == "from" and tokens.word(low.first - 2) not in _RANGING


def _of_span(tokens: Tokens, low: Amount) -> Amount:
    """The first of "from 3 to 5 per cent" with the unit and the scale of the second."""
    spans = tokens.word(low.first - 1) == "from" and tokens.word(low.last) == "to"
    high = one_amount(tokens, low.last + 1) if spans else None
    if high is None or low.value is None or high.value is None:
        return low
    value, scale = low.value, high.number.scale
    if low.number.scale == 1 < scale and value < _LARGEST_SHARED_STEP * high.value / scale:
        value *= scale
    same_kind = low.unit is None and high.unit is not None
    return replace(low, value=value, unit=high.unit if same_kind else low.unit)


def _ratio(tokens: Tokens, low: Amount) -> Match | None:
    """One in five · nine out of ten · 3 of every 5: a share, as a percentage."""
    at = low.last
    if low.value == 1 and tokens.word(at) == "in":
        at += 1
    elif tokens.words(at, at + 2) in {("out", "of"), ("of", "every"), ("in", "every")}:
        at += 2
    else:
        return None
    whole = one_amount(tokens, at)
    if whole is None or low.unit or whole.unit or is_year(tokens, at):
        return None
    if low.value is None or whole.value is None or not 0 < low.value < whole.value:
        return None
    share = plain(100 * low.value / whole.value)
    last = whole.last
    return Match(low.first, last, low.figure, last, Kind.PERCENT, share, None, PERCENT.name)


def _multiple(tokens: Tokens, index: int) -> Match:
    """Twice · doubled · tenfold."""
    last, value = index + 1, MULTIPLES[tokens.word(index)]
    return Match(index, last, index, last, Kind.COUNT, value, None, "times")


def _ascends(low: Amount, high: Amount) -> bool:
    """Whether the two are ends of one range: rising, and of one unit."""
    lower, upper = _scaled_low(low, high), high.value
    if lower is None or upper is None or lower >= upper:
        return False
    if low.unit is None or high.unit is None:
        return low.unit is None or low.unit.kind is Kind.MONEY
    return low.unit.kind is high.unit.kind and may_be_same(low.unit.name, high.unit.name)


def _scaled_low(low: Amount, high: Amount) -> Decimal | None:
    """The lower value, in the scale of the upper one where it shares it: 3 to 5 million."""
    if low.value is None or high.value is None or low.number.scale > 1 or high.number.scale == 1:
        return low.value
    scale = high.number.scale
    return low.value * scale if low.value < high.value / scale else low.value


def _range(low: Amount, high: Amount, *, first: int) -> Match:
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


def _ago(tokens: Tokens, found: Amount) -> Match | None:
    """Three weeks ago: a date told from the day of writing."""
    if found.unit is None or found.unit.kind is not Kind.DURATION:
        return None
    return dated(found.first, found.last + 1) if tokens.word(found.last) in _AGO else None


def _single(found: Amount) -> Match:
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
