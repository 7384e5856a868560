"""What a comparison of the documents comes to, before a word of the note is written."""

from dataclasses import dataclass

from rag.briefing.material import Material
from rag.briefing.measures import Measure
from rag.briefing.ranking import Ranked
from rag.briefing.selection import Fact
from rag.briefing.telling import Telling


@dataclass(frozen=True, slots=True)
class Findings:
    """The facts worth telling, the figures that matter and what is in doubt, best first."""

    ranked: Ranked
    facts: tuple[Fact, ...]
    measures: tuple[Measure, ...]
    doubts: tuple[tuple[int, Telling], ...]
    """How express a doubt is, 0 most, and how it can be told."""


def measures_of(material: Material, order: Ranked) -> tuple[Measure, ...]:
    """Every figure that matters, those of the highest ranked sentences first."""
    found = [measure for at in order.about for measure in material.measures[at]]
    return tuple(
        sorted(found, key=lambda each: (-float(order.scores[each.sentence]), each.sentence))
    )
