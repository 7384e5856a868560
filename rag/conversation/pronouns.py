"""Pronouns of a question in the words of what they mean."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rag.conversation import words as lists
from rag.conversation.frames import Frame, parse
from rag.conversation.referents import Memory
from rag.conversation.understood import Referent

_PERSONAL: Final = frozenset("he him his himself she her hers herself".split())
_NEUTER: Final = frozenset("it its".split())
_PLURAL: Final = frozenset("they them their theirs".split())
_POINTING: Final = frozenset("this that these those".split())
_POSSESSIVE: Final = frozenset("his her its their hers theirs".split())
_EXPLETIVE: Final = re.compile(
    r"(?i)\bit\b(?= (?:\w+ ){0,2}?(?:that|if|whether)\b)"
    r"|\bit\b(?= (?:\w+ ){0,2}?(?:likely|unlikely|possible|certain|necessary|important|easy|hard|difficult|legal|right|wrong|best) to\b)|\bit\b(?= to\b)"
    r"|\bit\b(?= takes?\b(?! (?:effect|place|part|over|off|hold)\b))|\bit\b(?= (?:rain|snow)\w*\b)|(?<=how long is )it\b(?= (?:until|since|to|before)\b)|(?<=what time is )it\b"
)
_EXISTS: Final = re.compile(
    r"(?i)\b(?:is|are|was|were|be|been|will|has|have|any|had) there\b|\bthere (?:is|are|was|were|has|have|be|will|would|could|might|may|been)\b"
)
_MEASURED: Final = frozenset("more less higher lower enough too as normal usual unusual".split())
_STATED: Final = lists.SAYING | {"be", "clear", "mean", "seem", "appear", "follow", "happen"}
_LONGEST_RIDER: Final = 4
"""Words that can stand behind "who said that": "to the court on Monday"."""
_MOST_READINGS: Final = 4
_WORD: Final = re.compile(r"[\w’']+")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question without pronouns, and what they were taken to mean."""

    text: str
    referents: tuple[Referent, ...] = ()


def resolved(text: str, memory: Memory, asked: str = "") -> tuple[Resolved, ...]:
    """The question with its pronouns replaced, likeliest reading first; as it is without any.

    `asked` is what of it was typed, if that is not all.
    """
    found = [match for match in _pronouns(text) if not _was_bound(match, memory, asked)]
    if not found:
        return (Resolved(text),)
    readings = [Resolved(text)]
    words = dict.fromkeys(match.group().lower() for match in found)
    means = {word: memory.candidates(word, asked or text) for word in words}
    known = {word: found for word, found in means.items() if found}
    if not known:
        return tuple(readings)
    most = min(_MOST_READINGS, max(map(len, known.values())))
    return tuple(
        dict.fromkeys(_replaced(text, found, _choice(known, place)) for place in range(most))
    )


def _was_bound(match: re.Match[str], memory: Memory, asked: str) -> bool:
    """Whether the pronoun comes from the last question and means what it meant there."""
    typed, before = (
        {word.lower() for word in _WORD.findall(one)} for one in (asked, memory.last.text)
    )
    return bool(asked) and match.group().lower() in before - typed


def _choice(known: dict[str, tuple[str, ...]], place: int) -> dict[str, str]:
    """For each pronoun its candidate at `place`; two kinds of pronoun never mean the same."""
    chosen: dict[str, str] = {}
    for word, candidates in known.items():
        taken = {means for other, means in chosen.items() if _kind(other) is not _kind(word)}
        free = [one for one in candidates if one not in taken] or list(candidates)
        chosen[word] = free[min(place, len(free) - 1)]
    return chosen


def _kind(word: str) -> frozenset[str]:
    kinds = (_PERSONAL, _NEUTER, _PLURAL, _POINTING)
    return next((kind for kind in kinds if word in kind), frozenset())


def _pronouns(text: str) -> list[re.Match[str]]:
    """The pronouns without antecedent in the question itself."""
    expletive = {
        one.start() for one in _EXPLETIVE.finditer(text) if not _governs(text[one.end() :])
    }
    exists = any(_EXISTS.finditer(text))
    found: list[re.Match[str]] = []
    matches = list(_WORD.finditer(text))
    frame = parse(text)
    subject = frame.subject.lower() if frame else ""
    for index, match in enumerate(matches):
        word = match.group().lower()
        before = [one.group() for one in matches[:index]]
        after = [one.group() for one in matches[index + 1 :]]
        if word == "there" and not exists and before:
            found.append(match)
        elif word in _PERSONAL | _NEUTER | _PLURAL:
            # A subject behind its auxiliary is never what the question word belongs to.
            free = word == subject and before[-1:] == _auxiliary(frame)
            if match.start() not in expletive and (free or not _bound(word, before, after)):
                found.append(match)
        elif (
            word in _POINTING
            and not _joins(word, before, after)
            and _stands_alone(match, before, after)
        ):
            found.append(match)
    return found


def _auxiliary(frame: Frame | None) -> list[str]:
    return [frame.auxiliary] if frame else []


def _governs(rest: str) -> bool:
    """Whether a verb follows whose object "that" is: of "will it pay that back?"."""
    words = rest.lower().split()[:2]
    return (
        len(words) > 1
        and words[1] == "that"
        and words[0] not in _STATED
        and lists.is_base(words[0])
    )


