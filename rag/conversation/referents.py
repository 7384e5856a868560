"""What a pronoun can mean after the turns of a conversation: candidates, likeliest first.

The order is that of salience in the last question: its subject before its object before what
stands behind prepositions, then the answer, then the turns before. An answer comes first where
the question asked for just such a thing ("Who …?" and "he"). What stands with a verb that is
asked about again comes before all of these.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rag.conversation import words as lists
from rag.conversation.frames import Frame, is_plural, parse
from rag.conversation.names import Passages, named, names, speakers
from rag.conversation.phrases import Phrase, Role, is_time, of_frame, of_text
from rag.conversation.turns import Conversation, Turn
from rag.questions import QuestionKind, analyse, content_words, stem

_REMEMBERED: Final = 4
"""How many turns back a pronoun may point."""
_LONGEST_SHORT: Final = 8
"""Words of the longest answer that can stand in for a pronoun."""
_NUMBER: Final = re.compile(
    r"\d[\d,.]*|[A-Za-z]+ty|[A-Za-z]+teen|one|two|three|four|five|six|seven|eight|nine|ten",
    re.IGNORECASE,
)
_AUXILIARIES: Final = lists.AUXILIARIES - {"may"}
_AFTER_NOUN: Final = (
    lists.PREPOSITIONS
    | lists.AUXILIARIES
    | lists.CONJUNCTIONS
    | lists.DETERMINERS
    | lists.QUESTION_WORDS
)
_PARTS: Final = {Role.SUBJECT: 0, Role.OBJECT: 1, Role.OBLIQUE: 2}


@dataclass(frozen=True)
class Past:
    """A turn as what a follow-up can be made of."""

    text: str
    shorts: tuple[str, ...]
    """The exact answers, where they are short."""
    quotes: tuple[str, ...]
    """The sentences that the answer rests on."""
    gender: dict[str, str]
    """Which of "he" and "she" was taken to mean whom."""

    @classmethod
    def of(cls, turn: Turn, passages: Passages) -> "Past":
        """What `turn` holds; exact answers that are not of the kind asked for are left out."""
        kind = analyse(turn.text).kind
        told = (one.short.strip(' .,;:“”"') for one in turn.answer.answers)
        quotes = tuple(citation.quote for citation in turn.told)
        whole = (_with_noun(one, quotes) for one in told)
        shorts = (one for one in whole if one and _is_asked_for(one, kind, passages))
        referents = turn.understood.referents if turn.understood else ()
        return cls(
            text=turn.text,
            shorts=tuple(one for one in shorts if len(one.split()) <= _LONGEST_SHORT),
            quotes=quotes,
            gender={one.means: _GENDERS[one.word] for one in referents if one.word in _GENDERS},
        )

    @cached_property
    def frame(self) -> Frame | None:
        """The question taken apart, or None."""
        return parse(self.text)

    @cached_property
    def kind(self) -> QuestionKind:
        """What the question asked for."""
        return analyse(self.text).kind

    @cached_property
    def phrases(self) -> tuple[Phrase, ...]:
        """The noun phrases of the question, the most salient first."""
        found = of_frame(self.frame) if self.frame else of_text(self.text)
        return tuple(sorted(found, key=lambda one: _PARTS[one.role]))

    @property
    def nouns(self) -> tuple[str, ...]:
        """The exact answers that are no clauses and can stand where a noun stood."""
        return tuple(one for one in self.shorts if not _AUXILIARIES & set(one.lower().split()))

    @property
    def short(self) -> str:
        """The first exact answer, empty where it is a longer text."""
        return self.shorts[0] if self.shorts else ""


_GENDERS: Final = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
}


@dataclass(frozen=True)
class Memory:
    """The last turns of a conversation, newest first."""

    pasts: tuple[Past, ...]
    passages: Passages

    @classmethod
    def of(cls, conversation: Conversation) -> "Memory":
        """What of `conversation` follow-ups may point at."""
        turns = tuple(reversed(conversation.turns))[:_REMEMBERED]
        quotes = (citation.quote for turn in turns for citation in turn.answer.citations)
        passages = Passages(tuple(dict.fromkeys(quotes)))
        return cls(tuple(Past.of(turn, passages) for turn in turns), passages)

    @property
    def last(self) -> Past:
        """The last turn."""
        return self.pasts[0]

    def candidates(self, pronoun: str, question: str) -> tuple[str, ...]:
        """What `pronoun` in `question` can mean, likeliest first."""
        finder = _FINDERS.get(pronoun)
        if finder is None:
            return ()
        akin = _akin(question)
        pasts = sorted(self.pasts, key=lambda past: not _shares(akin, past.text))
        found = (text for past in pasts for text in finder(self, past))
        kept = [one for one in dict.fromkeys(found) if self._agrees(pronoun, one)]
        return tuple(kept)

    def _agrees(self, pronoun: str, candidate: str) -> bool:
        """Whether nobody called the candidate by the other pronoun before."""
        gender = _GENDERS.get(pronoun)
        known = next(
            (past.gender[candidate] for past in self.pasts if candidate in past.gender), gender
        )
        return lists.last(candidate.lower()) not in _NOBODY | {""} and known == gender

    def persons(self, past: Past) -> Iterable[str]:
        """Who "he" or "she" can be."""
        if past.kind is QuestionKind.PERSON:
            for short in past.shorts:
                yield from self._named(short)
        yield from (
            self.passages.full(one.text)
            for one in past.phrases
            if not one.is_plural and one.is_name and self.passages.is_person(one.text)
        )
        told = [one for one in speakers(past.quotes) if self._is_somebody(one)]
        roles = [
            one.definite
            for one in past.phrases
            if not one.is_name and not one.is_plural and self.passages.is_person(_head(one.text))
        ]
        yield from (*roles, *(name for one in told for name in self._named(one)))
        for name in names(past.quotes):
            if self.passages.is_person(name):
                yield self.passages.full(name)

    def _named(self, words: str) -> Iterable[str]:
        """The person's name in the words, or the words where there is none."""
        found = named(words)
        people = [one for one in found if self.passages.personhood(one) >= 0]
        yield from (self.passages.full(one) for one in people or ([] if found else [words]))

    def _is_somebody(self, speaker: str) -> bool:
        return any(map(self.passages.is_person, (speaker, *named(speaker))))

    def things(self, past: Past) -> Iterable[str]:
        """What "it" can be; places come last, since "there" means them."""
        later: list[str] = []
        for one in sorted(past.phrases, key=_newness):
            if one.is_plural or one.is_time or self._means_person(one) or one.text == _noun(past):
                continue
            if one.is_place or one.is_figure or one.is_bare:
                later.append(one.definite)
            else:
                yield one.definite
        if not past.kind.is_quantity and past.kind is not QuestionKind.PERSON:
            yield from (
                one for one in past.shorts if not _phrase(one).is_plural and _is_thing(one)
            )
        elif past.frame and past.frame.question_word == "how much":
            yield from (one for one in past.shorts if not one.isdecimal())
        yield from later
        yield from _happening(past)

    def _means_person(self, phrase: Phrase) -> bool:
        if phrase.is_name:
            return self.passages.personhood(phrase.text) > 0
        return self.passages.is_person(_head(phrase.text))

    def plurals(self, past: Past) -> Iterable[str]:
        """Who or what "they" can be: several, or a body such as a club."""
        frame = past.frame
        if frame and frame.is_open and frame.noun and _phrase(frame.noun).is_plural:
            yield _counted(frame)
        bodies = [one for one in past.phrases if self._is_several(one)]
        yield from (one.definite for one in bodies)
        if past.kind is not QuestionKind.DATE:
            several = (one for one in past.nouns if _phrase(one).is_plural)
            yield from (f"the {one}" if one[0].isdigit() else one for one in several)
        yield from past.shorts if past.kind is QuestionKind.ORGANISATION else ()

    def _is_several(self, phrase: Phrase) -> bool:
        """Whether it is plural, or a name that is neither a person's nor a place told as one."""
        if phrase.is_plural or phrase.is_time:
            return not phrase.is_time
        return (
            phrase.is_name and not phrase.is_place and self.passages.personhood(phrase.text) <= 0
        )

    def places(self, past: Past) -> Iterable[str]:
        """Where "there" can be, with its preposition."""
        if past.kind is QuestionKind.PLACE and past.short:
            yield _placed(past.short)
        yield from (
            f"{one.preposition} {one.text}"
            for one in past.phrases
            if one.preposition in ("in", "at", "on", "near", "into", "from") and not one.is_time
        )
        bodies = [one for one in past.phrases if not self._means_person(one) and not one.is_time]
        yield from (f"at {one.definite}" for one in bodies if not one.is_plural)


