"""A question taken apart into what is asked, its auxiliary, its subject and the rest.

No tagger is needed: English questions show their parts by the order of their function words. A
question word before the auxiliary is the subject itself ("Who was killed?") where no subject
follows; with "do" one always follows ("What did the council approve?").
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from rag.conversation import words as lists
from rag.conversation.spoken import written_out
from rag.questions import is_plural_noun

_ARGUMENTS: Final = frozenset(("who", "whom", "what", "which", "whose"))
_MEASURES: Final = frozenset(("many", "much"))
_LEADING: Final = frozenset(("and", "but", "so", "then", "ok", "okay", "well", "also"))
_SEVERAL: Final = lists.NUMBERS - {"one"} | {"several", "many", "few", "both", "dozens", "most"}
_ANYBODY: Final = frozenset(("anyone", "anybody", "someone", "somebody", "anything", "there"))
_NEGATED: Final = re.compile("(?<=[a-z])n['’]t$")
_ENDING: Final = re.compile(r"[\s?!.…]+$")


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts of a question in its own words; joined by spaces they are the question."""

    asked: str
    """`How many people`, `Who`, `Since when`; empty for a question of yes or no."""
    auxiliary: str
    subject: str
    """Empty where the question word is the subject."""
    predicate: str
    """The rest, with the verb."""

    @property
    def question_word(self) -> str:
        """`who`, `how many`, `when`; empty for a question of yes or no."""
        found = [word for word in self.asked.lower().split() if word in lists.QUESTION_WORDS]
        if not found:
            return ""
        after = self.asked.lower().split(found[0], 1)[1].split()
        counts = found[0] == "how" and after and after[0] in _MEASURES
        return f"how {after[0]}" if counts else found[0]

    @property
    def noun(self) -> str:
        """What the question word belongs to: `people` of `How many people`."""
        words = self.asked.split()
        at = next((i for i, w in enumerate(words) if w.lower() in lists.QUESTION_WORDS), None)
        if at is None or words[at].lower() in lists.ADJUNCTS - {"how"}:
            return ""
        rest = words[at + 1 :]
        if words[at].lower() == "how":
            rest = rest[1:] if rest and rest[0].lower() in _MEASURES else []
        rest = rest[1:] if rest and rest[0].lower() in ("else", "exactly", "of") else rest
        return " ".join(rest)

    @property
    def is_open(self) -> bool:
        """Whether the question word is the subject."""
        return bool(self.asked) and not self.subject

    @property
    def is_copular(self) -> bool:
        """Whether it asks what or who the subject is."""
        return (
            self.auxiliary.lower() in lists.BE
            and bool(self.subject)
            and not self.predicate
            and self.question_word in ("who", "what", "which")
        )

    @property
    def has_gap(self) -> bool:
        """Whether the question word stands for an object that its verb misses."""
        argument = self.question_word in _ARGUMENTS or self.question_word in (
            "how much",
            "how many",
        )
        return argument and bool(self.subject) and bool(self.predicate)

    @property
    def text(self) -> str:
        """The question."""
        return question(self.asked, self.auxiliary, self.subject, self.predicate)


def question(*parts: str) -> str:
    """The parts as one question that begins with a capital."""
    said = " ".join(part for part in parts if part).replace(" ,", ",")
    return f"{said[:1].upper()}{said[1:]}?" if said else ""


def split(text: str) -> list[str]:
    """The words of a question, commas standing alone, what ends it left out."""
    return re.sub(r"([,;:])(?=\s|$)", r" \1", _ENDING.sub("", text)).split()


def without_lead(words: list[str]) -> list[str]:
    """The words without "and", "but" or "so" before them."""
    start = 0
    while start < len(words) - 1 and (words[start].lower() in _LEADING or words[start] == ","):
        start += 1
    return words[start:]


def is_plural(noun: str) -> bool:
    """Whether the words mean several: `two men`, `the libraries`, `Russia and China`."""
    before_of = re.split(r"\s(?:of|in|from|at|for|on|by|to|that|who|which)\s", noun.lower())[0]
    words = before_of.split()
    if not words:
        return False
    last = words[-1]
    counted = any(word in _SEVERAL or word == "and" for word in words[:-1])
    several = counted or last in _SEVERAL
    return several or is_plural_noun(last)


def parse(text: str) -> Frame | None:
    """The parts of a question, or None where it has not the form of one."""
    words = without_lead(split(written_out(text)))
    if not words:
        return None
    lowers = [_positive(word.lower()) for word in words]
    if lowers[0] in lists.AUXILIARIES:
        subject, predicate = _subject(words[1:], lowers[0])
        return Frame("", words[0], subject, predicate)
    at = next((i for i, word in enumerate(lowers[:3]) if word in lists.QUESTION_WORDS), None)
    if at is None or any(word not in lists.PREPOSITIONS for word in lowers[:at]):
        return None
    verb = _verb(lowers, at)
    return Frame(" ".join(words), "", "", "") if verb is None else _framed(words, at, verb)


def _positive(word: str) -> str:
    """`wasn't` as `was`: where it stands is what tells the parts of a question."""
    if not _NEGATED.search(word):
        return word
    stem = _NEGATED.sub("", word)
    return {"wo": "will", "ca": "can", "sha": "shall"}.get(stem, stem)


def _framed(words: list[str], at: int, verb: int) -> Frame:
    """The parts of a question whose question word and verb stand at these places."""
    lowers = [word.lower() for word in words]
    asked, rest = " ".join(words[:verb]), words[verb:]
    if lowers[verb] not in lists.AUXILIARIES:
        return Frame(asked, "", "", " ".join(rest))
    if _opens(lowers, at, verb):
        return Frame(asked, rest[0], "", " ".join(rest[1:]))
    subject, predicate = _subject(rest[1:], lowers[verb])
    return Frame(asked, rest[0], subject, predicate)


