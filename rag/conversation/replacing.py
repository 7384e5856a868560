"""The last question with a part of it replaced: "and killed?", "what about 2019?"."""

import re
from dataclasses import replace
from typing import Final

from rag.conversation import words as lists
from rag.conversation.asking import clause
from rag.conversation.frames import Frame, is_plural, question, split
from rag.conversation.names import speakers
from rag.conversation.others import of_those, told_of
from rag.conversation.pasts import Past
from rag.conversation.phrases import Phrase, Role, is_time
from rag.conversation.referents import Memory

_BEFORE: Final = re.compile(
    r"(?i)^(?:(?:in |for )?(?:the )?(?:year|season) before(?: (?:that|it))?|(?:in |for )?the previous (?:year|season)|"
    r"a year earlier|before(?: that| then)?)$"
)
_AFTER: Final = re.compile(
    r"(?i)^(?:(?:in |for )?the (?:year|season) after(?: (?:that|it))?|(?:in |for )?the (?:following|next) (?:year|season)|"
    r"a year later)$"
)
_OWN_TIME: Final = re.compile(
    r"(?i)^at (?:its|their|his|her|the) (?:very )?(?:peak|height|highest|lowest|worst|best|start|beginning|outset|end|close)"
    r"(?: point| level)?$"
)
_COUNTS: Final = ("how many", "how much")
_OPPOSITES: Final = {
    one: other
    for pair in (("for", "against"), ("before", "after"), ("with", "without"), ("from", "to"))
    for one, other in (pair, pair[::-1])
}
_LONGEST_VERB: Final = 2
"""Words of `get sick`."""
_STATES: Final = frozenset("dead missing alive homeless ill sick safe free".split())
"""Adjectives that tell what became of people, as participles do."""
_POSSESSOR: Final = re.compile(r"^(?:[Tt]he )?[\w -]+?['’]s? ")
_YEAR: Final = re.compile(r"\b(1[5-9]\d\d|2[01]\d\d)\b")


def instead(memory: Memory, fragment: str) -> tuple[str, ...]:
    """The last question about `fragment` instead of its like, likeliest first."""
    past = _counting(memory, fragment)
    relative = _relative_year(past, fragment)
    words = split(relative or fragment)
    if not words:
        return ()
    text = " ".join(words)
    frame = past.frame
    if frame is None:
        return (f"Tell me about {_without_preposition(words)}",)
    if is_time(text) or is_own_time(text):
        return (_with_time(past, text),)
    if words[0].lower() in lists.PREPOSITIONS:
        return _against(past, words) or _with_place(past, words)
    if _is_event(words, frame):
        return (_with_event(frame, words),)
    return _with_thing(memory, frame, text)


def is_own_time(text: str) -> bool:
    """Whether it is a time in the life of what was asked about: `at its peak`."""
    return _OWN_TIME.match(text) is not None


def _counting(memory: Memory, fragment: str) -> Past:
    """The last turn, or for "and wounded?" after something else the last that counted."""
    words = split(fragment)
    last = memory.last.frame
    if not words or last is None or last.question_word != "who" or not _is_event(words, last):
        return memory.last
    counted = (past for past in memory.pasts if past.frame and past.frame.question_word in _COUNTS)
    return next(counted, memory.last)


def _relative_year(past: Past, fragment: str) -> str:
    """The year 2022 for "the year before" after a question about 2023."""
    step = -1 if _BEFORE.match(fragment) else 1 if _AFTER.match(fragment) else 0
    years = _YEAR.findall(past.text) or [y for text in past.shorts for y in _YEAR.findall(text)]
    return f"in {int(years[-1]) + step}" if step and years else ""


def _without_preposition(words: list[str]) -> str:
    return " ".join(words[1:] if words[0].lower() in lists.PREPOSITIONS else words)


def _with_time(past: Past, text: str) -> str:
    """The question of another time, which takes the place of the first that it had."""
    words = split(past.text)
    old = [one for one in past.phrases if one.is_time]
    own = lists.first(text).lower()
    if old:
        at = old[0]
        start = at.start - (bool(at.preposition) and own in lists.PREPOSITIONS)
        if words[start - 1].lower() in ("last", "next", "this"):
            start -= 1
            text = f"{text} last" if words[start].lower() == "last" and own == "the" else text
        return question(" ".join((*words[:start], text, *words[at.end :])))
    new = text if own in lists.PREPOSITIONS or not _YEAR.match(text) else f"in {text}"
    return question(" ".join((*words, new)))