_NOBODY: Final = frozenset("he she it they them him her who what".split())


def _with_noun(short: str, quotes: Iterable[str]) -> str:
    """A bare number with the words that say of what: `1,000` of "1,000 soldiers were wounded"."""
    if not _NUMBER.fullmatch(short):
        return short
    for quote in quotes:
        found = re.search(rf"(?<![\w.,]){re.escape(short)} ((?:[\w’'-]+ ?){{1,5}})", quote)
        noun: list[str] = []
        for word in found[1].split() if found else ():
            if word.lower() in _AFTER_NOUN or (noun and lists.is_past(word)):
                break
            noun.append(word)
        if noun and is_plural(" ".join(noun)):
            return f"{short} {' '.join(noun)}"
    return short


def _happening(past: Past) -> Iterable[str]:
    """What was asked about as a thing: `40 people wounded`."""
    frame = past.frame
    if frame and frame.is_open and frame.auxiliary.lower() in lists.BE and past.short:
        yield f"{past.short} {frame.predicate}"


def _is_asked_for(short: str, kind: QuestionKind, passages: Passages) -> bool:
    """Whether an exact answer is a name where a name was asked for, of a person or of a place."""
    if kind not in (QuestionKind.PERSON, QuestionKind.PLACE):
        return True
    called = named(short)
    if kind is QuestionKind.PLACE:
        return not is_time(short) and not short.isdecimal()
    return not called or any(passages.personhood(one) >= 0 for one in called)


