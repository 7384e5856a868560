"""The table of figures: each number once, with what it counts and every source that tells it."""

from typing import Final

from rag.briefing.agreement import same_figure
from rag.briefing.measures import Measure
from rag.briefing.telling import Ledger
from rag.domain import Figure, FigureStatus, Kind

MOST: Final = 20


def group(measures: tuple[Measure, ...]) -> tuple[tuple[Measure, ...], ...]:
    """Measures that tell one figure of one thing, together; those told most often first."""
    groups: list[list[Measure]] = []
    for measure in measures:
        own = next((found for found in groups if _one_figure(found[0], measure)), None)
        if own is None:
            groups.append([measure])
        else:
            own.append(measure)
    return tuple(tuple(found) for found in sorted(groups, key=lambda found: -len(found)))


def table(groups: tuple[tuple[Measure, ...], ...], ledger: Ledger) -> tuple[Figure, ...]:
    """One row per figure, in the words of its fullest telling."""
    return tuple(_row(found, ledger) for found in groups[:MOST])


def _one_figure(one: Measure, other: Measure) -> bool:
    if not same_figure(one.quantity, other.quantity) or one.quantity.unit != other.quantity.unit:
        return False
    if one.event_kinds or other.event_kinds:
        return one.event_kinds == other.event_kinds
    if one.quantity.kind is not Kind.COUNT:
        return (
            one.quantity.figure_end - one.quantity.figure_start > 2 or one.clause == other.clause
        )
    return one.head == other.head


def _row(found: tuple[Measure, ...], ledger: Ledger) -> Figure:
    shown = max(found, key=lambda measure: (bool(measure.noun), len(measure.noun)))
    quantity = shown.quantity
    cited = dict.fromkeys((shown.sentence, *(measure.sentence for measure in found)))
    return Figure(
        text=shown.phrase,
        value=quantity.value,
        value_high=quantity.value_high,
        unit=quantity.unit,
        qualifier=quantity.qualifier,
        kind=quantity.kind,
        status=FigureStatus.QUOTED,
        citations=tuple(ledger.cite(at) for at in cited),
    )