def _verb(lowers: Sequence[str], at: int) -> int | None:
    """Where the auxiliary or, without one, the verb of the question word at `at` stands."""
    first = at + 1
    counted = lowers[at] == "how" and lowers[first : first + 1] and lowers[first] in _MEASURES
    first += bool(counted)
    for index in range(first, len(lowers)):
        word, following = lowers[index], lowers[index + 1 : index + 2]
        if word in lists.AUXILIARIES:
            return index
        if word in lists.PREPOSITIONS and not is_verb_here(lowers, index):
            continue
        names_thing = (
            index == first
            and following
            and (following[0] in lists.AUXILIARIES or lists.is_past(following[0]))
        )
        if _is_reduced(lowers, index):
            continue
        heads = index == first and lowers[at] in ("which", "whose") and bool(following)
        if is_verb_here(lowers, index) and not names_thing and not heads:
            return index
    return None


def _is_reduced(lowers: Sequence[str], index: int) -> bool:
    """Whether the word begins a relative clause without pronoun: "the people burned by … died"."""
    following = lowers[index + 1 : index + 2]
    if not lists.is_participle(lowers[index]) or "of" not in lowers[:index] or not following:
        return False
    later = range(index + 2, len(lowers))
    verbs = (lowers[at] in lists.AUXILIARIES or is_verb_here(lowers, at) for at in later)
    return following[0] in lists.PREPOSITIONS and any(verbs)


def is_verb_here(lowers: Sequence[str], index: int) -> bool:
    """Whether the word can be the verb after the words before it."""
    word = lowers[index]
    before = lowers[index - 1] if index else ""
    counted = before in _MEASURES and lowers[index - 2 : index - 1] == ["how"]
    if before in lists.DETERMINERS | lists.POSSESSIVES and not counted:
        return False
    if lists.is_past(word) or (lists.is_third_person(word) and before in _ARGUMENTS):
        return True
    if lists.is_third_person(word):
        return not is_plural(before) and index > 1 and index + 1 < len(lowers)
    return lists.is_base(word) and is_plural(before)


def _opens(lowers: Sequence[str], at: int, verb: int) -> bool:
    """Whether the question word is the subject of the auxiliary at `verb`."""
    if lowers[verb] in lists.DO:
        return False
    measured = lowers[at] == "how" and lowers[at + 1] not in _MEASURES
    if (lowers[at] in lists.ADJUNCTS and lowers[at] != "how") or measured:
        return False
    rest = [word for word in lowers[verb + 1 :] if word not in lists.ADVERBS]
    if not rest or (lowers[at] == "how" and len(rest) == 1):
        return True
    begins_noun = lists.DETERMINERS | lists.POSSESSIVES | lists.PRONOUNS
    return rest[0] not in begins_noun and _begins_predicate(rest[0], lowers[verb])


def _begins_predicate(word: str, auxiliary: str) -> bool:
    """Whether the word after an auxiliary belongs to its verb and not to a subject."""
    if word in lists.PREPOSITIONS or word in ("be", "been", "being") or word.endswith("ing"):
        return True
    infinitive = auxiliary in lists.MODALS and lists.is_base(word)
    return infinitive or lists.is_participle(word)


def _subject(words: list[str], auxiliary: str) -> tuple[str, str]:
    """The subject after an auxiliary, and what follows it."""
    if not words:
        return "", ""
    if words[0].lower() in lists.PRONOUNS | _ANYBODY:
        return words[0], " ".join(words[1:])
    begins = _ends_subject(auxiliary.lower())
    determined = words[0].lower() in lists.DETERMINERS | lists.POSSESSIVES
    start = 2 if determined and len(words) > 1 else 1
    for index in range(start, len(words)):
        if begins(words, index):
            return " ".join(words[:index]), " ".join(words[index:])
    at = _unknown_verb(words, start) if auxiliary.lower() in lists.DO | lists.MODALS else 0
    return (" ".join(words[:at]), " ".join(words[at:])) if at else (" ".join(words), "")


def _unknown_verb(words: list[str], start: int) -> int:
    """Where a word stands that is no known verb and has an object: `the court quash the ruling`."""
    objects = lists.DETERMINERS | lists.POSSESSIVES | lists.PRONOUNS
    follows = (at for at in range(start, len(words) - 1) if words[at + 1].lower() in objects)
    taken = lists.PREPOSITIONS | lists.DETERMINERS | lists.CONJUNCTIONS
    return next((at for at in follows if words[at].islower() and words[at] not in taken), 0)


def _ends_subject(auxiliary: str) -> Callable[[list[str], int], bool]:
    if auxiliary in lists.DO | lists.MODALS:
        return _is_infinitive
    return _is_predicate


def _is_infinitive(words: list[str], index: int) -> bool:
    word = words[index]
    if word.lower() in ("be", "have", "do"):
        return True
    if not word.islower() or not lists.is_base(word) or words[index - 1].lower() == "of":
        return False
    later = words[index + 1 : index + 2]
    doubled = bool(later) and later[0].islower() and lists.is_base(later[0])
    return not doubled or not words[index - 1][:1].islower()


def _is_predicate(words: list[str], index: int) -> bool:
    word = words[index]
    if word in ("been", "being"):
        return True
    after = index + 2 < len(words) and words[index + 1].lower() == "of"
    follows = words[index - 1].lower() not in lists.PREPOSITIONS | lists.DETERMINERS
    is_form = lists.is_participle(word) or (word.endswith("ing") and len(word) > 4)
    return word.islower() and is_form and follows and not after
