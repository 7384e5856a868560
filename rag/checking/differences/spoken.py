"""Who says it: speakers exchanged, and attributions that a note left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rag.briefing import attribution, speakers
from rag.briefing.attribution import Report
from rag.briefing.names import parse, spelled_alike
from rag.briefing.words import PERSONAL, PRONOUNS
from rag.checker.names import register, root
from rag.checker.standing import REPORTS
from rag.checker.words import words
from rag.checking.differences.pair import Pair
from rag.checking.evidence import Evidence
from rag.checking.result import Fault, NoteFinding
from rag.checking.tokens import Token, tokens
from rag.opposites import stem

_REACH: Final = 3
"""Sentences before one that begins with "he" among which his name is looked for."""
_WEAK: Final = frozenset(
    map(stem, "claim allege believe think suggest estimate expect predict suspect".split())
)
_FIRM: Final = frozenset(
    map(stem, "confirm prove show establish demonstrate admit acknowledge concede".split())
)
_DENYING: Final = frozenset(map(stem, "deny denied denies reject refuse".split()))


@dataclass(frozen=True, slots=True)
class Said:
    """A speaker and a verb, in the words of a text."""

    speaker: str
    verb: str


def findings(pair: Pair) -> Iterator[NoteFinding]:
    """Speakers that are others in the source, and those that the note left out."""
    reports = attribution.find(pair.source)
    told = attribution.find(pair.told)
    for report in told:
        rival = _rival(report, reports, pair)
        if rival is not None:
            yield mistaken(report.speaker(pair.told), rival)
        else:
            yield from _turned(report, reports, pair)
    if not told and not pair.attributed and not REPORTS.search(pair.told):
        yield from _dropped(reports, pair)


def alike(one: str, other: str) -> bool:
    """Whether two speakers may be the same: a name or a role in common, an acronym, a spelling."""
    ours, theirs = weighty(one), weighty(other)
    names = parse(one).parts, parse(other).parts
    if not ours or not theirs or spelled_alike(*names):
        return True
    if _of_two(*names):
        return False
    here, there = _roots(ours), _roots(theirs)
    if 2 * len(here & there) >= min(len(here), len(there)):
        named, others = _roots(ours, named=True), _roots(theirs, named=True)
        return bool(named & others) or not (named and others)
    return bool(
        {token.key for token in ours} & register(other, words(other)).acronyms
        or {token.key for token in theirs} & register(one, words(one)).acronyms
    )


def _of_two(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full names end differently and neither is part of the other: Mike Lee, Mike Kim."""
    full = len(one) > 1 and len(other) > 1
    return full and one[-1] != other[-1] and not (set(one) <= set(other) or set(other) <= set(one))


def _roots(listed: Sequence[Token], *, named: bool = False) -> frozenset[str]:
    """The roots of the words of a speaker, or of its names alone."""
    return frozenset(root(token.key) for token in listed if not named or token.text[0].isupper())


def before(evidence: Evidence) -> str | None:
    """The person who spoke last before the cited sentence, where that is certain."""
    for sentence in reversed(evidence.before[-_REACH:]):
        people = [
            report.speaker(sentence.text)
            for report in attribution.find(sentence.text)
            if speakers.is_person(report.speaker(sentence.text))
        ]
        if people:
            return people[-1] if len(set(people)) == 1 else None
    return None


def last_person(units: Sequence[str]) -> str | None:
    """The person who spoke last in these sentences."""
    people = (
        report.speaker(unit)
        for unit in reversed(units)
        for report in reversed(attribution.find(unit))
        if speakers.is_person(report.speaker(unit))
    )
    return next(people, None)


def firmer(verb: str, main: str, said: Said) -> NoteFinding | None:
    """A verb that makes more, or the opposite, of what the source reports."""
    theirs = main_verb(said.verb)
    if (main in _DENYING) != (theirs in _DENYING):
        kind, reason = Fault.NEGATION, f"in the source {said.speaker} “{said.verb}”"
    elif theirs in _WEAK and main in _FIRM:
        kind, reason = Fault.HEDGE, f"in the source {said.speaker} only “{said.verb}”"
    else:
        return None
    return NoteFinding(kind, verb, reason, suggestion=said.verb)


def _turned(report: Report, reports: Sequence[Report], pair: Pair) -> Iterator[NoteFinding]:
    """A verb that makes more, or the opposite, of what its speaker says in the source."""
    speaker, verb = report.speaker(pair.told), report.verb(pair.told)
    if pair.index(report.verb_end - 1) in pair.alignment.pairs:
        return
    theirs = [one for one in (_of(one, pair) for one in reports) if one is not None]
    own = [one for one in theirs if alike(speaker, one.speaker)]
    main = main_verb(verb)
    if own and all(main_verb(one.verb) != main for one in theirs):
        fault = firmer(verb, main, own[0])
        if fault is not None:
            yield fault


