"""Dated statements in the order of their dates."""

from typing import Final

from rag.briefing import telling
from rag.briefing.agreement import one_fact
from rag.briefing.material import Material
from rag.briefing.telling import Ledger
from rag.briefing.words import word_set
from rag.domain import Kind, Quantity, TimelineEntry

MOST: Final = 15
_BEFORE_A_YEAR: Final = word_set("in since by during until of after before from late early")


def build(material: Material, ledger: Ledger) -> tuple[TimelineEntry, ...]:
    """Statements with a calendar date: full and partial dates by year, then dates without one.

    Days told relative to an unknown day ("on Thursday", "earlier this month") have no place.
    """
    dated = [
        (str(quantity.value), index, quantity)
        for index in material.usable
        for quantity in material.quantities[index]
        if is_date(material.text(index), quantity)
    ]
    entries: list[TimelineEntry] = []
    told: list[tuple[str, int]] = []
    for date, index, quantity in sorted(dated, key=lambda row: (_order(row[0]), row[1])):
        plan = telling.plan(material, index)
        if plan is None or _is_told(material, told, date, index):
            continue
        told.append((date, index))
        entries.append(TimelineEntry(date, quantity.text, ledger.state(plan)))
    return tuple(entries[:MOST])


def is_date(text: str, quantity: Quantity) -> bool:
    """Whether a calendar date is meant; a bare year only where it says when."""
    if quantity.kind is not Kind.DATE or not isinstance(quantity.value, str):
        return False
    if not quantity.value.isdigit():
        return True
    before = text[: quantity.start].split()
    inside = quantity.text.lower().split()
    return bool(before and before[-1].lower() in _BEFORE_A_YEAR) or inside[0] in _BEFORE_A_YEAR


def _order(date: str) -> tuple[bool, str]:
    return date.startswith("--"), date


def _is_told(material: Material, told: list[tuple[str, int]], date: str, index: int) -> bool:
    return any(
        date == earlier and (index == at or one_fact(material, index, at)) for earlier, at in told
    )
