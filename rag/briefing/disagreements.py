"""Where sources differ: figures of one measure, side by side.

Precision before recall: two figures are compared only when they count the same kind of thing
in the same kind of event, in different documents.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final, Literal, TypeAlias

from rag import quantities
from rag.briefing import measuring
from rag.briefing.amounts import bare, hedge, same_figure
from rag.briefing.material import Material
from rag.briefing.measures import Measure
from rag.briefing.telling import Ledger
from rag.briefing.timeline import is_date
from rag.briefing.words import FUNCTION_WORDS, TIMES, WEEKDAYS, tokens
from rag.domain import Disagreement, DisagreementValue, Kind, Quantity
from rag.ports import Encoder
from rag.quantities.hedges import Direction, direction

DisagreementKind = Literal["value", "qualifier", "date", "scope"]
_SAME_CLAUSE: Final = 0.60
"""Least cosine of two clauses, their figures left out, for different numbers of one measure."""
_SAME_AMOUNT: Final = 0.70
"""The same for amounts of money and percentages, which tell less of what they measure."""
_SAME_EVENT: Final = 0.25
"""Least cosine of two sentences whose figures are equal but for hedge or scope."""
_RELATED: Final = 0.35
"""Least cosine of two sentences that take one side."""
_TWO, _MOST_SIDES = 2, 5
_SURELY: Final = 0.75
"""Cosine of two clauses from which their sentences need be no nearer than `_NEAR_ENOUGH`."""
_NEAR_ENOUGH: Final = 0.50
_FACTOR: Final = 5.0
"""Numbers further apart than this measure different things."""
MOST_COMPARED: Final = 400


def find(
    material: Material, measures: tuple[Measure, ...], encoder: Encoder, ledger: Ledger, most: int
) -> tuple[Disagreement, ...]:
    """The disagreements among these figures, each with every source that takes a side.

    Of very many figures the first `MOST_COMPARED` are compared.
    """
    compared = tuple(each for each in measures if not (each.is_denied or each.is_former))
    compared = compared[:MOST_COMPARED]
    if len(compared) < 2:
        return ()
    groups = _merged(list(_pairs(material, compared, encoder)))[:most]
    return tuple(
        Disagreement(
            measuring.name(sides[0], sides[1]),
            kind,
            tuple(_value(side, compared, ledger) for side in _by_day(material, sides)),
        )
        for kind, sides in groups
    )


def _by_day(material: Material, sides: tuple[Measure, ...]) -> tuple[Measure, ...]:
    """Three sides or more by the days of their documents, those without one first."""
    if len(sides) <= _TWO:
        return sides
    days = {
        side: material.documents[material.source_of[side.sentence]].told_date for side in sides
    }
    return tuple(sorted(sides, key=lambda side: days[side] or ""))


_Group: TypeAlias = tuple[DisagreementKind, tuple[Measure, ...]]


def _merged(pairs: Sequence[tuple[DisagreementKind, Measure, Measure]]) -> list[_Group]:
    """The pairs, those that have a side in common as one: 60, 85 and 120 houses."""
    groups: list[tuple[DisagreementKind, dict[str, Measure]]] = []
    for kind, *both in pairs:
        sides = {_side(each): each for each in both}
        rivals = [own for of, own in groups if of == kind and sides.keys() & own.keys()]
        if any(sides.keys() <= own.keys() for own in rivals):
            continue
        if kind == "value" and rivals and len(rivals[0].keys() | sides.keys()) <= _MOST_SIDES:
            rivals[0].update({key: each for key, each in sides.items() if key not in rivals[0]})
        else:
            groups.append((kind, sides))
    return [(kind, tuple(own.values())) for kind, own in groups]


def _pairs(
    material: Material, measures: tuple[Measure, ...], encoder: Encoder
) -> Iterator[tuple[DisagreementKind, Measure, Measure]]:
    """Figures of different documents that disagree, with how they do."""
    pairs = [
        (first, second)
        for first, second in combinations(measures, 2)
        if material.origin(first.sentence) != material.origin(second.sentence)
        and _comparable(first, second)
        and _of_one_time(material, first, second)
        and _of_one_name(material, first, second)
    ]
    if not pairs:
        return
    clauses = sorted({measure.clause for pair in pairs for measure in pair})
    vectors = encoder.encode_documents(clauses)
    row_of = {clause: row for row, clause in enumerate(clauses)}
    for first, second in pairs:
        context = float(material.vectors[first.sentence] @ material.vectors[second.sentence])
        alike = float(vectors[row_of[first.clause]] @ vectors[row_of[second.clause]])
        kind = _kind(first, second, alike, context)
        if kind:
            yield kind, first, second


def _comparable(one: Measure, other: Measure) -> bool:
    """Whether two figures can count the same: like in kind and unit, events that overlap."""
    if one.quantity.kind is not other.quantity.kind or one.quantity.unit != other.quantity.unit:
        return False
    if one.per != other.per:
        return False
    if one.event_kinds or other.event_kinds:
        return one.event_kinds <= other.event_kinds or other.event_kinds < one.event_kinds
    if one.quantity.kind is not Kind.COUNT and measuring.told_apart(one.clause, other.clause):
        return False
    return one.quantity.kind is not Kind.COUNT or (bool(one.head) and one.head == other.head)


def _of_one_time(material: Material, one: Measure, other: Measure) -> bool:
    """Whether the sentences of two figures tell no dates, or some that may be one."""
    first, second = (
        {
            str(found.value)
            for found in material.quantities[side.sentence]
            if is_date(material.text(side.sentence), found)
        }
        for side in (one, other)
    )
    if not first or not second:
        return True
    return any(a.startswith(b) or b.startswith(a) or _one_day(a, b) for a in first for b in second)


def _one_day(one: str, other: str) -> bool:
    """Whether two dates may be one, of which one has no year (`--06-05`)."""
    if not (one.startswith("--") or other.startswith("--")):
        return False
    parts, rivals = (date.removeprefix("--").split("-") for date in (one, other))
    parts = parts if one.startswith("--") else parts[1:]
    rivals = rivals if other.startswith("--") else rivals[1:]
    return all(part == rival for part, rival in zip(parts, rivals, strict=False))


def _of_one_name(material: Material, one: Measure, other: Measure) -> bool:
    """Whether no name sets the sentences of two figures apart: the Kiel and the Bonn bridge."""
    first, second = (_names(material, side.sentence) for side in (one, other))
    return first <= second or second <= first


def _names(material: Material, index: int) -> frozenset[str]:
    """The capitalised words of a sentence but for its first, its speakers and its days."""
    text = material.text(index)
    words = tokens(text)
    spoken = [
        range(report.speaker_start, report.speaker_end) for report in material.reports[index]
    ]
    return frozenset(
        word.lower.removesuffix("'s").removesuffix("s")
        for at, word in enumerate(words)
        if word.is_name
        and (at > 0 or word.lower.endswith("'s") or (len(words) > 1 and words[1].is_name))
        and word.lower not in FUNCTION_WORDS | TIMES | WEEKDAYS
        and not any(word.start in run for run in spoken)
    )


def _kind(one: Measure, other: Measure, clause: float, context: float) -> DisagreementKind | None:
    same_events = one.event_kinds == other.event_kinds
    if bool(one.event_kinds) != bool(other.event_kinds):
        return None
    if same_figure(one.quantity, other.quantity):
        scoped = not same_events and context >= _SAME_EVENT
        return "scope" if scoped else None
    if one.quantity.value is None or other.quantity.value is None or not same_events:
        return None
    if quantities.same(one.quantity, other.quantity):
        told_of_one = context >= _SAME_EVENT if one.event_kinds else clause >= _SAME_CLAUSE
        return "qualifier" if told_of_one and _hedges_differ(one, other) else None
    if _within_bound(one.quantity, other.quantity) or _within_bound(other.quantity, one.quantity):
        return None
    least = _SAME_CLAUSE if one.quantity.kind is Kind.COUNT else _SAME_AMOUNT
    surely = clause >= _SURELY and context >= _NEAR_ENOUGH
    alike = surely or (clause >= least and context >= _SAME_CLAUSE)
    apart = alike and _near(one, other)
    return (
        "value"
        if apart and quantities.agrees(one.quantity, other.quantity) == "different"
        else None
    )


def _within_bound(bound: Quantity, exact: Quantity) -> bool:
    """Whether a bare number keeps to a bound: 77 to "more than 30"."""
    limit, number = bound.value, exact.value
    if not isinstance(limit, (int, float)) or not isinstance(number, (int, float)):
        return False
    way, free = direction(bound.qualifier), direction(exact.qualifier)
    if free in (Direction.LOWER, Direction.UPPER):
        return False
    return (way is Direction.LOWER and number >= limit) or (
        way is Direction.UPPER and number <= limit
    )


def _hedges_differ(one: Measure, other: Measure) -> bool:
    return hedge(one.quantity) != hedge(other.quantity)


def _near(one: Measure, other: Measure) -> bool:
    values = [measure.quantity.value for measure in (one, other)]
    numbers = sorted(abs(float(value)) for value in values if isinstance(value, (int, float)))
    return len(numbers) == 2 and numbers[0] > 0 and numbers[1] / numbers[0] <= _FACTOR


def _side(measure: Measure) -> str:
    """What makes a side of a disagreement the same side: number, hedge and events."""
    quantity = measure.quantity
    number = bare(quantity) if quantity.value is None else f"{quantity.value}"
    return f"{number}|{hedge(quantity)}|{sorted(measure.event_kinds)}|{measure.head * (not measure.events)}"


def _value(side: Measure, measures: tuple[Measure, ...], ledger: Ledger) -> DisagreementValue:
    """One side, cited to every sentence that takes it, the one whose words are shown first."""
    vectors = ledger.material.vectors
    allies = [
        measure.sentence
        for measure in measures
        if _side(measure) == _side(side)
        and float(vectors[measure.sentence] @ vectors[side.sentence]) >= _RELATED
    ]
    citations = (ledger.cite(at) for at in dict.fromkeys((side.sentence, *allies)))
    quantity = side.quantity
    return DisagreementValue(side.telling, quantity.value, quantity.qualifier, tuple(citations))
