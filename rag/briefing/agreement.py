"""Whether two sentences tell the same fact: alike in meaning, and nothing in them differs."""

import re
from collections.abc import Sequence
from typing import Final

from rag.briefing import names
from rag.briefing.amounts import same_figure
from rag.briefing.material import Material
from rag.briefing.names import SpeakerName, Told
from rag.briefing.roles import exchanged
from rag.briefing.words import (
    FUNCTION_WORDS,
    NEGATIONS,
    TIMES,
    WEEKDAYS,
    Token,
    tokens,
    word_set,
)
from rag.domain import Kind
from rag.opposites import contrary

SAME_FACT: Final = 0.75
"""Least cosine between two tellings of one fact in different documents.

Chosen by reading 36 pairs of news sentences that passed at 0.70: the two that plainly told
different things lay at 0.73, but so did true ones that this loses.
"""
_SAME_DOCUMENT: Final = 0.80
"""The same within one document, which seldom says a thing twice but stays on its subject."""
_SAME_EVENT: Final = 0.50
"""The same where one number is told of one kind of event, with a name or a date in common."""
_SAME_EVENT_UNNAMED: Final = 0.60
"""The same without such a name or date, where most words are shared."""
_PLAIN: Final = 0.85
"""From this cosine on, words need not be shared."""
_SHARED: Final = 0.40
"""Least share of the shorter sentence's content words found in the other."""
_STEM: Final = 6
_ONE_OF: Final = re.compile(r"\b(?:at least|at most|only|just) one of\b", re.IGNORECASE)
_DENYING: Final = NEGATIONS | word_set("none nobody nothing unable barely hardly")
_FAILING: Final = re.compile(r"(?:fail|refus|declin|omit|neglect|ceas)\w*|unwilling|reluctant")
"""What denies where `to` follows: failed to find."""
_HEDGING: Final = word_set("fewer less more later sooner earlier")
"""After `no` these hedge a figure or a time: no fewer than 12."""
_LOST_LIVES: Final = re.compile(
    r"\blos(?:e|es|ing|t)\s+(?:their|his|her)\s+li(?:ves|fe)\b", re.IGNORECASE
)
_OVER: Final = re.compile(r"\b(?:is|are|was|were)\s+over\b(?=\s*(?:[.,;:!?\"”]|$))", re.IGNORECASE)
_LAST: Final = re.compile(
    rf"\b(?:last|next)\s+(?={'|'.join(sorted(TIMES | WEEKDAYS))})", re.IGNORECASE
)


def one_fact(material: Material, one: int, other: int) -> bool:
    """Whether two sentences tell one fact: alike in meaning and words, with nothing different."""
    likeness = float(material.vectors[one] @ material.vectors[other])
    if likeness < _SAME_EVENT:
        return False
    if not _same_event(material, one, other, likeness):
        within = material.source_of[one] == material.source_of[other]
        if within and abs(one - other) == 1:
            return False
        if likeness < (_SAME_DOCUMENT if within else SAME_FACT):
            return False
        if likeness < _PLAIN and _shared(material.text(one), material.text(other)) < _SHARED:
            return False
    return tell_the_same(material, one, other)


def _same_event(material: Material, one: int, other: int, likeness: float) -> bool:
    """Whether a figure is told of one event: two fires may well kill twenty each."""
    if not _same_event_figure(material, one, other):
        return False
    first, second = (_dates(material, at) for at in (one, other))
    dated = any(_compatible(a, b) for a in first for b in second)
    mine, theirs = (_named(material, at) for at in (one, other))
    if dated or any(names.one_name(a, b, ()) for a in mine for b in theirs):
        return True
    shared = _shared(material.text(one), material.text(other))
    return likeness >= _SAME_EVENT_UNNAMED and shared >= _SHARED


def _same_event_figure(material: Material, one: int, other: int) -> bool:
    first, second = material.measures[one], material.measures[other]
    return any(
        bool(measure.event_kinds)
        and measure.quantity.value is not None
        and measure.event_kinds == rival.event_kinds
        and same_figure(measure.quantity, rival.quantity)
        for measure in first
        for rival in second
    )


def _shared(one: str, other: str) -> float:
    first, second = _content(one), _content(other)
    return len(first & second) / max(1, min(len(first), len(second)))


def _content(text: str) -> frozenset[str]:
    return frozenset(
        token.lower[:_STEM]
        for token in tokens(text)
        if token.is_word and len(token.text) > 2 and token.lower not in FUNCTION_WORDS
    )


def tell_the_same(material: Material, one: int, other: int) -> bool:
    """Whether nothing told in one sentence is told differently in the other.

    To be asked of sentences that are alike in meaning: figures, hedges, events, dates,
    negations, speakers, opposites, names and who does what to whom decide.
    """
    return (
        _same_figures(material, one, other)
        and _same_dates(material, one, other)
        and _denials(material.text(one)) == _denials(material.text(other))
        and _same_speakers(material, one, other)
        and not _opposed(material.text(one), material.text(other))
        and not _other_names(material, one, other)
        and not exchanged(material, one, other)
    )


