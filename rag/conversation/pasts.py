"""A turn of a conversation as what a follow-up question can be made of."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rag.conversation import words as lists
from rag.conversation.frames import Frame, is_plural, parse
from rag.conversation.names import Passages, named
from rag.conversation.phrases import Phrase, Role, is_time, of_frame, of_text
from rag.conversation.spoken import plainly
from rag.conversation.turns import Turn
from rag.questions import QuestionKind, analyse

_LONGEST_SHORT: Final = 8
"""Words of the longest answer that can stand in for a pronoun."""
_NUMBER: Final = re.compile(
    r"\d[\d,.]*|[A-Za-z]+ty|[A-Za-z]+teen|one|two|three|four|five|six|seven|eight|nine|ten",
    re.IGNORECASE,
)
_FIGURE: Final = re.compile(r"\d")
_TOLD: Final = re.compile(
    r"(?:[A-ZÀ-Þ][\w’'-]* )+[a-z]{2,}(?:ed|aid|ew|old|ote|ook|ent|eft) (?!by\b)"
)
"""What somebody did, `Quist pleaded guilty to fraud`, is no thing."""
_AUXILIARIES: Final = lists.AUXILIARIES - {"may"}
_AFTER_NOUN: Final = (
    lists.PREPOSITIONS
    | lists.AUXILIARIES
    | lists.CONJUNCTIONS
    | lists.DETERMINERS
    | lists.QUESTION_WORDS
)
_MONEY: Final = frozenset(
    "steal embezzle pay spend raise give get earn make lose owe cost".split()
)
_PARTS: Final = {Role.SUBJECT: 0, Role.OBJECT: 1, Role.OBLIQUE: 2}
GENDERS: Final = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
}
"""Which pronouns mean a man and which a woman."""


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
            text=plainly(turn.text),
            shorts=tuple(one for one in shorts if len(one.split()) <= _LONGEST_SHORT),
            quotes=quotes,
            gender={one.means: GENDERS[one.word] for one in referents if one.word in GENDERS},
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
        if self.frame and not self.frame.asked:
            return ()
        whole = (one for one in self.shorts if not _AUXILIARIES & set(one.lower().split()))
        return tuple(map(_subject, whole))

    @property
    def noun(self) -> str:
        """The noun of the question word, which is asked for and no antecedent of "it"."""
        return self.frame.noun if self.frame else ""

    @property
    def short(self) -> str:
        """The first exact answer, empty where it is a longer text."""
        return self.shorts[0] if self.shorts else ""

    @property
    def happening(self) -> str:
        """What was asked about as a thing, `40 people wounded`; empty where it is none."""
        frame = self.frame
        passive = frame and frame.is_open and frame.auxiliary.lower() in lists.BE
        return f"{self.short} {frame.predicate}" if frame and passive and self.short else ""

    @property
    def doing(self) -> str:
        """What somebody was said to be doing, `lifting sanctions`; empty where nobody was."""
        frame = self.frame
        if not frame or not frame.subject or frame.auxiliary.lower() not in lists.BE:
            return ""
        verb, _, rest = frame.predicate.partition(" ")
        return frame.predicate if verb.endswith("ing") and rest else ""

    @property
    def measure(self) -> str:
        """What was measured, `the number of ships sold`; empty where no figure was asked for."""
        frame = self.frame
        if not frame or not frame.predicate:
            return ""
        word = lists.first(frame.asked).lower()
        what = {"how many": f"the number of {frame.noun or 'those'}", "how much": "the amount"}
        thing = what.get(frame.question_word, "")
        if word == "how" and frame.asked.lower() == "how long":
            thing = "the time"
        if not thing:
            return ""
        if thing == "the amount" and lists.first(frame.predicate) in _MONEY:
            thing = "the money"
        auxiliary = frame.auxiliary.lower()
        if auxiliary in lists.DO:
            verb, _, rest = frame.predicate.partition(" ")
            predicate = f"{lists.inflected(verb, auxiliary)} {rest}".strip()
            return f"{thing} that {frame.subject} {predicate}"
        reduced = frame.is_open and auxiliary in lists.BE
        clause = (frame.subject, "" if reduced else auxiliary, frame.predicate)
        told = " ".join(part for part in clause if part)
        return f"{thing} {told}" if reduced else f"{thing} that {told}"

    @property
    def counted(self) -> str:
        """Those who were counted, `the people burned by the kettles`; empty without such."""
        frame = self.frame
        if not frame or not frame.is_open or not is_plural(frame.noun):
            return ""
        told = len(frame.predicate.split()) > 1
        match frame.auxiliary.lower():
            case "was" | "were" if told:
                return f"the {frame.noun} {frame.predicate}"
            case "" if told:
                return f"the {frame.noun} that {frame.predicate}"
        return f"the {frame.noun}"


def _subject(short: str) -> str:
    """Whom or what a clause of two parts tells of: `a mine` of "a mine collapsed"."""
    words = short.split()
    if len(words) < 2 or not words[-1].islower() or not lists.is_past(words[-1]):
        return short
    return short if words[-2].lower() in lists.DETERMINERS else " ".join(words[:-1])


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


def _is_asked_for(short: str, kind: QuestionKind, passages: Passages) -> bool:
    """Whether an exact answer is a name where a name was asked for, of a person or of a place."""
    if _TOLD.match(short):
        return False
    if kind not in (QuestionKind.PERSON, QuestionKind.PLACE):
        return True
    if kind is QuestionKind.PERSON and _FIGURE.search(short):
        return False
    called = named(short)
    if kind is QuestionKind.PLACE:
        return not is_time(short) and not short.isdecimal()
    return not called or any(passages.personhood(one) >= 0 for one in called)
