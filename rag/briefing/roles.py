"""Who does what to whom: whether two sentences of the same words give them different parts."""

import re
from dataclasses import dataclass
from typing import Final

from rag.briefing.material import Material
from rag.briefing.words import (
    DETERMINERS,
    FUNCTION_WORDS,
    PREPOSITIONS,
    RELATIVES,
    TIMES,
    WEEKDAYS,
    Token,
    tokens,
    word_set,
)

_STEM: Final = 6
_LIKE_WORDS: Final = 0.5
"""Share of the shorter sentence's content words from which the order of the words is compared."""
_FAR: Final = 3
"""Words between two members of a list: Russia and North Korea."""
_MARKS_OF_SIDE: Final = frozenset(("by", "against"))
"""Prepositions after which somebody takes part: sued by the bank."""
_OWNERS: Final = word_set("his her its their our my your this that these those")
_PASSIVE: Final = re.compile(r"\b(?:am|is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?\w+\s+by\b")


def exchanged(material: Material, one: int, other: int) -> bool:
    """Whether two words of both sentences change places: who sues and who is sued."""
    first, second = _places(material, one), _places(material, other)
    common = [word for word in first if word in second]
    if len(common) < _LIKE_WORDS * min(len(first), len(second)):
        return False
    pairs = ((a, b) for at, a in enumerate(common) for b in common[at + 1 :])
    return any(
        _turned((first[a], first[b]), (second[a], second[b]))
        and not (
            _listed(material.text(one), first[a], first[b])
            and _listed(material.text(other), second[a], second[b])
        )
        for a, b in pairs
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a word stands, in the order of an active sentence, and whether after a preposition."""

    order: int
    aside: bool
    start: int
    end: int


def _turned(here: tuple[_Place, _Place], there: tuple[_Place, _Place]) -> bool:
    (a, b), (c, d) = here, there
    if a.aside != b.aside and c.aside != d.aside:
        return a.aside != c.aside
    return (a.order < b.order) != (c.order < d.order) and not (
        a.aside or b.aside or c.aside or d.aside
    )


def _listed(text: str, one: _Place, other: _Place) -> bool:
    """Whether both stand in one list: Russia and North Korea."""
    start, end = min(one.end, other.end), max(one.start, other.start)
    between = [token.lower for token in tokens(text[start:end])]
    return len(between) <= _FAR and bool({"and", "or", ","} & set(between))


def _places(material: Material, index: int) -> dict[str, _Place]:
    """Where each content word stands that stands there only once, its speakers' words left out."""
    text = material.text(index)
    found = tokens(text)
    passive = _PASSIVE.search(text)
    spans = [
        (min(each.speaker_start, each.verb_start), max(each.speaker_end, each.verb_end))
        for each in material.reports[index]
    ]
    places: dict[str, list[_Place]] = {}
    for at, token in enumerate(found):
        if not _counts(token) or any(start <= token.start < end for start, end in spans):
            continue
        mark = _mark(found, at)
        aside = mark is not None and mark not in _MARKS_OF_SIDE
        order = at if passive is None else _active(at, token, mark, passive.start(), len(found))
        place = _Place(order, aside, token.start, token.end)
        places.setdefault(token.lower.removesuffix("'s")[:_STEM], []).append(place)
    return {word: own[0] for word, own in places.items() if len(own) == 1}


def _active(at: int, token: Token, mark: str | None, passive: int, words: int) -> int:
    """Where a word of a passive sentence would stand in an active one."""
    if mark == "by":
        return -1
    return at + words if token.start < passive else at


def _counts(token: Token) -> bool:
    lower = token.lower
    return token.is_word and len(lower) > 1 and lower not in FUNCTION_WORDS | TIMES | WEEKDAYS


def _mark(found: tuple[Token, ...], at: int) -> str | None:
    """The preposition or conjunction before the noun phrase that has a word, if any."""
    before = at - 1
    while before >= 0 and _counts(found[before]):
        before -= 1
    if before >= 0 and found[before].lower in DETERMINERS | _OWNERS:
        before -= 1
    marks = PREPOSITIONS | RELATIVES | {"of"}
    return found[before].lower if before >= 0 and found[before].lower in marks else None
