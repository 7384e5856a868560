"""Who speaks in the documents: every spelling and short form of a name under one heading."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from rag.briefing import names
from rag.briefing.agreement import one_fact
from rag.briefing.material import Material
from rag.briefing.names import SpeakerName
from rag.briefing.words import TITLES
from rag.domain import Speaker

_FULL: Final = 2
"""Words from which a name is a full one."""
_CAPITALS: Final = r"(?:[A-Z][\w’'-]+\s+){{1,3}}{name}\b|\b{name}(?:\s+[A-Z][\w’'-]+){{1,2}}"


@dataclass(frozen=True, slots=True)
class Mention:
    """A speaker's words in sentence `index`, which is of document `source`."""

    index: int
    source: int
    speaker: SpeakerName


class People:
    """The speakers of some mentions, each under the fullest of its names."""

    def __init__(self, material: Material, mentions: Iterable[Mention]) -> None:
        """Gather the mentions that mean one speaker."""
        self._material = material
        self._groups: list[list[Mention]] = []
        given = tuple(mentions)
        self._full_speakers = {
            (each.source, each.speaker.parts) for each in given if len(each.speaker.parts) >= _FULL
        }
        completed = tuple(self._completed(mention) for mention in given)
        self._mentions = completed
        named = [each for each in completed if len(each.speaker.parts) >= _FULL]
        short = [each for each in completed if len(each.speaker.parts) == 1]
        for mention in (*named, *short):
            self._place(mention)
        for mention in completed:
            if not mention.speaker.parts:
                self._place_role(mention)

    @cached_property
    def speakers(self) -> tuple[Speaker, ...]:
        """One for each group, in the order of their first mention."""
        return tuple(dict.fromkeys(self._of.values()))

    def name_of(self, words: str, source: int) -> str:
        """The heading for a speaker's words in a document; the words themselves if unknown."""
        found = self._of.get((words, source))
        return found.name if found else words

    @cached_property
    def _of(self) -> dict[tuple[str, int], Speaker]:
        first = {id(group): min(each.index for each in group) for group in self._groups}
        ordered = sorted(self._groups, key=lambda group: first[id(group)])
        return {
            (mention.speaker.words, mention.source): speaker
            for group in ordered
            for speaker in (_speaker(group),)
            for mention in group
        }

    def _completed(self, mention: Mention) -> Mention:
        """The mention with a single name made the full one that its document has, if only one.

        That one stands before the name is first used alone, as reports introduce people.
        """
        if len(mention.speaker.parts) != 1:
            return mention
        places = self._full_names(mention)
        found = {names.folded(name): name for name, _ in places}
        alone = self._first_alone(mention, places)
        if len(found) != 1 or not any(place.start() < alone for _, place in places):
            return mention
        return replace(mention, speaker=replace(mention.speaker, name=found.popitem()[1]))

    def _full_names(self, mention: Mention) -> list[tuple[str, re.Match[str]]]:
        """Every full name in the mention's document that has its single name, and where.

        A name that goes on after the single one is one where it has a hyphen or speaks itself:
        Lee Sung-kwon, and not Trump India.
        """
        (own,) = mention.speaker.parts
        pattern = _CAPITALS.format(name=re.escape(mention.speaker.name))
        found = []
        for match in re.finditer(pattern, self._material.documents[mention.source].text):
            name = names.parse(match.group())
            goes_on = "-" in name.name or (mention.source, name.parts) in self._full_speakers
            ends = name.parts[-1:] == (own,)
            begins = name.parts[:1] == (own,) and goes_on
            if len(name.parts) >= _FULL and (ends or begins):
                found.append((name.name, match))
        return found

    def _first_alone(self, mention: Mention, places: list[tuple[str, re.Match[str]]]) -> int:
        """Where the single name is first used alone in its document."""
        text = self._material.documents[mention.source].text
        uses = re.finditer(rf"\b{re.escape(mention.speaker.name)}\b", text)
        alone = (
            use.start()
            for use in uses
            if not any(place.start() <= use.start() < place.end() for _, place in places)
        )
        return next(alone, len(text))

    def _place(self, mention: Mention) -> None:
        homes = [group for group in self._groups if self._means(mention, group)]
        if len(homes) == 1 or (homes and len(mention.speaker.parts) >= _FULL):
            homes[0].append(mention)
        else:
            self._groups.append([mention])

    def _means(self, mention: Mention, group: list[Mention]) -> bool:
        return any(self._one(mention, other) for other in group if other.speaker.parts)

    def _one(self, mention: Mention, other: Mention) -> bool:
        own, theirs = mention.speaker.parts, other.speaker.parts
        if own == theirs or _extends(own, theirs) or _extends(theirs, own):
            return True
        if self._abbreviates(mention, other):
            return True
        if mention.source == other.source:
            return False
        if len(own) == 1 and len(theirs) >= _FULL:
            return self._stands_for(mention, other)
        alike = names.spelled_alike(own, theirs) and not self._together(mention, other)
        return alike and (self._one_role(mention, other) or self._one_telling(mention, other))

    def _stands_for(self, mention: Mention, other: Mention) -> bool:
        """Whether a single name is short for the full name of another document."""
        (own,) = mention.speaker.parts
        theirs = other.speaker.parts
        if own not in (theirs[0], theirs[-1]):
            return False
        if any(names.folded(name) != theirs for name, _ in self._full_names(mention)):
            return False
        family = own == theirs[-1] or "-" in other.speaker.name
        return (family and self._one_role(mention, other)) or self._one_telling(mention, other)

    def _one_role(self, mention: Mention, other: Mention) -> bool:
        """Whether the role of both ends in one word: mayor, lawmaker."""
        return bool(self._roles(mention) & self._roles(other))

    def _roles(self, mention: Mention) -> frozenset[str]:
        told = (
            re.findall(r"[\w'’-]+", each.speaker.role.lower())
            for each in self._mentions
            if _same_words(each, mention)
        )
        ends = (
            (words[-1:], [word for word in words if word not in TITLES][-1:]) for words in told
        )
        return frozenset(word for pair in ends for end in pair for word in end)

    def _one_telling(self, mention: Mention, other: Mention) -> bool:
        """Whether both tell one fact, under their names or under the role that either has."""
        roles = {
            each.speaker.role.lower()
            for each in self._mentions
            if _same_words(each, mention) or _same_words(each, other)
        }
        mine, theirs = (
            [
                each.index
                for each in self._mentions
                if _same_words(each, spoken)
                or (
                    each.source == spoken.source
                    and not each.speaker.name
                    and each.speaker.role.lower() in roles
                )
            ]
            for spoken in (mention, other)
        )
        return any(one_fact(self._material, one, two) for one in mine for two in theirs)

    def _abbreviates(self, one: Mention, other: Mention) -> bool:
        """Whether one is the other's abbreviation, which some document tells in brackets: NIS."""
        if names.abbreviates(one.speaker, other.speaker):
            return True
        return any(
            short.speaker.name == names.initials(full.speaker.name)
            and len(full.speaker.parts) >= _FULL
            and any(
                f"{full.speaker.name} ({short.speaker.name})" in " ".join(document.text.split())
                for document in self._material.documents
            )
            for short, full in ((one, other), (other, one))
        )

    def _together(self, mention: Mention, other: Mention) -> bool:
        """Whether one document has both spellings: then they are two people."""
        documents = (self._material.documents[each.source].text for each in (mention, other))
        spellings = [rf"\b{re.escape(each.speaker.name)}\b" for each in (mention, other)]
        return any(all(re.search(name, text) for name in spellings) for text in documents)

    def _place_role(self, mention: Mention) -> None:
        """`A South Korean lawmaker` goes to whom another document names in that role.

        Only where one person alone has the role, and tells the same fact there.
        """
        own = mention.speaker.role.lower()
        bearers = [
            group
            for group in self._groups
            if any(each.speaker.name and each.speaker.role.lower() == own for each in group)
        ]
        same = [each for each in self._groups if _alike(each, mention)]
        if len(bearers) == 1 and self._tells_the_same(mention, bearers[0]):
            bearers[0].append(mention)
        elif same:
            same[0].append(mention)
        else:
            self._groups.append([mention])

    def _tells_the_same(self, mention: Mention, group: list[Mention]) -> bool:
        return any(one_fact(self._material, mention.index, each.index) for each in group)


