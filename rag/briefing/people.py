"""Who speaks in the documents: every spelling and short form of a name under one heading."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rag.briefing import names
from rag.briefing.agreement import one_fact
from rag.briefing.material import Material
from rag.briefing.names import SpeakerName
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
        self._mentions = tuple(mentions)
        self._groups: list[list[Mention]] = []
        named = [each for each in self._mentions if len(each.speaker.parts) >= _FULL]
        short = [each for each in self._mentions if len(each.speaker.parts) == 1]
        for mention in (*named, *short):
            self._place(mention)
        for mention in self._mentions:
            if not mention.speaker.parts:
                self._place_role(mention)

    @cached_property
    def speakers(self) -> tuple[Speaker, ...]:
        """One for each group, in the order of their first mention."""
        return tuple(self._of.values())

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

    def _place(self, mention: Mention) -> None:
        home = next((group for group in self._groups if self._means(mention, group)), None)
        if home is None:
            self._groups.append([mention])
        else:
            home.append(mention)

    def _means(self, mention: Mention, group: list[Mention]) -> bool:
        return any(self._one(mention, other) for other in group if other.speaker.parts)

    def _one(self, mention: Mention, other: Mention) -> bool:
        own, theirs = mention.speaker.parts, other.speaker.parts
        if own == theirs:
            return len(own) >= _FULL or mention.source == other.source or not self._full(mention)
        if len(own) == 1 and len(theirs) >= _FULL:
            return self._is_short_for(mention, other)
        if _extends(own, theirs) or _extends(theirs, own) or _abbreviates(mention, other):
            return True
        apart = mention.source != other.source
        return apart and names.spelled_alike(own, theirs) and not self._together(mention, other)

    def _is_short_for(self, mention: Mention, full: Mention) -> bool:
        """Whether the single name is the first or last of a full one that its document has."""
        (own,) = mention.speaker.parts
        ends = (full.speaker.parts[0], full.speaker.parts[-1])
        if own not in ends:
            return False
        known = self._full(mention)
        return known == {full.speaker.parts} or (not known and mention.source == full.source)

    def _full(self, mention: Mention) -> set[tuple[str, ...]]:
        """The full names in the mention's document that hold its single name."""
        pattern = _CAPITALS.format(name=re.escape(mention.speaker.name))
        text = self._material.documents[mention.source].text
        found = (names.parse(match.group()).parts for match in re.finditer(pattern, text))
        own = mention.speaker.parts[0]
        return {parts for parts in found if len(parts) >= _FULL and own in (parts[0], parts[-1])}

    def _together(self, mention: Mention, other: Mention) -> bool:
        """Whether one document has both spellings: then they are two people."""
        documents = (self._material.documents[each.source].text for each in (mention, other))
        return any(
            mention.speaker.name in text and other.speaker.name in text for text in documents
        )

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


def _abbreviates(one: Mention, other: Mention) -> bool:
    """Whether one is the other's abbreviation: NIS, told in brackets or made of its initials."""
    for short, full in ((one, other), (other, one)):
        letters = short.speaker.name
        if letters.isupper() and len(letters) >= _FULL and len(full.speaker.parts) >= _FULL:
            told = names.acronym(full.speaker.words) or names.initials(full.speaker.name)
            return letters == told
    return False


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
    for other in counts:
        if other != name and _length(other) >= min(_FULL, _length(name)):
            yield other