def _bound(word: str, before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether something said earlier in the question can be meant.

    An object never means the subject of its own clause, which would be "itself".
    """
    later = before[1:] if before and before[0].lower() in lists.QUESTION_WORDS else before
    named = [one for one in later if one[:1].isupper() and one.lower() not in lists.AUXILIARIES]
    if _is_object(word, before, after) and _clause_mates(later) < 2:
        return False
    if word in _PERSONAL:
        people = {"who", "person", "man", "woman", "anyone", "somebody"}
        return bool(named) or bool(people & {one.lower() for one in later})
    determined = any(
        one.lower() in lists.DETERMINERS - {"that", "many", "more", "much", "no", "all"}
        for one in later
    )
    several = word in _PLURAL and any(
        one.lower().endswith("s") or one.lower() in ("people", "men", "women", "children")
        for one in later
        if one.islower()
        and one.lower() not in lists.AUXILIARIES | lists.POSSESSIVES | {"this"}
        and not lists.is_third_person(one.lower())
    )
    if word in _PLURAL:
        return several or (bool(named) and not _personal(later))
    return determined or (bool(named) and word == "its")


def _is_object(word: str, before: Sequence[str], after: Sequence[str]) -> bool:
    if word not in ("him", "her", "it", "them") or not before:
        return False
    following = after[0].lower() if after else ""
    ends = not following or following in lists.PREPOSITIONS | lists.ADVERBS
    return ends and before[-1].lower() not in lists.AUXILIARIES


def _clause_mates(words: Sequence[str]) -> int:
    """How many things were named before in one clause; 2 where there is a second clause."""
    if any(word.lower() in lists.CONJUNCTIONS | lists.QUESTION_WORDS for word in words):
        return 2
    heads = 0
    for at, word in enumerate(words):
        before = words[at - 1] if at else ""
        determined = before.lower() in lists.DETERMINERS | lists.POSSESSIVES
        begins = word[:1].isupper() and word.lower() not in lists.AUXILIARIES
        heads += determined or (begins and not before[:1].isupper())
    return heads


def _personal(words: Sequence[str]) -> bool:
    return any(word.lower() in _PERSONAL for word in words)


def _stands_alone(match: re.Match[str], before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether "that" is no article, no relative pronoun and no conjunction."""
    word = match.group().lower()
    if before and before[-1].lower() in lists.AUXILIARIES and _only_verb(after):
        return True
    if before and before[-1].lower() in lists.BE and _judges(before, after):
        return True
    if after and after[0].lower() not in lists.PREPOSITIONS | lists.AUXILIARIES:
        return False
    if word == "that" and after and after[0].lower() in lists.AUXILIARIES:
        return not before or before[-1].lower() in lists.AUXILIARIES | lists.QUESTION_WORDS
    return not (word in ("these", "those") and after and after[0].lower() == "of")


def _judges(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether what follows "is that" is no noun: "is that legal?", "is that more than before?"."""
    return len(before) == len(after) == 1 or (bool(after) and after[0].lower() in _MEASURED)


def _joins(word: str, before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether "that" begins what is said, "who said that at least …", or is a time, "before that"."""
    if word != "that":
        return False
    if before and before[-1].lower() in ("before", "after", "since") and not after:
        return True
    said = bool(before) and before[-1].lower() in lists.SAYING and len(after) > _LONGEST_RIDER
    return said or (bool(after) and "it" in [word.lower() for word in before[-3:]])


def _only_verb(words: Sequence[str]) -> bool:
    """Whether the words begin with a verb and no noun: of "what would that cost?"."""
    follows = words[1].lower() if len(words) > 1 else "to"
    begins = lists.PREPOSITIONS | lists.ADVERBS | lists.DETERMINERS | lists.PRONOUNS
    return bool(words) and lists.is_base(words[0].lower()) and follows in begins


def _replaced(text: str, found: Sequence[re.Match[str]], means: dict[str, str]) -> Resolved:
    """The text with each pronoun's meaning in its place."""
    parts: list[str] = []
    referents: list[Referent] = []
    end = 0
    for match in found:
        word = match.group().lower()
        if word not in means:
            continue
        meant = means[word]
        owns = word in _POSSESSIVE and _owns(word, text[match.end() :])
        parts.extend((text[end : match.start()], _possessive(meant) if owns else meant))
        referents.append(Referent(word, meant))
        end = match.end()
    parts.append(text[end:])
    told = "".join(parts)
    return Resolved(told[:1].upper() + told[1:], tuple(dict.fromkeys(referents)))


def _owns(word: str, rest: str) -> bool:
    """Whether the pronoun stands before a noun: "her predecessor", not "tell her about"."""
    if word in ("his", "its", "their"):
        return True
    following = _WORD.search(rest)
    if following is None:
        return word in ("hers", "theirs")
    nouns = lists.PREPOSITIONS | lists.CONJUNCTIONS | lists.DETERMINERS | lists.ADVERBS
    return following.group().lower() not in nouns


def _possessive(name: str) -> str:
    return f"{name}’" if name.endswith("s") else f"{name}’s"
