"""The noun phrases of a question, and what each of them can be: a person, a place, a time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rag.conversation import words as lists
from rag.conversation.frames import Frame, is_plural, split

_YEAR: Final = re.compile(r"(?:1[5-9]|20|21)\d\d")
_OLD_YEAR: Final = re.compile(r"(?:AD )?\d{3,4}(?: (?:BCE?|CE|AD))?")
_DATES: Final = frozenset(("before", "after", "since", "until", "in"))
_PLACES: Final = frozenset(("in", "at", "near", "from", "inside", "outside"))
_ENDS: Final = (
    lists.CONJUNCTIONS - {"and"} | lists.QUESTION_WORDS | {",", ";", ":", "to", "according"}
)
_BE: Final = frozenset(("be", "been", "being"))
_SHORTEST_MANNER: Final = 5
_NOUNS_IN_LY: Final = frozenset("family supply assembly monopoly butterfly anomaly weekly".split())


class Role(StrEnum):
    """What a noun phrase is in its question."""

    SUBJECT = "subject"
    OBJECT = "object"
    OBLIQUE = "oblique"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase, `words[start:end]` of its question."""

    text: str
    start: int
    end: int
    role: Role
    preposition: str = ""

    @property
    def is_name(self) -> bool:
        """Whether its head is written with a capital."""
        head = self.text.partition(" of ")[0]
        words = [word for word in head.split() if word.lower() not in lists.DETERMINERS]
        return bool(words) and words[-1][:1].isupper()

    @property
    def is_time(self) -> bool:
        """Whether it is a date or a time."""
        dated = self.preposition in _DATES and _OLD_YEAR.fullmatch(self.text) is not None
        return dated or is_time(self.text)

    @property
    def is_plural(self) -> bool:
        """Whether it means several."""
        return is_plural(self.text)

    @property
    def is_place(self) -> bool:
        """Whether it is a name after "in" or "at"."""
        return self.preposition in _PLACES and self.is_name and not self.is_time

    @property
    def is_bare(self) -> bool:
        """Whether it has neither article nor name nor owner, as `part` in "took part"."""
        first = lists.first(self.text).lower()
        owned = first in lists.DETERMINERS | lists.POSSESSIVES or _determined(self.text)
        return not self.is_name and not owned

    @property
    def is_figure(self) -> bool:
        """Whether it is but a number or an amount."""
        return all(word[0] in "£$€" or word[0].isdigit() for word in self.text.split())

    @property
    def definite(self) -> str:
        """It as it is told a second time: `a defence pact` becomes `the defence pact`."""
        first, _, rest = self.text.partition(" ")
        lower = first.lower()
        if (
            lower in ("a", "an", "any", "some", "another", "every", "each", "this", "that")
            and rest
        ):
            return f"the {rest}"
        plain = not self.is_name and lower not in lists.DETERMINERS | lists.POSSESSIVES
        return f"the {self.text}" if plain and not _determined(self.text) else self.text


def _determined(text: str) -> bool:
    first = lists.first(text)
    return first[0].isdigit() or first[0] in "£$€" or first.endswith(("'s", "’s", "s'", "s’"))


def is_time(text: str) -> bool:
    """Whether the words are a date or a time: `2019`, `Monday night`, `the year before`."""
    words = [word.lower().strip(",.") for word in text.split()]
    content = [word for word in words if word not in lists.DETERMINERS | lists.PREPOSITIONS]
    return bool(words) and (
        any(word in lists.TIMES or _YEAR.fullmatch(word) for word in content)
        or bool(words and words[-1] in ("before", "then", "ago"))
    )


def of_frame(frame: Frame) -> tuple[Phrase, ...]:
    """The noun phrases of a question in order; those of the question word's are subjects."""
    words = split(frame.text)
    found: list[Phrase] = []
    at = len(frame.asked.split())
    if frame.noun:
        size = len(frame.noun.split())
        role = Role.SUBJECT if frame.is_open else Role.OBJECT
        found.extend(_one(words, at - size, at, role))
    at += len(frame.auxiliary.split())
    size = len(frame.subject.split())
    found.extend(_chunks(words, at, at + size, role=Role.SUBJECT))
    found.extend(_chunks(words, at + size, len(words), role=Role.OBJECT))
    return tuple(found)