def _rival(report: Report, reports: Sequence[Report], pair: Pair) -> Said | None:
    """Who says in the source what the note has another say."""
    speaker = report.speaker(pair.told)
    if speaker.lower() in PERSONAL or not reports:
        return None
    verb = pair.index(report.verb_end - 1)
    paired = pair.alignment.pairs.get(verb) if verb is not None else None
    theirs = [_of(one, pair) for one in reports]
    if any(one is None or alike(speaker, one.speaker) for one in theirs):
        own = [one for one in theirs if one is not None and alike(speaker, one.speaker)]
        return None if not own else _crossed(paired, own, reports, pair)
    if paired is not None:
        at = pair.alignment.source[paired].start
        beside = [_of(one, pair) for one in reports if one.verb_start <= at < one.verb_end]
        theirs = beside or theirs
    first = theirs[0]
    if first is None or _is_known(speaker, pair):
        return first
    return first if _differs(speaker, first, pair) else None


def _is_known(speaker: str, pair: Pair) -> bool:
    """Whether the documents have this speaker say something."""
    return speaker.lower() in {one.lower() for one in pair.speakers()}


def _crossed(
    paired: int | None, own: Sequence[Said], reports: Sequence[Report], pair: Pair
) -> Said | None:
    """Another's verb and words under the name of one who speaks in the same sentence too."""
    if paired is None or len(reports) < 2:
        return None
    at = pair.alignment.source[paired].start
    for one in reports:
        if one.verb_start <= at < one.verb_end:
            said = _of(one, pair)
            if said is not None and all(not alike(said.speaker, mine.speaker) for mine in own):
                return said
    return None


def _of(report: Report, pair: Pair) -> Said | None:
    """A report of the source, "he" told by his name; None where that is unsure."""
    speaker = report.speaker(pair.source)
    if speaker.lower() in PRONOUNS:
        found = last_person((pair.source[: report.speaker_start],)) or before(pair.evidence)
        return Said(found, report.verb(pair.source)) if found else None
    return Said(speaker, report.verb(pair.source))


def _differs(speaker: str, said: Said, pair: Pair) -> bool:
    """Whether a speaker who says nothing else in the sources is another one for sure."""
    return _roles(speaker, said.speaker) and not _names_role(speaker, said, pair)


def _names_role(speaker: str, said: Said, pair: Pair) -> bool:
    """Whether one is a name and the other a role or pronoun that the context gives this name."""
    ours = [token for token in weighty(speaker) if token.text[0].isupper()]
    theirs = [token for token in weighty(said.speaker) if token.text[0].isupper()]
    if ours and theirs:
        return False
    held = pair.context_register.keys | pair.others_register.keys
    return all(token.key in held for token in weighty(speaker))


def _roles(one: str, other: str) -> bool:
    """Whether two speakers differ for sure: one has a name, or a role of its own."""
    ours, theirs = tokens(one), tokens(other)
    if any(token.text[0].isupper() and token.means for token in (*ours, *theirs)):
        return True
    return any(token.key in speakers.ROLES for token in (*ours, *theirs))


def mistaken(speaker: str, said: Said) -> NoteFinding:
    """That another one says it."""
    reason = f"the source has “{said.speaker}” say it"
    return NoteFinding(Fault.ATTRIBUTION, speaker, reason, suggestion=said.speaker)


def _dropped(reports: Sequence[Report], pair: Pair) -> Iterator[NoteFinding]:
    """Speakers whose words the note keeps without them."""
    for report in reports:
        held = _tokens(pair, report.verb_start, report.verb_end)
        named = _tokens(pair, report.speaker_start, report.speaker_end)
        if held & pair.alignment.kept or 2 * len(named & pair.alignment.kept) > len(named):
            continue
        said = _reported(report, reports, pair)
        kept = said & pair.alignment.kept
        if said and 2 * len(kept) >= len(said):
            words = f"{report.speaker(pair.source)} {report.verb(pair.source)}"
            reason = "the source does not say it itself, it has someone say it"
            yield NoteFinding(
                Fault.ATTRIBUTION, words, reason, suggestion=f"say who says it: “{words}”"
            )
            return


def _reported(report: Report, reports: Sequence[Report], pair: Pair) -> set[int]:
    """The content tokens of the source that the report is about."""
    text = pair.source
    if report.order == "verb_first" or (
        report.order == "speaker_first" and not _tokens(pair, report.verb_end, len(text))
    ):
        found = _tokens(pair, 0, min(report.speaker_start, report.verb_start))
    else:
        starts = (one.speaker_start for one in reports if one.speaker_start > report.verb_end)
        found = _tokens(pair, report.verb_end, min(starts, default=len(text)))
        if len(found) < _REACH:
            found = _tokens(pair, 0, min(report.speaker_start, report.verb_start))
    return {at for at in found if pair.alignment.source[at].means}


def _tokens(pair: Pair, start: int, end: int) -> set[int]:
    return {at for at, token in enumerate(pair.alignment.source) if start <= token.start < end}


def main_verb(verb: str) -> str:
    """The stem of the reporting verb without what goes with it."""
    found = [token for token in tokens(verb) if token.stem]
    weighty = [token for token in found if token.means]
    return (weighty or found)[-1].stem if found else ""


def weighty(speaker: str) -> tuple[Token, ...]:
    """The words of a speaker that carry content."""
    return tuple(token for token in tokens(speaker) if token.means)
