"""The section on who said what."""

from collections.abc import Sequence
from typing import Final

from rag.briefing import telling
from rag.briefing.attribution import Report
from rag.briefing.material import Material
from rag.briefing.telling import Ledger
from rag.briefing.words import PERSONAL
from rag.domain import Attribution, Quantity

MOST: Final = 24


def collect(
    material: Material, ledger: Ledger, scores: Sequence[float]
) -> tuple[Attribution, ...]:
    """Who said what, in source order; the highest ranked where there are many."""
    found = [
        (index, report, speaker)
        for index in material.usable
        for report in material.reports[index]
        if (speaker := _speaker(material, index, report))
    ]
    best = sorted(found, key=lambda row: (-float(scores[row[0]]), row[0]))[:MOST]
    kept = sorted(best, key=lambda row: (row[0], row[1].verb_start))
    stated = (_attribution(material, ledger, *row) for row in kept)
    return tuple(attribution for attribution in stated if attribution)


def speaker_of(material: Material, index: int, told: Quantity) -> str | None:
    """Who says what stands at `told`: the last who began to speak before it, else the first after.

    None where nobody does, or "he" cannot be resolved.
    """
    text, reports = material.text(index), material.reports[index]
    before = [
        each for each in reports if each.verb_end <= told.start and each.order != "verb_first"
    ]
    after = [each for each in reports if each.verb_start >= told.end and each.closes(text)]
    said = before[-1] if before else after[0] if after else None
    found = _speaker(material, index, said) if said else None
    return " ".join(found.split()) if found else None


def _speaker(material: Material, index: int, report: Report) -> str | None:
    """The speaker's own words, "he" and "she" resolved; None where that is unsure."""
    text = material.text(index)
    if report.speaker(text).lower() not in PERSONAL:
        return report.speaker(text)
    plan = telling.plan(material, index)
    opens = report.speaker_end <= plan.cut if plan and plan.name else False
    if not (plan and plan.name and opens):
        return None
    name = plan.name
    return material.text(name.sentence)[name.start : name.end]


def _attribution(
    material: Material, ledger: Ledger, index: int, report: Report, speaker: str
) -> Attribution | None:
    plan = telling.plan(material, index)
    if plan is None:
        return None
    verb = report.verb(material.text(index))
    return Attribution(" ".join(speaker.split()), " ".join(verb.split()), ledger.state(plan))