def of_text(text: str) -> tuple[Phrase, ...]:
    """The noun phrases of words that are no question: `Tell me about the storm`."""
    words = split(text)
    return tuple(_chunks(words, 0, len(words), role=Role.OBJECT))


def _chunks(words: Sequence[str], start: int, end: int, *, role: Role) -> list[Phrase]:
    """The noun phrases in `words[start:end]`; those behind a preposition are obliques."""
    found: list[Phrase] = []
    preposition, begun = "", start
    verb_seen = role is Role.SUBJECT
    for index in range(start, end + 1):
        lower = words[index].lower() if index < end else ""
        if lower == "of" and begun < index:
            continue
        verbal = (
            not verb_seen
            and begun == index
            and index < end
            and words[index].islower()
            and (lists.is_verb(lower) or _is_doing(words[index:end]))
        )
        infinitive = begun == index and _is_infinitive(words[:end], index)
        if index < end and not (verbal or infinitive) and not _breaks(words, index, begun):
            continue
        here = Role.OBLIQUE if preposition else role
        found.extend(_one(words, begun, index, here, preposition))
        verb_seen = verb_seen or (verbal and lower not in _BE)
        begun = index if _begins(words[:end], index, begun) else index + 1
        preposition = lower if lower in lists.PREPOSITIONS else ""
    return found


def _breaks(words: Sequence[str], index: int, begun: int) -> bool:
    """Whether the word is no part of a noun phrase."""
    word, lower = words[index], words[index].lower()
    if word[:1].isupper() and lower not in lists.QUESTION_WORDS | lists.AUXILIARIES:
        return False
    if lower == "and":
        return not (index + 1 < len(words) and words[index + 1][:1].isupper() and index > begun)
    if lower in lists.ADVERBS | {"far"} or _is_manner(lower):
        return index == begun or words[index - 1].lower() not in lists.DETERMINERS | {"of"}
    if lower in lists.PREPOSITIONS | lists.AUXILIARIES | _ENDS:
        return True
    if lower in lists.PRONOUNS | {"there", "been", "be"}:
        return True
    return _begins(words, index, begun) or (index > begun and _is_form(words, index))


def _is_infinitive(words: Sequence[str], index: int) -> bool:
    """Whether an unknown word behind "to" has an object: "want to consolidate their tools"."""
    if not 0 < index < len(words) - 1 or words[index - 1].lower() != "to":
        return False
    objects = lists.DETERMINERS | lists.POSSESSIVES
    first, following = words[index], words[index + 1].lower()
    return first.islower() and first not in objects and following in objects


def _is_doing(words: Sequence[str]) -> bool:
    """Whether a form in -ing has an object: "closing its branches", but not "the opening hours"."""
    following = words[1].lower() if len(words) > 1 else ""
    objects = lists.DETERMINERS | lists.POSSESSIVES
    return bool(words) and words[0].endswith("ing") and following in objects


def _begins(words: Sequence[str], index: int, begun: int) -> bool:
    """Whether an article begins another noun phrase right behind one: "in Selby | a week before"."""
    if not begun < index < len(words) or words[index].lower() not in ("a", "an", "the"):
        return False
    return words[index - 1].lower() not in lists.DETERMINERS | lists.PREPOSITIONS


def _is_manner(lower: str) -> bool:
    """Whether it is an adverb such as "roughly", and none of the nouns in -ly."""
    return len(lower) > _SHORTEST_MANNER and lower.endswith("ly") and lower not in _NOUNS_IN_LY


def _is_form(words: Sequence[str], index: int) -> bool:
    """Whether a word after a noun is a participle or a verb: `people killed in the storm`."""
    before = words[index - 1].lower()
    last = index + 1 == len(words) or words[index + 1].lower() in lists.PREPOSITIONS
    return lists.is_past(words[index].lower()) and last and before not in lists.DETERMINERS


def _one(
    words: Sequence[str], start: int, end: int, role: Role, preposition: str = ""
) -> tuple[Phrase, ...]:
    inside = words[start:end]
    if not inside or all(word.lower() in lists.DETERMINERS | {","} for word in inside):
        return ()
    return (Phrase(" ".join(inside), start, end, role, preposition),)