def _with_place(past: Past, words: list[str]) -> tuple[str, ...]:
    """The question of another place or circumstance, told with a preposition."""
    old = split(past.text)
    own = words[0].lower()
    if own == "before":
        earlier = {"is": "was", "are": "were"}
        return (question(" ".join((*(earlier.get(word, word) for word in old), *words))),)
    if own == "of":
        return _with_owner(past, words)
    like = [one for one in past.phrases if one.preposition == own and not one.is_time]
    places = [one for one in past.phrases if one.is_place and own in ("in", "at", "near", "from")]
    for at in (*like, *places):
        return (question(" ".join((*old[: at.start - 1], *words, *old[at.end :]))),)
    return (question(" ".join((*old, *words))),)


def _against(past: Past, words: list[str]) -> tuple[str, ...]:
    """The question with the opposite preposition: "and against?" after "How many voted for it?"."""
    opposite = _OPPOSITES.get(words[0].lower(), "")
    if not opposite or [word.lower() for word in words[1:]] not in (
        [],
        ["it"],
        ["that"],
        ["them"],
    ):
        return ()
    old = split(past.text)
    places = [at for at, word in enumerate(old) if word.lower() == opposite]
    return tuple(question(*old[:at], words[0], *old[at + 1 :]) for at in places[:1])


def _with_owner(past: Past, words: list[str]) -> tuple[str, ...]:
    """The question of another town's mayor: whose it is is replaced, or added."""
    owner = " ".join(words[1:])
    owned = [_of_another(past, phrase, owner) for phrase in past.phrases]
    found = tuple(one for one in owned if one)
    return found[:1] or (question(" ".join((*split(past.text), *words))),)


def _of_another(past: Past, phrase: Phrase, owner: str) -> str:
    """The question with another owner of what the phrase means, empty where it has none."""
    head, of, _ = phrase.text.partition(" of ")
    possessor, possessed = _POSSESSOR.match(phrase.text), ""
    if possessor:
        possessed = phrase.text[possessor.end() :]
    if not of and not possessed:
        return ""
    new = f"{head} of {owner}" if of else f"{_possessive(owner)} {possessed}"
    old = split(past.text)
    return question(" ".join((*old[: phrase.start], new, *old[phrase.end :])))


def _possessive(name: str) -> str:
    return name if name.endswith(("'s", "’s")) else f"{name}’s"


def _is_event(words: list[str], frame: Frame) -> bool:
    """Whether the fragment is a verb that the question can be asked of: `killed`."""
    first = words[0]
    if not first.islower() or not frame.predicate:
        return False
    if first in _STATES and len(words) == 1:
        return frame.auxiliary.lower() in lists.BE
    if lists.is_past(first) and (lists.is_participle(first) or first in lists.INTRANSITIVE):
        return len(words) == 1 or words[1].lower() in lists.PREPOSITIONS | lists.ADVERBS
    if _is_present(frame) and lists.is_base(first) and len(words) <= _LONGEST_VERB:
        return not is_plural(first) and words[-1].islower()
    infinitive = frame.auxiliary.lower() in lists.DO | lists.MODALS
    return infinitive and lists.is_base(first) and len(words) == 1 and not is_plural(first)


def _is_present(frame: Frame) -> bool:
    """Whether several are asked for by what they do: `How many people die from floods?`."""
    verb = lists.first(frame.predicate).lower()
    return frame.is_open and not frame.auxiliary and lists.is_base(verb) and bool(frame.noun)


def _with_event(frame: Frame, words: list[str]) -> str:
    """The question with another verb; what belonged to the old one alone goes with it."""
    verb, _, rest = frame.predicate.partition(" ")
    shared = _is_present(frame) and lists.first(rest).lower() in lists.PREPOSITIONS
    kept = rest if shared else circumstances(rest) if len(words) == 1 else ""
    changed = replace(frame, predicate=f"{' '.join(words)} {kept}".strip())
    if words[0] in lists.INTRANSITIVE and frame.auxiliary.lower() in lists.BE:
        changed = replace(changed, auxiliary="")
    if frame.auxiliary.lower() in lists.DO and lists.is_past(words[0]):
        changed = replace(changed, predicate=f"{lists.base_of(words[0])} {kept}".strip())
    return changed.text if verb else question(frame.asked, *words)


def circumstances(rest: str) -> str:
    """Place and time of an event, which another event shares."""
    words = rest.split()
    for index, word in enumerate(words):
        if word.lower() in ("in", "on", "at", "during", "after", "since", "when", "while"):
            return " ".join(words[index:])
    return ""


