"""What a pronoun can mean after the turns of a conversation: candidates, likeliest first.

The order is that of salience in the last question: its subject before its object before what
stands behind prepositions, then the answer, then the turns before. An answer comes first where
the question asked for just such a thing ("Who …?" and "he"). What stands with a verb that is
asked about again comes before all of these.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from rag.conversation import words as lists
from rag.conversation.actions import ACTS, BLAMES, CHANGES, MONEY, OPPOSES, RESEARCHES, SPENDS
from rag.conversation.frames import is_plural
from rag.conversation.names import Passages, is_site, named, names, sites, speakers
from rag.conversation.pasts import GENDERS, Past
from rag.conversation.phrases import Phrase, Role
from rag.conversation.turns import Conversation
from rag.questions import QuestionKind, content_words, stem

_REMEMBERED: Final = 4
"""How many turns back a pronoun may point."""


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
        found = [text for past in pasts for text in finder(self, past)]
        if pronoun in _THINGS:
            found = [*self._happened(question), *_sums_last(found, question)]
        if pronoun == "they" and RESEARCHES.search(question):
            found = [*self._studies(), *found]
        kept = [one for one in dict.fromkeys(found) if self._agrees(pronoun, one)]
        if not kept and pronoun in _THINGS:
            # "what would that cost?" after "What did she promise about fares?"
            owners = [one for past in pasts for one in self._inner(past)]
            several = [one for one in self.candidates("they", question) if not _are_people(one)]
            return tuple((*owners, *several) if pronoun == "its" else (*several, *owners))
        return tuple(kept)

    def topic(self, *, people: bool = True) -> str:
        """What the last question was about: what it says so of, a thing, several, then a person."""
        for past in self.pasts:
            told = (one.definite for one in past.phrases if one.preposition == "about")
            alone = Memory((past,), self.passages)
            pronouns = ("it", "they", "he", "she") if people else ("it", "they")
            found = [*told, *(one for word in pronouns for one in alone.candidates(word, ""))]
            places = {one.text for one in past.phrases if one.is_place}
            if found:
                return min(found, key=places.__contains__)
        return ""

    def _happened(self, question: str) -> Iterable[str]:
        """What was measured, of which "it" rose, or what happened, for which somebody is blamed."""
        if CHANGES.search(question):
            yield from (self.last.measure,) if self.last.measure else ()
        elif ACTS.search(question):
            named = (one for one in self.last.phrases if one.is_name and one.role is Role.SUBJECT)
            yield from (one.text for one in named if self.passages.personhood(one.text) <= 1)
        elif SPENDS.search(question) and not any(map(MONEY.search, self.last.shorts)):
            measured = self.last.frame and self.last.frame.question_word == "how much"
            yield from (self.last.measure,) if measured and self.last.measure else ()
        elif OPPOSES.search(question):
            yield from (past.doing for past in self.pasts if past.doing)
        elif BLAMES.search(question):
            yield from (past.happening for past in self.pasts if past.happening)

    def _studies(self) -> Iterable[str]:
        told = (one for past in self.pasts for one in past.phrases)
        return (one.definite for one in told if _head(one.text).split()[-1] in _STUDIES)

    def _agrees(self, pronoun: str, candidate: str) -> bool:
        """Whether nobody called the candidate by the other pronoun before."""
        gender = GENDERS.get(pronoun)
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
            if self.passages.is_person(name) and not _owns_only(name, past.quotes):
                yield self.passages.full(name)
        # Where nothing tells who is meant, a name that was asked about and is no place's.
        yield from (
            one.text
            for one in past.phrases
            if one.is_name and not one.is_place and self.passages.personhood(one.text) == 0
        )

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
            if one.is_plural or one.is_time or self._means_person(one) or one.text == past.noun:
                continue
            if one.is_place or one.is_figure or one.is_bare:
                later.append(one.definite)
            else:
                yield one.definite
        if not past.kind.is_quantity and past.kind is not QuestionKind.PERSON:
            single = (one for one in past.nouns if not _phrase(one).is_plural and _is_thing(one))
            yield from (_again(one) for one in single)
        elif past.frame and past.frame.question_word == "how much":
            yield from (one for one in past.shorts if not one.isdecimal())
        yield from later
        yield from (past.happening,) if past.happening else ()

    def _inner(self, past: Past) -> Iterable[str]:
        """The names of bodies inside what was asked about: of "the head of Norham Steel"."""
        for one in past.phrases:
            owned = _OWNER.match(one.text)
            inner = (owned[1] or owned[2]) if owned else ""
            if inner and self.passages.personhood(inner) <= 0:
                yield inner

    def _means_person(self, phrase: Phrase) -> bool:
        if phrase.is_name:
            return self.passages.personhood(phrase.text) > 0
        return self.passages.is_person(_head(phrase.text))

    def plurals(self, past: Past) -> Iterable[str]:
        """Who or what "they" can be: several, or a body such as a club."""
        if past.counted:
            yield past.counted
        elif past.frame and past.frame.question_word in ("which", "what") and is_plural(past.noun):
            yield f"the {past.noun}"
        bodies = [one for one in past.phrases if self._is_several(one)]
        yield from (one.definite for one in bodies)
        if past.kind is not QuestionKind.DATE:
            several = (one for one in past.nouns if _phrase(one).is_plural)
            yield from (f"the {one}" if one[0].isdigit() else one for one in several)
        yield from past.shorts if past.kind is QuestionKind.ORGANISATION else ()
        yield from self._inner(past)
        yield from (
            f"the {one}" for one in speakers(past.quotes) if one.islower() and is_plural(one)
        )

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
        named = sorted(past.phrases, key=lambda one: not one.is_name)
        bodies = [one for one in named if not self._means_person(one) and not one.is_time]
        single = [one for one in bodies if not one.is_plural]
        lies = [one for one in single if one.is_name or is_site(one.text)]
        yield from (f"at {one.definite}" for one in lies)
        yield from (f"at {one}" for one in sites(past.quotes))
        yield from (f"at {one}" for one in self._inner(past))
        yield from (f"at {one.definite}" for one in single if one not in lies)


_OWNER: Final = re.compile(r"(?:.+ of ((?:the )?[A-ZÀ-Þ].*)|([A-ZÀ-Þ].*?)['’]s? .+)$")
_THINGS: Final = ("it", "its", "this", "that")
_SUM: Final = re.compile(r"^(?:\w+ )?(?:[£$€]|US\$)?\d[\d.,]*(?: |$)")


def _sums_last(found: list[str], question: str) -> list[str]:
    """Amounts behind what else "it" can be, where nobody spends it."""
    return (
        found if SPENDS.search(question) else sorted(found, key=lambda one: bool(_SUM.match(one)))
    )


_STUDIES: Final = frozenset("study survey trial report review analysis paper poll".split())
_NOBODY: Final = frozenset("he she it they them him her who what".split())


def _are_people(several: str) -> bool:
    last = lists.last(_head(several))
    return last.endswith("men") or last in ("people", "children", "police", "staff", "residents")


def _owns_only(name: str, quotes: Iterable[str]) -> bool:
    """Whether the name stands only as that of an owner: of "Reed’s agents"."""
    told = [text[at.end() :][:2] for text in quotes for at in re.finditer(re.escape(name), text)]
    return all(rest in ("’s", "'s") for rest in told)


def _newness(phrase: Phrase) -> int:
    """What was just brought up is asked about next: "a bridge" before "the town" before a name."""
    if lists.first(phrase.text).lower() in ("a", "an"):
        return 0
    return 2 if phrase.is_name else 1


def _akin(question: str) -> frozenset[str]:
    return frozenset(stem(word) for word in content_words(question))


def _shares(akin: frozenset[str], text: str) -> bool:
    return bool(akin & _akin(text))


def _phrase(text: str) -> Phrase:
    return Phrase(text, 0, len(text.split()), Role.OBJECT)


def _again(short: str) -> str:
    """`A mine` as it is told a second time."""
    first = lists.first(short).lower()
    return _phrase(short).definite if first in ("a", "an") and len(short.split()) > 1 else short


def _head(text: str) -> str:
    return text.partition(" of ")[0].partition(" in ")[0].lower()


def _is_thing(short: str) -> bool:
    first = lists.first(short)
    return first.lower() in ("a", "an", "the") or first[:1].isupper()


def _placed(short: str) -> str:
    first = lists.first(short).lower()
    return short if first in ("in", "at", "on", "near", "outside", "off") else f"in {short}"


_Finder = Callable[[Memory, Past], Iterable[str]]
_FINDERS: Final[dict[str, _Finder]] = {
    **dict.fromkeys(GENDERS, Memory.persons),
    **dict.fromkeys(("it", "its", "this", "that"), Memory.things),
    **dict.fromkeys(("they", "them", "their", "theirs", "these", "those"), Memory.plurals),
    "there": Memory.places,
}