def _newness(phrase: Phrase) -> int:
    """What was just brought up is asked about next: "a bridge" before "the town" before a name."""
    if lists.first(phrase.text).lower() in ("a", "an"):
        return 0
    return 2 if phrase.is_name else 1


def _noun(past: Past) -> str:
    """The noun of the question word, which is asked for and no antecedent of "it"."""
    return past.frame.noun if past.frame else ""


def _akin(question: str) -> frozenset[str]:
    return frozenset(stem(word) for word in content_words(question))


def _shares(akin: frozenset[str], text: str) -> bool:
    return bool(akin & _akin(text))


def _phrase(text: str) -> Phrase:
    return Phrase(text, 0, len(text.split()), Role.OBJECT)


def _head(text: str) -> str:
    return text.partition(" of ")[0].partition(" in ")[0].lower()


def _is_thing(short: str) -> bool:
    first = lists.first(short)
    return first.lower() in ("a", "an", "the") or first[:1].isupper()


def _placed(short: str) -> str:
    first = lists.first(short).lower()
    return short if first in ("in", "at", "on", "near", "outside", "off") else f"in {short}"


def _counted(frame: Frame) -> str:
    """Those who were counted: `the people burned by the kettles`."""
    words = frame.predicate.split()
    says_which = bool(words) and len(words) > 1
    if not says_which:
        return f"the {frame.noun}"
    joined = (
        frame.predicate if frame.auxiliary.lower() in ("was", "were") else f"who {frame.predicate}"
    )
    if frame.auxiliary.lower() not in ("was", "were", ""):
        return f"the {frame.noun}"
    return f"the {frame.noun} {joined}"


_Finder = Callable[[Memory, Past], Iterable[str]]
_FINDERS: Final[dict[str, _Finder]] = {
    **dict.fromkeys(_GENDERS, Memory.persons),
    **dict.fromkeys(("it", "its", "this", "that"), Memory.things),
    **dict.fromkeys(("they", "them", "their", "theirs", "these", "those"), Memory.plurals),
    "there": Memory.places,
}
