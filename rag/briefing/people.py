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
        completed = tuple(self._completed(mention) for mention in mentions)
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
        """The mention with a single name made the full one that its document has, if only one."""
        if len(mention.speaker.parts) != 1:
            return mention
        found = {names.folded(name): name for name in self._full_names(mention)}
        if len(found) != 1:
            return mention
        return replace(mention, speaker=replace(mention.speaker, name=found.popitem()[1]))

    def _full_names(self, mention: Mention) -> Iterator[str]:
        """Every full name in the mention's document that begins or ends with its single name."""
        (own,) = mention.speaker.parts
        pattern = _CAPITALS.format(name=re.escape(mention.speaker.name))
        for match in re.finditer(pattern, self._material.documents[mention.source].text):
            found = names.parse(match.group())
            if len(found.parts) >= _FULL and own in (found.parts[0], found.parts[-1]):
                yield found.name

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
        if _abbreviates(mention, other):
            return True
        if len(own) == 1 and len(theirs) >= _FULL:
            return own[0] in (theirs[0], theirs[-1])
        apart = mention.source != other.source
        return apart and names.spelled_alike(own, theirs) and not self._together(mention, other)

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
    own = names.folded(name)
    for other in counts:
        parts = names.folded(other)
        shorter = parts == own[: len(parts)] and len(parts) < len(own)
        if other != name and len(parts) >= min(_FULL, len(own)) and not shorter:
            yield other
