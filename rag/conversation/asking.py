"""Another question about what the last question was about: "when?" after "Who was killed?"."""

import re
from typing import Final

from rag.conversation import words as lists
from rag.conversation.frames import Frame, is_plural, question
from rag.conversation.pasts import Past

_ARGUMENT: Final = re.compile(r"(?i)^(?:who|which|what|how (?:many|much))(?: ones?| else)?$")
_LASTS: Final = re.compile(r"(?i)^(?:for )?how long$")
_BEGINS: Final = frozenset("begin begun start started commence".split())
"""What lasts no time itself."""
_COUNTED: Final = re.compile(r"\d[\d,.]* (?!per\b|%)[a-z]+(?: [a-z]+)?$")
"""A figure with what it counts: `900 houses`."""
_LONGEST_THING: Final = 4
"""Words of what can be said of something; more are a clause."""
_ANYBODY: Final = frozenset("anyone anybody someone somebody anything something".split())


def with_question_word(past: Past, asked: str) -> str:
    """The last question asked with other question words, its answer filled in; "" if it cannot.

    `asked` is "when", "how many", "by whom", "since when"; what was asked before is replaced by
    the exact answer, or by its noun.
    """
    frame = past.frame
    if frame is None:
        about = next((one.definite for one in past.phrases), "")
        return question(asked, "were" if is_plural(about) else "was", about) if about else ""
    if _ARGUMENT.match(asked):
        return _argument(past, frame, asked)
    return _adjunct(past, frame, asked)


def _argument(past: Past, frame: Frame, asked: str) -> str:
    """What "who?" and "how many?" ask: what is asked for is the subject, or a part of the clause."""
    asked = re.sub(r"(?i) ones?$", "", asked)
    lower = asked.lower()
    single = lower == "how many" and not is_plural(frame.noun or frame.subject)
    counted = _how_many(past, frame) if single else ""
    if counted or lower == "how much":
        return counted or _how_much(past, frame)
    if frame.is_open:
        noun = frame.noun if lower.startswith(("how many", "which")) else ""
        return question(asked, noun, frame.auxiliary, frame.predicate)
    if lower == "how many" and is_plural(frame.subject):
        auxiliary = "" if frame.auxiliary.lower() == "did" else frame.auxiliary.lower()
        return question(asked, frame.subject, auxiliary, frame.predicate)
    if frame.subject.lower() in _ANYBODY:
        return question(asked, frame.auxiliary.lower(), frame.predicate)
    passive = frame.auxiliary.lower() in lists.BE and lists.is_participle(
        lists.first(frame.predicate)
    )
    if lower == "who" and passive:
        return question("By whom", frame.auxiliary.lower(), frame.subject, frame.predicate)
    noun = frame.noun if frame.has_gap and lower != "who" else ""
    return question(asked, noun, frame.auxiliary.lower(), frame.subject, frame.predicate)


def _how_many(past: Past, frame: Frame) -> str:
    """How many of the several things behind the verb; empty without such."""
    auxiliary, subject, predicate = clause(past, frame)
    several = (one.text for one in past.phrases if one.is_plural and not one.is_time)
    found = next((one for one in several if one in predicate and one.islower()), "")
    owned = lists.first(found) in lists.DETERMINERS | lists.POSSESSIVES
    noun = found.partition(" ")[2] if owned else found
    rest = " ".join(predicate.replace(found, "", 1).split())
    return question("How many", noun, auxiliary, subject, rest) if noun else ""


def _how_much(past: Past, frame: Frame) -> str:
    if frame.is_open:
        return _adjunct(past, frame, "How much")
    return question("How much", frame.auxiliary.lower(), frame.subject, frame.predicate)


def _adjunct(past: Past, frame: Frame, asked: str) -> str:
    """What "when?", "where?" and "why?" ask: the clause stays whole, its gap is filled."""
    auxiliary, subject, predicate = clause(past, frame)
    if _LASTS.match(asked) and lists.first(predicate) in _BEGINS:
        return question("how long", auxiliary, subject, "last")
    if asked.lower() == "what for":
        return question("what", auxiliary, subject, predicate.removesuffix(" for"), "for")
    return question(asked, auxiliary, subject, predicate)


def clause(past: Past, frame: Frame) -> tuple[str, str, str]:
    """Auxiliary, subject and predicate of what was asked about, with the answer in its place."""
    auxiliary = frame.auxiliary.lower()
    if lists.first(frame.asked).lower() in lists.PREPOSITIONS:
        return auxiliary, frame.subject, frame.predicate
    if frame.is_open:
        subject = filler(past, frame)
        if not auxiliary:
            return _supported(frame.predicate, subject)
        return _agreeing(auxiliary, subject), subject, frame.predicate
    if frame.is_copular and frame.question_word == "who" and past.short:
        return auxiliary, past.short, frame.subject
    if frame.has_gap and frame.question_word != "how":
        return auxiliary, frame.subject, _with_object(frame, filler(past, frame))
    return auxiliary, frame.subject, frame.predicate


def filler(past: Past, frame: Frame) -> str:
    """What stands for the question word: the noun it belongs to, or the exact answer."""
    noun, short = frame.noun, past.short
    if noun:
        holds = short and set(noun.lower().split()) & set(short.lower().split())
        if holds:
            return short
        plural_count = frame.question_word in ("how many", "how much")
        if plural_count and _COUNTED.match(short):
            return short
        return noun if plural_count or noun.startswith("the ") else f"the {noun}"
    return short or ("people" if frame.question_word in ("who", "how many") else "this")


def _supported(predicate: str, subject: str) -> tuple[str, str, str]:
    """What was "proposed the act" becomes "did … propose the act"."""
    verb, _, rest = predicate.partition(" ")
    if lists.is_past(verb):
        return "did", subject, f"{base_form(verb)} {rest}".strip()
    if lists.is_third_person(verb):
        return "does", subject, f"{base_form(verb)} {rest}".strip()
    return "do", subject, predicate


def _agreeing(auxiliary: str, subject: str) -> str:
    several = is_plural(subject) or re.search(r"\d", subject) is not None
    pairs = {"was": "were", "is": "are", "has": "have"}
    if several:
        return pairs.get(auxiliary, auxiliary)
    back = {plural: single for single, plural in pairs.items()}
    return back.get(auxiliary, auxiliary)


def _with_object(frame: Frame, thing: str) -> str:
    """The predicate with what its verb misses: after the verb, or after a last preposition."""
    verb, _, rest = frame.predicate.partition(" ")
    last = lists.last(frame.predicate).lower()
    if verb in lists.SAYING and (thing.startswith("that ") or len(thing.split()) > _LONGEST_THING):
        return frame.predicate if rest else f"{verb} that {thing.removeprefix('that ')}"
    if thing == "this" and rest and verb in lists.SAYING:
        return frame.predicate
    if thing == "this" and not lists.is_verb(verb):
        return frame.predicate
    if thing == "this" and rest and last in lists.PREPOSITIONS:
        return frame.predicate.rpartition(" ")[0]
    if rest and last in lists.PREPOSITIONS:
        return f"{frame.predicate} {thing}"
    return " ".join(part for part in (verb, thing, rest) if part)


def base_form(verb: str) -> str:
    """The infinitive of a past tense or of a form in -s."""
    found = lists.base_of(verb)
    return found or verb
