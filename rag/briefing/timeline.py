"""Dated statements in the order of their dates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rag.briefing import telling
from rag.briefing.agreement import one_fact
from rag.briefing.material import Material
from rag.briefing.ranking import Ranked
from rag.briefing.telling import Ledger
from rag.briefing.words import tokens, word_set
from rag.domain import Kind, Quantity, TimelineEntry

_APART: Final = word_set(
    "since unlike than until till before after compared versus against despite law act born"
)
_PARTS: Final = word_set(
    "end beginning start middle month year week day morning afternoon evening night spring summer "
    "autumn winter fall quarter half part days weeks months"
)
_BORN: Final = re.compile(r"\bborn(?:\s+(?:on|in))?\s+$")
_YEAR: Final = len("2024")
_MONTHS: Final = 12
_HALF: Final = 6
"""Months from which on the same month of the next year, or of the last, is nearer."""
_SURE: Final = 4
"""Months within which it is sure enough of which year a month is."""
_STARTS: Final = {
    "21": "03", "22": "06", "23": "09", "24": "12", "33": "01", "34": "04", "35": "07", "36": "10",
    "40": "01", "41": "07",
}  # fmt: skip
"""The month in which a season, quarter or half begins, by its code in ISO 8601-2."""
_BEFORE_A_YEAR: Final = word_set("in since by during until of after before from late early")


def build(
    material: Material, ranked: Ranked, ledger: Ledger, most: int
) -> tuple[tuple[TimelineEntry, ...], int]:
    """Statements with a calendar date, and how many there are: of many the highest ranked.

    A date without a year comes where it is nearest to the day of its document; where that is
    not sure, after those that have a year. Days told relative to an
    unknown day ("on Thursday", "earlier this month") have no place.
    """
    found = [row for row in _dated(material, ranked) if telling.plan(material, row.index)]
    told: list[_Dated] = []
    for row in sorted(found, key=lambda row: (-float(ranked.scores[row.index]), row.index)):
        if not any(_is_one(material, row, earlier) for earlier in told):
            told.append(row)
    kept = sorted(told[:most], key=lambda row: (_order(_placed(material, row)), row.index))
    return tuple(_entry(material, ledger, row) for row in kept), len(told)


@dataclass(frozen=True, slots=True)
class _Dated:
    """A date in a sentence: ISO 8601, and in the sentence's own words."""

    date: str
    words: str
    index: int


def _dated(material: Material, ranked: Ranked) -> Iterator[_Dated]:
    for index in ranked.about:
        for quantity in material.quantities[index]:
            text = material.text(index)
            if is_date(text, quantity) and not _BORN.search(text[: quantity.start]):
                yield _Dated(str(quantity.value), quantity.text, index)


def _entry(material: Material, ledger: Ledger, row: _Dated) -> TimelineEntry:
    plan = telling.plan(material, row.index)
    if plan is None:
        raise ValueError("only sentences that can be told have a place in the timeline")
    return TimelineEntry(row.date, row.words, ledger.state(plan))


def is_date(text: str, quantity: Quantity) -> bool:
    """Whether a calendar date is meant; a bare year only where it says when."""
    if quantity.kind is not Kind.DATE or not isinstance(quantity.value, str):
        return False
    if not quantity.value.isdigit():
        return True
    before = text[: quantity.start].split()
    inside = quantity.text.lower().split()
    return bool(before and before[-1].lower() in _BEFORE_A_YEAR) or inside[0] in _BEFORE_A_YEAR


def is_apart(text: str, date: Quantity) -> bool:
    """Whether a date is not when something is so: `the law of 3 May`, `unlike on 1 June`."""
    before = [word.lower for word in tokens(text[: date.start]) if word.is_word]
    inside = date.text.lower().split()[0]
    if inside in _APART or _APART.intersection(before[-2:]):
        return True
    return bool(before) and before[-1] == "of" and not _PARTS.intersection(before[-2:])


def _placed(material: Material, row: _Dated) -> str:
    """The date with the year that brings it nearest to the day of its document."""
    told = material.documents[material.source_of[row.index]].told_date
    if not row.date.startswith("--") or told is None or not told[:_YEAR].isdigit():
        return row.date
    year, month = int(told[:_YEAR]), row.date.removeprefix("--")[:2]
    near = told[_YEAR + 1 : _YEAR + 3]
    if not (month.isdigit() and near.isdigit()):
        return row.date
    apart = int(month) - int(near)
    year += (apart < -_HALF) - (apart > _HALF)
    if min(abs(apart), _MONTHS - abs(apart)) > _SURE:
        return row.date
    return f"{year}-{row.date.removeprefix('--')}"


def _order(date: str) -> tuple[bool, str]:
    year, _, part = date.partition("-")
    return date.startswith("--"), f"{year}-{_STARTS[part]}" if part in _STARTS else date


def _is_one(material: Material, one: _Dated, other: _Dated) -> bool:
    """Whether two sentences tell one thing of one date."""
    same = one.index == other.index or one_fact(material, one.index, other.index)
    return one.date == other.date and same
