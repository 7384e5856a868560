"""The brief: two or three sentences that tell the story by themselves."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from rag.briefing.material import Material
from rag.briefing.selection import Fact
from rag.briefing.telling import Teller, Telling
from rag.briefing.wording import Standing
from rag.domain import Statement

_DIFFERENT: Final = 0.68
"""Facts more alike than this tell the reader little that is new, unless by their figures."""
_SOON: Final = 31
"""Days within which a later figure renews an earlier one."""
_ONE_EVENT: Final = 0.5
"""Least cosine of two sentences of which one renews the other's figures."""
_TOO_ALIKE: Final = 0.85
_NEWS, _OPENING, _SEVERAL = 0.08, 0.10, 0.10
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Lead:
    """A sentence of the brief, and the documents' sentences that tell it."""

    sentence: Statement
    sentences: tuple[int, ...]


def brief(
    material: Material,
    facts: tuple[Fact, ...],
    doubts: tuple[tuple[int, Telling], ...],
    teller: Teller,
    most: int,
) -> tuple[Lead, ...]:
    """What happened, the figures, and what is expressly unverified, from different facts."""
    chosen = _lead(material, facts, most)
    doubt = next((plan for degree, plan in doubts if degree == 0 and _fits(plan)), None)
    if doubt is None:
        return tuple(_state(fact, plan, teller) for fact, plan in chosen)
    apart = [row for row in chosen if not set(doubt.sentences).intersection(row[0].members)]
    leads = [_state(fact, plan, teller) for fact, plan in apart[: most - 1]]
    return (*leads, Lead(teller.state(doubt), doubt.sentences))


def _lead(material: Material, facts: tuple[Fact, ...], most: int) -> list[tuple[Fact, Telling]]:
    """The best facts that stand alone, the second and third preferring new figures."""
    left = [(fact, plan) for fact in _latest(material, facts) if (plan := _standing(fact))]
    chosen: list[tuple[Fact, Telling]] = []
    while left and len(chosen) < most:
        best = max(
            range(len(left)),
            key=lambda at: (left[at][0].score + _pull(material, left[at][0], chosen), -at),
        )
        chosen.append(left.pop(best))
        left = [row for row in left if not _repeats(material, row[0], chosen)]
    return chosen


def _latest(material: Material, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts without those whose figures a later document tells anew: the toll of the first day."""
    return tuple(
        fact for fact in facts if not any(_renews(material, other, fact) for other in facts)
    )


def _renews(material: Material, later: Fact, fact: Fact) -> bool:
    """Whether one fact tells another number of the same kind of event on a later day."""
    new, old = (
        max(material.documents[material.source_of[at]].told_date or "" for at in each.members)
        for each in (later, fact)
    )
    soon = bool(old) and 0 < _days(old, new) <= _SOON
    if not soon or _numbers(material, later) == _numbers(material, fact):
        return False
    one, other = later.members[0], fact.members[0]
    near = float(material.vectors[one] @ material.vectors[other]) >= _ONE_EVENT
    return near and bool(_counted(material, one) & _counted(material, other))


def _days(old: str, new: str) -> int:
    """The days between two ISO 8601 days; 0 where one is no whole day."""
    try:
        return (date.fromisoformat(new) - date.fromisoformat(old)).days
    except ValueError:
        return 0


def _counted(material: Material, index: int) -> frozenset[str]:
    """What happened to those whom the figures of a sentence count, or else what they count."""
    told = (
        measure.event_kinds or frozenset(filter(None, (measure.head,)))
        for measure in material.measures[index]
        if not measure.is_former
    )
    return frozenset(kind for kinds in told for kind in kinds)


def _pull(material: Material, fact: Fact, chosen: list[tuple[Fact, Telling]]) -> float:
    """What speaks for a fact as the next sentence: it opens a document, many tell it, it is new."""
    if chosen:
        return _NEWS * _brings_figures(material, fact, chosen)
    opens = any(material.sentences[at].ordinal <= 1 for at in fact.members)
    sources = {material.origin(at) for at in fact.members}
    return _OPENING * opens + _SEVERAL * min(2, len(sources) - 1)


def _brings_figures(material: Material, fact: Fact, chosen: list[tuple[Fact, Telling]]) -> bool:
    """Whether the fact has a number that the chosen ones have not."""
    told = {number for other, _ in chosen for number in _numbers(material, other)}
    return bool(_numbers(material, fact) - told)


def _numbers(material: Material, fact: Fact) -> frozenset[float | str]:
    return frozenset(
        measure.quantity.value
        for measure in material.measures[fact.members[0]]
        if measure.quantity.value is not None
    )


def _standing(fact: Fact) -> Telling | None:
    return next((plan for plan in fact.tellings if plan.standing is Standing.STANDS), None)


def _fits(plan: Telling) -> bool:
    return plan.standing is Standing.STANDS


def _repeats(material: Material, fact: Fact, chosen: list[tuple[Fact, Telling]]) -> bool:
    own = material.vectors[fact.members[0]]
    likeness = max(float(own @ material.vectors[other.members[0]]) for other, _ in chosen)
    return likeness > (_TOO_ALIKE if _brings_figures(material, fact, chosen) else _DIFFERENT)


def _state(fact: Fact, plan: Telling, teller: Teller) -> Lead:
    others = tuple(at for at in fact.members if at not in plan.sentences)
    return Lead(teller.state(plan, others), (*plan.sentences, *others))
