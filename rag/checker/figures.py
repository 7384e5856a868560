"""Whether the figures and dates of a sentence stand in its evidence."""

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import Final

from rag.checker.claims import Claim
from rag.checker.evidence import EvidenceBase
from rag.checker.result import Finding, FindingKind
from rag.checker.words import word_set, words
from rag.domain import Kind, Quantity
from rag.quantities import Direction, direction, rounds, same

_TELLING: Final = re.compile(r"one|two|three|first|second|third|both|half", re.IGNORECASE)
"""Small numbers that a summary may well count up by itself, or use to order what it tells."""
_QUARTER: Final = re.compile(
    r"(?:q([1-4])|([1-4])q|(first|second|third|fourth)[ -]quarter)", re.IGNORECASE
)
_ORDINALS: Final = {"first": "1", "second": "2", "third": "3", "fourth": "4"}
_PAST: Final = word_set("last previous prior past ago earlier preceding yoy over")
"""Words by which a period is told to lie before the present one, as in "year over year"."""
_NEAR: Final = 0.1
"""How far, as a share, a figure may lie from the bound that is told of it."""


class Match(IntEnum):
    """How a figure stands in the evidence, worst first."""

    ABSENT = 0
    VALUE = 1
    """Its number stands there, alone, as the end of a range, or without the unit."""
    ROUNDED = 2
    """Told with less precision, and said to be so."""
    EQUAL = 3


def match(quantity: Quantity, evidence: Sequence[Quantity]) -> Match:
    """The best way in which `quantity` stands among the quantities of the evidence."""
    best = max((_match(quantity, other) for other in evidence), default=Match.ABSENT)
    return Match.VALUE if best is Match.ABSENT and _both_ends(quantity, evidence) else best


def checked(quantity: Quantity) -> bool:
    """Whether it has to stand in the evidence: a value, or a numbered name."""
    return quantity.value is not None or quantity.kind is Kind.OTHER


def tells(quantity: Quantity) -> bool:
    """Whether it may be the teller's own: "two men", "the first", "twice"."""
    counted = quantity.kind in {Kind.COUNT, Kind.ORDINAL, Kind.PERCENT}
    bare = quantity.text[quantity.figure_start - quantity.start :]
    return counted and bool(_TELLING.fullmatch(bare) or quantity.unit == "times")


def absent(quantity: Quantity, base: EvidenceBase) -> bool:
    """Whether the evidence does not have the figure in any form."""
    if match(quantity, base.quantities) is not Match.ABSENT:
        return False
    if quantity.kind in {Kind.OTHER, Kind.ORDINAL}:
        return not base.holds(quantity.text) and not _same_quarter(quantity.text, base)
    return True


def findings(claim: Claim, base: EvidenceBase) -> Iterator[Finding]:
    """The figures and dates that stand nowhere in the evidence, and hedges they lost."""
    for quantity in claim.quantities:
        kind = FindingKind.DATE if quantity.kind is Kind.DATE else FindingKind.FIGURE
        if checked(quantity) and absent(quantity, base):
            decisive = base.cited or not tells(quantity)
            reason = "stands nowhere in the evidence"
            yield Finding(kind, quantity.text, reason, decisive=decisive)
        elif not checked(quantity) and not _words_stand(quantity, base):
            reason = "is not told in the evidence"
            yield Finding(kind, quantity.text, reason, decisive=False)
        elif hedge := lost_hedge(quantity, base.quantities):
            reason = f"the evidence says “{hedge}”"
            yield Finding(FindingKind.HEDGE, quantity.text, reason, decisive=base.cited)


def lost_hedge(quantity: Quantity, evidence: Sequence[Quantity]) -> str | None:
    """The hedge that every equal figure of the evidence has and this one has not."""
    if quantity.qualifier is not None or quantity.kind is Kind.DATE:
        return None
    equal = tuple(other for other in evidence if same(quantity, other))
    if not equal or any(direction(other.qualifier) is None for other in equal):
        return None
    return equal[0].qualifier


def _words_stand(quantity: Quantity, base: EvidenceBase) -> bool:
    """Whether all its words stand there; "last year" also as "a year ago" or "prior year"."""
    return all(
        word.stem in base.stems or (word.key in _PAST and _PAST & base.every_key)
        for word in words(quantity.text)
        if len(word.key) > 1
    )


def _same_quarter(text: str, base: EvidenceBase) -> bool:
    """Whether "Q4" stands there as "fourth quarter" or the reverse."""
    number = _quarter(_QUARTER.match(text))
    told = (_quarter(found) for found in _QUARTER.finditer(base.running_text))
    return number is not None and number in told


def _quarter(found: re.Match[str] | None) -> str | None:
    if found is None:
        return None
    return found[1] or found[2] or _ORDINALS[found[3].lower()]


def _match(one: Quantity, other: Quantity) -> Match:
    if same(one, other):
        return Match.EQUAL
    about = one.kind is Kind.DATE or direction(one.qualifier) is Direction.APPROXIMATE
    if (about and rounds(one, other)) or _bounds(one, other):
        return Match.ROUNDED
    return Match.VALUE if _same_value(one, other) else Match.ABSENT


def _bounds(one: Quantity, other: Quantity) -> bool:
    """Whether the hedge is a bound that the evidence's figure keeps: over 1,000 for 1,043."""
    low, high = one.value, other.value
    if isinstance(low, str) or isinstance(high, str) or not low or not high:
        return False
    if one.unit != other.unit or one.kind is not other.kind:
        return False
    way = direction(one.qualifier)
    if way is Direction.LOWER:
        return 1 - _NEAR <= low / high < 1
    return way is Direction.UPPER and 1 < low / high <= 1 + _NEAR


def _same_value(one: Quantity, other: Quantity) -> bool:
    """Whether the numbers are equal, or one is an end of the other, and units do not differ."""
    if one.unit and other.unit and one.unit != other.unit:
        return False
    if Kind.ORDINAL in {one.kind, other.kind} and one.kind is not other.kind:
        return False
    if one.value is None or other.value is None:
        return False
    if _number(one.value) == _number(other.value) and one.value_high == other.value_high:
        return True
    return one.value_high is None and one.value in {other.value, other.value_high}


def _both_ends(quantity: Quantity, evidence: Sequence[Quantity]) -> bool:
    """Whether both ends of a range stand in the evidence by themselves."""
    if quantity.value_high is None:
        return False
    values = {other.value for other in evidence if not other.unit or other.unit == quantity.unit}
    return {quantity.value, quantity.value_high} <= values


def _number(value: float | str | None) -> float | str | None:
    return float(value) if isinstance(value, str) and value.isdecimal() else value
