"""The table of figures: each number once, with what it counts and every source that tells it."""

import re
from collections.abc import Sequence
from typing import Final, TypeAlias

from rag import grounding
from rag.briefing import saying
from rag.briefing.amounts import bare, hedge
from rag.briefing.material import Material
from rag.briefing.measures import Measure
from rag.briefing.telling import Ledger
from rag.briefing.timeline import is_apart, is_date
from rag.domain import FigureStatus, Kind, NoteFigure, Piece, Quantity

_RELATED: Final = 0.35
"""The cosine below which two sentences do not tell one figure, however alike it looks."""
_COMPARED: Final = re.compile(
    r"\b(?:compared|versus|vs|against|than|(?:up|down) from)\b", re.IGNORECASE
)
"""What a date stands behind that is not that of the figure before it."""
_RELATIVE: Final = re.compile(r"\b(?:that|which|who)\s[^,.;:]*$")
_FINITE: Final = re.compile(r",?\s+(?:has|have|had|is|are|was|were|will|killed|injured)\b")
_Number: TypeAlias = tuple[Kind, str | None, str | None, float | str, float | None, str]


def group(material: Material, measures: tuple[Measure, ...]) -> tuple[tuple[Measure, ...], ...]:
    """Measures that tell one figure of one thing, together; those told most often first.

    What is denied is no figure, nor what does not stand in its sentence as it would be told.
    """
    vectors = material.vectors

    def one_thing(one: Measure, other: Measure) -> bool:
        near = float(vectors[one.sentence] @ vectors[other.sentence]) >= _RELATED
        return near and _one_thing(one, other)

    alike: dict[_Number, list[list[Measure]]] = {}
    groups: list[list[Measure]] = []
    for measure in measures:
        if measure.is_denied:
            continue
        rivals = alike.setdefault(_number(measure), [])
        own = next((found for found in rivals if one_thing(found[0], measure)), None)
        if own is None:
            own = []
            rivals.append(own)
            groups.append(own)
        own.append(measure)
    told = (tuple(found) for found in sorted(groups, key=lambda found: -len(found)))
    return tuple(found for found in told if _stands(material, _fullest(found)))


def table(
    material: Material, groups: Sequence[tuple[Measure, ...]], ledger: Ledger
) -> tuple[NoteFigure, ...]:
    """One row per figure, in the words of its fullest telling, with who says so and when."""
    return tuple(_row(material, found, ledger) for found in groups)


def _number(measure: Measure) -> _Number:
    """What two measures must have in common to be one figure: number, hedge and unit."""
    quantity = measure.quantity
    number = bare(quantity) if quantity.value is None else quantity.value
    return quantity.kind, quantity.unit, hedge(quantity), number, quantity.value_high, measure.per


def _one_thing(one: Measure, other: Measure) -> bool:
    """Whether two measures of one number count the same thing."""
    if one.event_kinds or other.event_kinds:
        return one.event_kinds == other.event_kinds
    if one.quantity.kind is not Kind.COUNT:
        return (
            one.quantity.figure_end - one.quantity.figure_start > 2 or one.clause == other.clause
        )
    return one.head == other.head if one.head else one.clause == other.clause


def _fullest(found: tuple[Measure, ...]) -> Measure:
    return max(found, key=lambda measure: (bool(measure.noun), len(measure.noun)))


def _stands(material: Material, measure: Measure) -> bool:
    """Whether the figure's words stand in its sentence as whole words; `1$` of a formula does not."""
    text = " ".join(material.text(measure.sentence).split())
    return all(
        grounding.place(Piece(words, 0), text) is not None
        for words in (measure.phrase, measure.telling)
    )


def _row(material: Material, found: tuple[Measure, ...], ledger: Ledger) -> NoteFigure:
    shown = _fullest(found)
    quantity = shown.quantity
    cited = dict.fromkeys((shown.sentence, *(measure.sentence for measure in found)))
    return NoteFigure(
        text=shown.phrase,
        value=quantity.value,
        value_high=quantity.value_high,
        unit=quantity.unit,
        qualifier=quantity.qualifier,
        kind=quantity.kind,
        status=FigureStatus.QUOTED,
        citations=tuple(ledger.cite(at) for at in cited),
        telling=shown.telling,
        speaker=saying.speaker_of(material, shown.sentence, quantity),
        when=_when(material, shown),
    )


def _when(material: Material, measure: Measure) -> str | None:
    """The calendar date told nearest to the figure, else that on which its document says it.

    None where a date is told that may be another's, and none that is the figure's.
    """
    text, quantity = material.text(measure.sentence), measure.quantity
    told = [found for found in material.quantities[measure.sentence] if is_date(text, found)]
    dates = [
        found
        for found in told
        if not is_apart(text, found)
        and not _COMPARED.search(_between(text, found, quantity))
        and not _is_of_a_noun(text, found, quantity)
    ]
    if dates:
        return min(dates, key=lambda found: abs(found.start - quantity.start)).text
    document = material.documents[material.source_of[measure.sentence]]
    return None if told else document.told_date


def _is_of_a_noun(text: str, date: Quantity, quantity: Quantity) -> bool:
    """Whether a date tells of which thing something is said: `the storm that struck on 4 March has`."""
    return (
        date.end <= quantity.start
        and _RELATIVE.search(text[: date.start]) is not None
        and _FINITE.match(text[date.end : quantity.start]) is not None
    )


def _between(text: str, one: Quantity, other: Quantity) -> str:
    first, second = sorted((one, other), key=lambda each: each.start)
    return text[first.end : second.start]
