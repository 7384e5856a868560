"""The section on who said what."""

from collections.abc import Iterable

from rag.briefing import names, telling
from rag.briefing.attribution import Report
from rag.briefing.material import Material
from rag.briefing.people import Mention, People
from rag.briefing.ranking import Ranked
from rag.briefing.telling import Ledger
from rag.briefing.words import PERSONAL
from rag.domain import Attribution, Quantity, Speaker


def collect(
    material: Material, ranked: Ranked, ledger: Ledger, most: int
) -> tuple[tuple[Attribution, ...], tuple[Speaker, ...], int]:
    """Who said what, the speakers it is gathered under, and how many statements were found.

    Each speaker's statements stand together, the best ranked speaker's first, and in source
    order; of many the `most` highest ranked.
    """
    found = [
        (index, report, speaker)
        for index in ranked.about
        for report in material.reports[index]
        if (speaker := _speaker(material, index, report))
    ]
    people = People(material, (_mention(material, index, words) for index, _, words in found))
    best = sorted(found, key=lambda row: (-float(ranked.scores[row[0]]), row[0]))[:most]
    rank = _first(people.name_of(words, material.source_of[at]) for at, _, words in best)
    kept = sorted(
        best,
        key=lambda row: (
            rank[people.name_of(row[2], material.source_of[row[0]])],
            row[0],
            row[1].verb_start,
        ),
    )
    stated = (_attribution(material, ledger, people, row) for row in kept)
    told = tuple(attribution for attribution in stated if attribution)
    names = dict.fromkeys(attribution.name for attribution in told)
    shown = {speaker.name: speaker for speaker in people.speakers}
    return told, tuple(shown[name] for name in names), len(found)


def _first(values: Iterable[str]) -> dict[str, int]:
    """Where each value comes first."""
    places: dict[str, int] = {}
    for at, value in enumerate(values):
        places.setdefault(value, at)
    return places


def _mention(material: Material, index: int, words: str) -> Mention:
    return Mention(index, material.source_of[index], names.parse(words))


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
    material: Material, ledger: Ledger, people: People, row: tuple[int, Report, str]
) -> Attribution | None:
    index, report, words = row
    plan = telling.plan(material, index)
    if plan is None:
        return None
    speaker = " ".join(words.split())
    name = people.name_of(speaker, material.source_of[index])
    verb = " ".join(report.verb(material.text(index)).split())
    return Attribution(speaker, verb, ledger.state(plan), name)
