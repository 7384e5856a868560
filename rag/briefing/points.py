"""The brief, and the key points under their headings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from rag.briefing import facts, selection
from rag.briefing.findings import Findings
from rag.briefing.headings import headings
from rag.briefing.lead import Lead, brief
from rag.briefing.material import Material
from rag.briefing.selection import Fact
from rag.briefing.telling import Teller
from rag.domain import KeyFact, Statement, Topic
from rag.ports import Encoder

_MANY: Final = 7
"""Key points from which on they are grouped under headings."""
_Group: TypeAlias = tuple[str | None, tuple[KeyFact, ...]]


@dataclass(frozen=True, slots=True)
class Points:
    """What brief and key points tell; a group of points has a heading or none."""

    opening: tuple[KeyFact, ...]
    groups: tuple[_Group, ...]

    @property
    def brief(self) -> tuple[Statement, ...]:
        """The sentences of the brief."""
        return tuple(fact.sentence for fact in self.opening)

    @property
    def key_points(self) -> tuple[Statement, ...]:
        """The sentences of the key points, group by group."""
        return tuple(fact.sentence for _, group in self.groups for fact in group)

    @property
    def facts(self) -> tuple[KeyFact, ...]:
        """Where each fact is told, the brief's first."""
        return (*self.opening, *(fact for _, group in self.groups for fact in group))

    @property
    def topics(self) -> tuple[Topic, ...]:
        """The groups that have a heading."""
        return tuple(
            Topic(heading, tuple(fact.sentence for fact in group))
            for heading, group in self.groups
            if heading
        )


def tell(
    material: Material, found: Findings, teller: Teller, *, encoder: Encoder, brief_length: int
) -> Points:
    """The brief, of at most `brief_length` sentences, and what it leaves as key points."""
    opening = brief(material, found.facts, found.doubts, teller, brief_length)
    told = tuple(facts.told(material, lead.sentences, lead.sentence) for lead in opening)
    left = _untold(found.facts, opening)
    return Points(told, _grouped(material, left, teller, encoder))


def _grouped(
    material: Material, left: tuple[Fact, ...], teller: Teller, encoder: Encoder
) -> tuple[_Group, ...]:
    """The key points by subject, under headings where there are many; loose ones first."""
    groups = selection.topics(material, left)
    several = [group for group in groups if len(group) > 1]
    names: tuple[str | None, ...] = ()
    if len(left) >= _MANY and len(several) > 1:
        texts = [[material.text(fact.members[0]) for fact in group] for group in several]
        names = headings(texts, encoder)
    named = dict(zip(several, names, strict=False))
    ordered = sorted(groups, key=lambda group: named.get(group) is not None)
    return tuple(
        (named.get(group), tuple(_point(material, fact, teller) for fact in group))
        for group in ordered
    )


def _untold(found: Sequence[Fact], opening: Sequence[Lead]) -> tuple[Fact, ...]:
    """The facts that the brief has not told."""
    told = {at for lead in opening for at in lead.sentences}
    return tuple(fact for fact in found if not told.intersection(fact.members))


def _point(material: Material, fact: Fact, teller: Teller) -> KeyFact:
    return facts.told(material, fact.members, teller.state(fact.tellings[0], fact.others))