def _alike(group: list[Mention], mention: Mention) -> bool:
    """Whether the group is of speakers without a name who are called the same in one document."""
    return any(
        not each.speaker.name
        and each.source == mention.source
        and each.speaker.role.lower() == mention.speaker.role.lower()
        for each in group
    )


def _extends(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether a name of a body goes on where the other ends: … Service of South Korea."""
    return len(other) > _FULL and one[: len(other)] == other


def _same_words(one: Mention, other: Mention) -> bool:
    """Whether one document names the speaker of both alike."""
    return one.source == other.source and one.speaker.parts == other.speaker.parts


def _speaker(group: list[Mention]) -> Speaker:
    """The heading of a group: its fullest name, the most frequent of them."""
    named = [each for each in group if each.speaker.name]
    if not named:
        return Speaker(group[0].speaker.words, (group[0].speaker.words,), None)
    counts = Counter(each.speaker.name for each in named)
    first = {each.speaker.name: -at for at, each in reversed(tuple(enumerate(named)))}
    order = sorted(counts, key=lambda name: (_length(name), counts[name], first[name]))
    name = order[-1]
    roles = [each.speaker.role for each in named if each.speaker.role]
    return Speaker(name, tuple(_spellings(name, counts)), roles[0] if roles else None)


def _length(name: str) -> int:
    return len(names.folded(name))


def _spellings(name: str, counts: Iterable[str]) -> Iterator[str]:
    """The heading's own spelling, then every full name that is written otherwise."""
    yield name
    own = names.folded(name)
    for other in counts:
        parts = names.folded(other)
        shorter = parts == own[: len(parts)] and len(parts) < len(own)
        if other != name and len(parts) >= min(_FULL, len(own)) and not shorter:
            yield other
