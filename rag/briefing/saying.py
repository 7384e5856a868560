"""The section on who said what."""

import re
from collections.abc import Iterable
from typing import Final

from rag.briefing import mentions, names, telling
from rag.briefing.attribution import Report
from rag.briefing.material import Material
from rag.briefing.people import Mention, People
from rag.briefing.ranking import Ranked
from rag.briefing.reporting import lower_at
from rag.briefing.telling import Ledger
from rag.briefing.words import PERSONAL, SAYING, Token, tokens
from rag.domain import Attribution, Quantity, Speaker

_TURNS: Final = re.compile(
    r";|[,\s](?:but|whereas|although|though|yet|while|however)\s", re.IGNORECASE
)
_AND_ANOTHER: Final = re.compile(
    r"\b(?:and|or)\s+(?:(?:the|a|an|his|her|their|its)\s+)?(?:[a-z-]+\s+){0,2}"
    r"(?:[A-Z][\w.'’-]*\s+){1,4}(?:[a-z]+ly\s+|later\s+|also\s+)?(?:[a-z]+ed|found|put|gave|saw|"
    r"thought|counts?|has|had|is|was|did|does|knew|told|spoke|wrote|says?|said|puts|gives|finds)\b"
)
_BEING: Final = frozenset(("are", "were", "been", "is", "was", "being", "be"))
_NOUNS: Final = frozenset(
    ("reports", "claims", "estimates", "notes", "states", "reported", "estimated")
)
"""Words of saying that are as often nouns, or no verbs of their own."""


def collect(
    material: Material, ranked: Ranked, ledger: Ledger, most: int
) -> tuple[tuple[Attribution, ...], tuple[Speaker, ...], int]:
    """Who said what, the speakers it is gathered under, and how many statements were found.

    Each speaker's statements stand together, the best ranked speaker's first, and in source
    order; of many the `most` highest ranked.
    """
    found = [
        (index, report, speaker)
        for index in material.without_copies(ranked.about)
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

    None where nobody does, where another may have begun to speak in between, or where "he"
    cannot be resolved.
    """
    text, reports = material.text(index), material.reports[index]
    before = [
        each for each in reports if each.verb_end <= told.start and each.order != "verb_first"
    ]
    after = [
        each
        for each in reports
        if each.verb_start >= told.end and (each.closes(text) or each.is_aside(text))
    ]
    said = before[-1] if before else after[0] if after else None
    if said and _another_speaks(text, said, told, reports):
        return None
    found = _speaker(material, index, said) if said else None
    return " ".join(found.split()) if found else None


def _another_speaks(text: str, said: Report, told: Quantity, reports: tuple[Report, ...]) -> bool:
    """Whether a figure may be said by somebody else than the speaker of `said`.

    It may where a new main clause begins between the two, and where a verb of saying stands
    there, or before a figure that is told first, whose speaker is not that one.
    """
    behind = said.verb_end <= told.start
    start, end = (said.verb_end, told.start) if behind else (told.end, said.speaker_start)
    between = text[start:end]
    if _TURNS.search(between) or (behind and _AND_ANOTHER.search(between)):
        return True
    return _unknown_speaks(text, start if behind else 0, end, reports) or any(
        start <= each.verb_start < end for each in reports if each != said
    )


def _unknown_speaks(text: str, start: int, end: int, reports: tuple[Report, ...]) -> bool:
    """Whether a verb of saying stands there whose speaker is not known."""
    known = {at for report in reports for at in range(report.verb_start, report.verb_end)}
    words = tokens(text[start:end])
    return any(
        word.lower in SAYING - _NOUNS
        and start + word.start not in known
        and not _is_passive(words, at)
        for at, word in enumerate(words)
    )


def _is_passive(words: tuple[Token, ...], at: int) -> bool:
    """Whether the verb tells what happened to its subject: `20 were confirmed dead`."""
    follows = lower_at(words, at + 1)
    return lower_at(words, at - 1) in _BEING and follows not in ("that", "by")


def _speaker(material: Material, index: int, report: Report) -> str | None:
    """The speaker's own words, "he" and "she" resolved; None where that is unsure."""
    text = material.text(index)
    if report.speaker(text).lower() not in PERSONAL:
        return report.speaker(text)
    plan = telling.plan(material, index)
    opens = report.speaker_end <= plan.cut if plan and plan.name else False
    if not (plan and plan.name and opens):
        return _closing(material, index, report)
    name = plan.name
    return material.text(name.sentence)[name.start : name.end]


def _closing(material: Material, index: int, report: Report) -> str | None:
    """Who "he" is that closes a sentence in which nobody else is mentioned: `…, he said`."""
    text = material.text(index)
    if report.order != "speaker_first" or not report.closes(text):
        return None
    if mentions.persons(text[: report.speaker_start]):
        return None
    name = telling.person_before(material, index, report.speaker(text).lower())
    return material.text(name.sentence)[name.start : name.end] if name else None


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
    also = material.copies_of(index) if plan.first == plan.last else ()
    return Attribution(speaker, verb, ledger.state(plan, also), name)