def _with_thing(memory: Memory, frame: Frame, text: str) -> tuple[str, ...]:
    """The question about another person or thing, in place of the one most like it."""
    words = split(frame.text)
    owned = _owned(memory, text) or told_of(memory.last, text) or of_those(memory.last, text)
    if owned:
        return owned
    counts = frame.question_word == "how many" and not frame.noun and is_plural(text)
    if counts and text.islower():
        return (replace(frame, asked=f"{frame.asked} {text}").text,)
    phrases = [one for one in memory.last.phrases if not one.is_time]
    new = Phrase(text, 0, 0, Role.SUBJECT)
    if _is_definite(text) or (frame.subject and text.lower().startswith("the ")):
        # What is counted, "people", is not replaced by what it is counted of.
        phrases = [one for one in phrases if one.text != frame.noun] or phrases
    ranked = sorted(phrases, key=lambda one: -_likeness(memory, new, one, frame))
    if ranked and _asks_of_one(memory, frame, ranked[0], text):
        auxiliary, _, predicate = clause(memory.last, frame)
        return (question(auxiliary, text, predicate),)
    found = [_replaced(words, one, text) for one in ranked]
    return tuple(dict.fromkeys(found)) or (_added(memory, frame, text),)


def _asks_of_one(memory: Memory, frame: Frame, old: Phrase, text: str) -> bool:
    """Whether one of those who were asked for is named: "and Selby?" after "Which towns …?"."""
    if not frame.is_open or frame.question_word not in ("which", "who"):
        return False
    one = text.lower().startswith("the ") or text[:1].isupper()
    if frame.question_word == "which":
        return one and old.text == frame.noun
    return one and memory.passages.is_person(text)


def _is_definite(text: str) -> bool:
    return text.lower().startswith(("the ", "this ", "that ")) and not is_plural(text)


def _owned(memory: Memory, text: str) -> tuple[str, ...]:
    """Where a name that is no person's stands for an owner: "Selby?" after "the mayor of Norham"."""
    owns = text.endswith(("'s", "’s"))
    named = (
        text.rsplit(" ", maxsplit=1)[-1][:1].isupper() and memory.passages.personhood(text) <= 0
    )
    if not (owns or named):
        return ()
    alone = [one for one in memory.last.phrases if one.is_name and not one.is_time]
    found = (_of_another(memory.last, one, text) for one in memory.last.phrases)
    return tuple(one for one in found if one)[:1] if owns or not alone else ()


def _likeness(memory: Memory, new: Phrase, old: Phrase, frame: Frame) -> int:
    """How well the old words can be told in parallel to the new ones."""
    if new.is_name != old.is_name and _is_person(memory, new) == _is_person(memory, old):
        score = 0
    else:
        score = 2 * (new.is_name == old.is_name)
    score += 2 * (_is_person(memory, new) == _is_person(memory, old))
    score += new.is_plural == old.is_plural
    score += old.role is Role.SUBJECT
    score += 2 * (old.text == frame.noun and new.is_plural and not new.is_name)
    return score


def _is_person(memory: Memory, phrase: Phrase) -> bool:
    head = phrase.text if phrase.is_name else phrase.text.partition(" of ")[0].lower()
    return memory.passages.personhood(head) > 0


def _replaced(words: list[str], old: Phrase, text: str) -> str:
    """The question with `text` for the old words, which it may share a determiner with."""
    first, own = lists.first(old.text), lists.first(text)
    takes = own.lower() not in lists.DETERMINERS | lists.POSSESSIVES and not own[:1].isupper()
    article = first.lower() in ("the", "a", "an", "any") and takes
    owner = _POSSESSOR.match(old.text) if takes and text.islower() else None
    new = f"{first} {text}" if article else f"{owner[0] if owner else ''}{text}"
    return question(" ".join((*words[: old.start], new, *words[old.end :])))


def _added(memory: Memory, frame: Frame, text: str) -> str:
    told = "\n".join(memory.passages.texts)
    bare = re.sub(r"(?i)^the ", "", text)
    speaks = any(speaker.endswith(bare) for speaker in speakers(memory.passages.texts))
    if speaks or memory.passages.is_person(text):
        return question(frame.text.rstrip("?"), f"according to {text}")
    found = re.search(rf"\b(in|at|by|from|on) (?:the )?{re.escape(bare)}\b", told)
    place = found[1] if found else "in" if text[:1].isupper() or " " in text else "of"
    return question(frame.text.rstrip("?"), f"{place} {text}")
