"""What one said put into another's mouth."""

import re
from collections.abc import Iterator
from random import Random
from typing import Final

from bench.damage import gazetteer
from bench.damage.names import (
    fits,
    list_for,
    names_in,
    other_person,
    people_of,
    surname,
    surnames,
)
from bench.damage.notes import Change, Line, Note

PAST: Final = (
    "said|told|announced|confirmed|claimed|added|noted|stated|wrote|tweeted|warned|declared|"
    "argued|testified|acknowledged|explained|alleged|vowed|insisted|suggested|revealed|reported|"
    "predicted|urged|conceded|estimated|denied|asked|described|blamed"
)
_PRESENT: Final = "says|warns|claims|writes|argues|alleges|explains|tells|reports|suggests|denies"
_ADVERBS: Final = r"(?:(?:has|had|also|later|first|previously|earlier|then|on \w+day) )*"
_SPEAKS: Final = re.compile(
    rf"(?:, [^,“”\"]{{1,70}}, | (?:\([^)]*\) )?| ){_ADVERBS}(?:{PAST}|{_PRESENT})\b"
)
_SPOKEN: Final = re.compile(
    rf"(?:\b(?:{PAST}|{_PRESENT}|[Aa]ccording to) (?:by )?(?:[A-Z]\w+\.? )*)$"
)
_NOBODY: Final = re.compile(
    r"(?:the|it|he|she|they|we|i|who|which|that|this|he himself|one|some|many|others?|a|an)$",
    re.IGNORECASE,
)
_SINGULAR: Final = re.compile(rf"{_ADVERBS}(?:{PAST}|{_PRESENT}|[Aa]ccording to)")
_SOMEBODY: Final = re.compile(
    r"(?:(?:the|a|an|some) )?[A-Z]|(?:the|a|an) [a-z]+ |[a-z]+s$", re.IGNORECASE
)
_RELATION: Final = re.compile(
    r"\b(?:his|her|their|its|who|whose|which|that|each|both|multiple|according|several|number)\b",
    re.IGNORECASE,
)
_GOES_ON: Final = re.compile(r" (?:\w+day )?(?:from|of|by|to|that|who|which|for|in|released)\b")
_OF_THE_NOTE: Final = 0.8
"""The share of notes in which only those are swapped for whom the note names another."""
_FROM_LIST: Final = 0.1
"""How often the other speaker comes from a list though the note has one too."""


def speaker_changes(line: Line, note: Note, draw: Random) -> tuple[Change, ...]:
    """One change for each speaker that the line names: before the statement or in it."""
    found = dict.fromkeys((*_label(line), *_inside(line, note)))
    if Random(note.name).random() < _OF_THE_NOTE:
        found = {place: None for place in found if _others(line.text[slice(*place)], line, note)}
    return tuple(_swapped(start, end, line, note, draw) for start, end in found)


def _label(line: Line) -> Iterator[tuple[int, int]]:
    """Where the speaker stands that the note itself names above the statements."""
    if line.entry and _can_be_swapped(line.speaker) and _SINGULAR.fullmatch(line.verb):
        start = line.text.index("**") + 2
        yield start, start + len(line.speaker)


def _can_be_swapped(speaker: str) -> bool:
    """Whether it names or describes somebody, and not by way of somebody else."""
    somebody = speaker and _SOMEBODY.match(speaker) and not _NOBODY.match(speaker)
    return bool(somebody) and not _RELATION.search(speaker)


def _inside(line: Line, note: Note) -> Iterator[tuple[int, int]]:
    """Where speakers stand in the statement, beside a verb of saying."""
    for start, end in _mentions(line, note):
        after, before = line.text[end : line.end], line.text[line.start : start]
        if _SPEAKS.match(after) or _SPOKEN.search(before):
            yield start, end


def _mentions(line: Line, note: Note) -> Iterator[tuple[int, int]]:
    people = (
        named
        for named in names_in(line.text, line.start, line.end, surnames(note))
        if named.kind in ("person", "surname")
    )
    yield from ((named.start, named.end) for named in people)
    labels = {told.speaker for told in note.told if told.speaker}
    for label in sorted(labels, key=len, reverse=True):
        if not _can_be_swapped(label) or _person_in(label, note):
            continue
        at = line.text.find(label, line.start, line.end)
        if at >= 0 and not _GOES_ON.match(line.text[at + len(label) :]):
            article = re.search(r"\b(?:[Tt]he|[Aa]n?) $", line.text[line.start : at])
            yield at - len(article[0] if article else ""), at + len(label)


def _swapped(start: int, end: int, line: Line, note: Note, draw: Random) -> Change:
    speaker = line.text[start:end]
    person = _person_in(speaker, note)
    title = _title_of(speaker) if person else ""
    others = _others(speaker, line, note)
    if others and draw.random() > _FROM_LIST:
        other = _best(others, note, draw)
    else:
        listed = list_for(title or line.text[:start]) if person else gazetteer.PEOPLE
        other = other_person(note, draw, listed, line.entry or line.statement)
    return Change(start, end, title + (surname(other) if person == speaker or title else other))


def _others(speaker: str, line: Line, note: Note) -> list[str]:
    """The people of the note who are not this speaker and whom the line does not name."""
    person = _person_in(speaker, note)
    if not person:
        # A description may be of anybody whom the note names, so it gets a name from the list.
        return []
    others = [
        other
        for other in people_of(note)
        if surname(other) not in line.text + line.entry and not _relates(other, person)
    ]
    return [other for other in others if fits(other, line.entry or line.statement)] or others


def _best(others: list[str], note: Note, draw: Random) -> str:
    """A person who speaks elsewhere in the note, where there is one."""
    speakers = " ".join(told.speaker for told in note.told)
    speaking = [other for other in others if surname(other) in speakers]
    return draw.choice(speaking or others)


def _relates(name: str, person: str) -> bool:
    return person in name.split() or surname(name) == person


def _person_in(speaker: str, note: Note) -> str:
    """The surname in the speaker's name or description; empty where none is known."""
    known = tuple(names_in(speaker, 0, len(speaker), surnames(note)))
    people = [named.key for named in known if named.kind in ("person", "surname")]
    return people[-1] if people else ""


def _title_of(speaker: str) -> str:
    """The title before a name, kept with the other's: `Mr. ` of Mr. Biden."""
    titles = "|".join(re.escape(title) for title in gazetteer.TITLES)
    found = re.match(rf"(?:{titles}) (?=[A-Z][a-z]+$)", speaker)
    return found[0] if found else ""
