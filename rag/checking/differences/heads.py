"""The speaker and the verb that a note puts before or above a sentence."""

from collections.abc import Iterator, Sequence
from typing import Final

from rag.briefing import attribution, names
from rag.briefing.words import PRONOUNS
from rag.checker.names import root
from rag.checking.differences.spoken import (
    Said,
    alike,
    before,
    firmer,
    last_person,
    main_verb,
    mistaken,
    weighty,
)
from rag.checking.evidence import Evidence
from rag.checking.result import Fault, NoteFinding
from rag.checking.tokens import tokens

_NOBODY: Final = "the source does not name this speaker"


def head(
    speaker: str,
    verb: str,
    evidence: Evidence,
    others: Sequence[Evidence],
    known: frozenset[str],
) -> NoteFinding | None:
    """What is wrong with a speaker and verb before a sentence, if anything.

    `known` are all speakers of the documents, as they call them.
    """
    said = [found for at in range(len(evidence.units)) for found in _said(at, evidence)]
    if not said:
        return _unknown(speaker, (evidence, *others))
    own = [one for one in said if alike(speaker, one.speaker) or _bears(speaker, one, known)]
    if not own:
        return mistaken(speaker, said[0])
    verbs = {main_verb(one.verb) for one in own}
    main = main_verb(verb)
    if main in verbs or not main:
        return None
    other = next((one for one in said if main_verb(one.verb) == main), None)
    return mistaken(speaker, other) if other else firmer(verb, main, own[0])


def _said(at: int, evidence: Evidence) -> Iterator[Said]:
    """Who speaks in a unit of the evidence; "he" is who spoke last in those before it."""
    unit = evidence.units[at]
    for report in attribution.find(unit):
        speaker = report.speaker(unit)
        if speaker.lower() in PRONOUNS:
            speaker = last_person(evidence.units[:at]) or before(evidence) or ""
        if speaker:
            yield Said(speaker, report.verb(unit))


def _bears(speaker: str, said: Said, known: frozenset[str]) -> bool:
    """Whether the documents elsewhere put this name behind the role of whom the source names."""
    role = names.parse(said.speaker)
    if role.name:
        return False
    bearers = (
        other
        for other in map(names.parse, known)
        if other.name and other.role.lower() == role.role.lower()
    )
    return any(alike(speaker, other.name) for other in bearers)


def _unknown(speaker: str, evidence: Sequence[Evidence]) -> NoteFinding | None:
    """A speaker of whom the evidence has no word."""
    held = {
        root(token.key)
        for one in evidence
        for text in (one.text, one.context)
        for token in tokens(text)
    }
    if any(root(token.key) in held for token in weighty(speaker)):
        return None
    return NoteFinding(Fault.ATTRIBUTION, speaker, _NOBODY)