def _same_figures(material: Material, one: int, other: int) -> bool:
    first, second = material.measures[one], material.measures[other]
    mine, theirs = _counts(material, one), _counts(material, other)
    if mine - theirs and theirs - mine:
        return False
    return len(first) == len(second) and all(
        any(
            same_figure(measure.quantity, rival.quantity)
            and measure.event_kinds == rival.event_kinds
            for rival in second
        )
        for measure in first
    )


def _counts(material: Material, index: int) -> frozenset[float]:
    """The numbers that a sentence counts by, small ones in words too, but for a bare "one"."""
    found = {
        quantity.value
        for quantity in material.quantities[index]
        if quantity.kind is Kind.COUNT
        and isinstance(quantity.value, (int, float))
        and (quantity.value != 1 or quantity.qualifier)
    }
    return frozenset(found | ({1} if _ONE_OF.search(material.text(index)) else set()))


def _same_dates(material: Material, one: int, other: int) -> bool:
    first, second = _dates(material, one), _dates(material, other)
    return not first or not second or any(_compatible(a, b) for a in first for b in second)


def _dates(material: Material, index: int) -> tuple[str, ...]:
    return tuple(
        str(quantity.value)
        for quantity in material.quantities[index]
        if quantity.kind is Kind.DATE and quantity.value is not None
    )


def _compatible(one: str, other: str) -> bool:
    parts, rivals = (re.sub(r"^--", "*-", date).split("-") for date in (one, other))
    return all(
        "*" in (part, rival) or part == rival for part, rival in zip(parts, rivals, strict=False)
    )


def _denials(text: str) -> int:
    """How often a sentence denies something; neither … nor counts once."""
    found = tokens(text)
    return sum(_denies(found, at) for at in range(len(found)))


def _denies(found: tuple[Token, ...], at: int) -> bool:
    lower = found[at].lower
    after = found[at + 1].lower if at + 1 < len(found) else ""
    if lower == "nor":
        return all(token.lower != "neither" for token in found[:at])
    if lower in ("no", "not") and after in _HEDGING | {"only"}:
        return False
    return lower in _DENYING or (after == "to" and bool(_FAILING.fullmatch(lower)))


def _same_speakers(material: Material, one: int, other: int) -> bool:
    """Whether the sentences can have one speaker; a sentence that names none can have any."""
    first, second = (_speakers(material, at) for at in (one, other))
    return not first or not second or any(_one_speaker(a, b) for a in first for b in second)


def _one_speaker(one: SpeakerName, other: SpeakerName) -> bool:
    first, second = one.parts, other.parts
    return (
        set(first) <= set(second)
        or set(second) <= set(first)
        or names.spelled_alike(first, second)
        or names.abbreviates(one, other)
    )


def _speakers(material: Material, index: int) -> tuple[SpeakerName, ...]:
    text = material.text(index)
    found = (names.parse(report.speaker(text)) for report in material.reports[index])
    return tuple(each for each in found if each.parts)


def _named(material: Material, index: int) -> tuple[Told, ...]:
    """The names in a sentence but for those of its speakers."""
    speakers = [set(each.parts) for each in _speakers(material, index)]
    return tuple(
        told
        for told in names.told(material.text(index))
        if not any(set(told.parts) <= speaker for speaker in speakers)
    )


def _other_names(material: Material, one: int, other: int) -> bool:
    """Whether each of two sentences names somebody or some place that the other lacks."""
    first, second = _named(material, one), _named(material, other)
    documents = [material.documents[material.source_of[at]].text for at in (one, other)]
    if _namesakes(first, _speakers(material, other)) or _namesakes(
        second, _speakers(material, one)
    ):
        return True
    return all(
        any(not any(names.one_name(own, each, documents) for each in theirs) for own in mine)
        for mine, theirs in (
            (first, names.told(material.text(other))),
            (second, names.told(material.text(one))),
        )
    )


def _namesakes(told: Sequence[Told], speakers: Sequence[SpeakerName]) -> bool:
    """Whether a name has only a part in common with a speaker: Karl Berg and Anna Berg."""
    return any(
        bool(set(name.parts) & set(speaker.parts))
        and not set(name.parts) <= set(speaker.parts)
        and not set(speaker.parts) <= set(name.parts)
        and not _alike_by_place(name, speaker)
        for name in told
        for speaker in speakers
    )


def _alike_by_place(name: Told, speaker: SpeakerName) -> bool:
    """Whether the part in common is where a body is: the National Service of South Korea."""
    return " of " in speaker.name or names.spelled_alike(name.parts, speaker.parts)


def _opposed(one: str, other: str) -> bool:
    first, second = (_words(text) for text in (one, other))
    return any(contrary(own, theirs) for own in first - second for theirs in second - first)


def _words(text: str) -> frozenset[str]:
    plain = _LAST.sub("", _OVER.sub("ended", _LOST_LIVES.sub("died", text)))
    return frozenset(token.lower.removesuffix("'s") for token in tokens(plain) if token.is_word)
