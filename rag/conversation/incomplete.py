"""Questions whose verb or noun misses what belongs to it: "what does Reed say?", "the cause?"."""

import re
from dataclasses import replace
from typing import Final

from rag.conversation import words as lists
from rag.conversation.asking import clause
from rag.conversation.claims import claim
from rag.conversation.frames import Frame, is_plural, parse, question
from rag.conversation.pasts import Past
from rag.conversation.referents import Memory
from rag.conversation.replacing import circumstances

_ABOUT: Final = frozenset("say says said think thinks thought believe argue reply answer".split())
"""What somebody says, thinks: of what was asked before."""
_COMPLEMENTS: Final = {
    **dict.fromkeys(("comment", "commented"), "on"),
    **dict.fromkeys(
        "respond responded reply replied react reacted object objected answer answered".split(),
        "to",
    ),
    **dict.fromkeys(("approve", "approved"), "of"),
    **dict.fromkeys(("apologise", "apologised", "apologize", "apologized"), "for"),
    **dict.fromkeys(("complain", "complained", "testify", "testified"), "about"),
}
_AGREES: Final = frozenset("agree agrees agreed disagree disagrees disagreed concur".split())
_TRAILS: Final = re.compile(
    r"(?i)^(?P<verb>[a-z]+)(?P<rest>(?:,? (?:too|also|as well|yet|either|at all|publicly|anything(?: else)?|something"
    r"|in (?:return|response|reply)|so far|now))*)$"
)
_RELATIONS: Final = (
    "cause|reason|reaction|response|outcome|result|verdict|sentence|motive|purpose|aim|goal|effect|impact|consequence"
    "|price|cost|owner|author|captain|winner|penalty|total|background|damage|risk|deadline|budget|rationale|source"
    "|turnout|head|director|boss|leader|manager|chairman|chief executive|founder|editor|architect|organiser|organizer|opposition|death toll|toll|value|size|length|age|date|location|place"
)
_RELATION: Final = re.compile(
    rf"(?i)^(?:(?P<asked>(?:who|what) (?:is|was|are|were|will be|would be)) (?:the )|(?:the )?)(?P<noun>(?:main |official |exact |final )?(?:{_RELATIONS})s?)$"
)
_JOINED: Final = {
    **dict.fromkeys(("reaction", "response", "opposition"), "to"),
    "turnout": "in",
    **dict.fromkeys(("reason", "motive", "penalty", "sentence", "rationale"), "for"),
}
_OWNED: Final = re.compile(
    r"(?i)^(?:his|her|its|their) (?:full |real |exact )?(?:age|names?|job|salary|nationality|party|role|title"
    r"|profession|occupation|origin|price|size|value|capital|location|headquarters|religion|hometown)$"
)
_THERE: Final = re.compile(
    r"(?i)^(?:is|are|was|were|have there been|has there been) (?:there )?(?:any|an?) (?!more\b)[a-z]+(?: [a-z]+)?$"
)
_ANYONE: Final = re.compile(
    r"(?i)^(?:was|were|has|have|did|is|are) (?:any(?:one|body)|some(?:one|body)|people)(?: else)?(?: been)? ([a-z]+)(?: yet| so far| too| as well)?$"
)
_HOW: Final = re.compile(
    r"(?i)^how (?!many$|much$|long$|often$|far$|soon$|come$|so$|else$|exactly$|about$|then$)[a-z]+$"
)
_VICTIMS: Final = re.compile(
    r"(?i)^how many (dead|killed|injured|wounded|hurt|missing|arrested|homeless|displaced|affected)$"
)
_WHO: Final = re.compile(r"(?i)^who (is |was |are |were |will |has |would )?([a-z]+)$")
_FROM_WHAT: Final = {
    **dict.fromkeys("pay pays paid paying apologised voted".split(), "for"),
    **dict.fromkeys(
        "benefit benefits benefited benefiting profits profited suffers suffered".split(), "from"
    ),
}
_COUNT: Final = re.compile(r"(?i)^how (?:many|much)$")
_PRONOUNS: Final = ("he", "she", "they", "it", "we", "you", "i")


def reacts(plain: str, memory: Memory) -> tuple[str, ...]:
    """`What does Reed say` with about what, `do they agree` with whom or that what."""
    frame = parse(plain)
    match = _TRAILS.match(frame.predicate) if frame else None
    if not frame or not match or frame.auxiliary.lower() in lists.BE:
        return ()
    verb, rest = match["verb"].lower(), match["rest"]
    if verb in _AGREES:
        return _agreeing(frame, verb, rest, memory)
    asks_what = frame.question_word == "what" or "anything" in rest or "something" in rest
    if verb in _ABOUT and asks_what:
        named = frame.subject and frame.subject.lower() not in _PRONOUNS
        return _with(frame, frame.predicate, "about", memory) if named or verb != "say" else ()
    preposition = _COMPLEMENTS.get(verb, "")
    if not preposition or frame.question_word == "what":
        return ()
    return _with(frame, match["verb"], preposition, memory, rest)


def _with(
    frame: Frame, predicate: str, preposition: str, memory: Memory, rest: str = ""
) -> tuple[str, ...]:
    about = memory.topic(people=frame.subject.lower() not in _PRONOUNS)
    if not about or about == frame.subject:
        return ()
    told = f"{predicate} {preposition} {about}{rest}"
    return (question(frame.asked, frame.auxiliary, frame.subject, told),)


def _agreeing(frame: Frame, verb: str, rest: str, memory: Memory) -> tuple[str, ...]:
    """Agreeing is with who was asked about and speaks, else with what was said."""
    before = memory.last.frame
    speaker = before.subject if before else ""
    people = [one.text for one in memory.last.phrases if one.text == speaker]
    about = memory.topic()
    if people and memory.passages.is_person(memory.passages.full(speaker)):
        told = f"{verb} with {speaker}" + (f" about {about}" if about and about != speaker else "")
    elif memory.last.short and claim(memory.last):
        told = f"{verb} that {claim(memory.last)}"
    else:
        told = f"{verb} about {about}" if about else ""
    return (question(frame.asked, frame.auxiliary, frame.subject, told + rest),) if told else ()


def measured(plain: str, memory: Memory) -> tuple[str, ...]:
    """`How deep` with what; `how many dead` with where."""
    match, victims = _HOW.match(plain), _VICTIMS.match(plain)
    if victims:
        topic = memory.topic()
        what = _scene(memory.last) or (f"because of {topic}" if topic else "")
        return (question("how many people were", victims[1], what),)
    about = memory.topic(people=bool(match) and plain.endswith(("old", "tall", "rich", "ill")))
    frame = memory.last.frame
    if not match or not about or not frame:
        return ()
    past = frame.auxiliary.lower() in ("did", "was", "were") or not frame.auxiliary
    verb = ("were" if past else "are") if is_plural(about) else ("was" if past else "is")
    return (question(plain, verb, about),)


def beyond(plain: str, memory: Memory) -> tuple[str, ...]:
    """`Who lost` with what, `who is paying` with for what."""
    match, past = _WHO.match(plain), memory.last.frame
    if not match or not past:
        return ()
    preposition = _FROM_WHAT.get(match[2].lower(), "")
    about = memory.topic(people=False)
    if preposition and about:
        return (question(plain, preposition, about),)
    verb, _, rest = past.predicate.partition(" ")
    same = past.is_open and past.question_word == "who" and not past.auxiliary and not match[1]
    if not (same and rest and lists.is_past(verb) and lists.is_past(match[2].lower())):
        return ()
    return (question(plain, rest),) if verb != match[2].lower() else ()


def relation(plain: str, memory: Memory) -> tuple[str, ...]:
    """`What was the cause` with of what; `her age` as a question."""
    match = _RELATION.match(plain)
    noun = match["noun"].lower() if match else ""
    before = memory.last.frame
    # "and the chairman?", "and the cost?" are put into the last question where they can be.
    like = (before is not None and before.is_copular) or memory.passages.is_person(
        noun.removesuffix("s")
    )
    about = memory.topic(people=False) if match and (match["asked"] or not like) else ""
    if match and about:
        asked = match["asked"] or ("what are" if is_plural(noun) else "what is")
        return (
            question(
                asked, "the", noun, _JOINED.get(noun.split()[-1].removesuffix("s"), "of"), about
            ),
        )
    if _OWNED.match(plain):
        return (question("what are" if is_plural(plain) else "what is", plain),)
    return ()


def existing(plain: str, memory: Memory) -> tuple[str, ...]:
    """`Were there any survivors`, `was anyone hurt` with in or by what."""
    anyone = _ANYONE.match(plain)
    there = _THERE.match(plain) and re.search(r"(?i)\bany\b|\bthere an?\b", plain)
    if not there and not (anyone and lists.is_verb(anyone[1].lower())):
        return ()
    place = _scene(memory.last)
    about = memory.topic()
    if place:
        return (question(plain, place),)
    return (question(plain, "concerning" if there else "because of", about),) if about else ()


def _scene(past: Past) -> str:
    """Where or when, as something that happened, the last question took place."""
    told = circumstances(past.frame.predicate) if past.frame else ""
    if lists.first(told).lower() in ("when", "while"):
        return told
    scenes = (one for one in past.phrases if one.preposition in ("in", "at", "during", "after"))
    found = next((one for one in scenes if not one.is_time and not one.is_bare), None)
    return f"{found.preposition} {found.text}" if found else ""


def counts(plain: str, memory: Memory) -> tuple[str, ...]:
    """`How many survived` with what is counted: what was counted before, or was asked about."""
    frame, past = parse(plain), memory.last.frame
    if not frame or not past or not _COUNT.match(frame.asked):
        return ()
    if frame.subject.lower() == "there":
        frame = replace(frame, subject="", predicate=f"there {frame.predicate}".strip())
    if not frame.is_open or frame.question_word != "how many" or not frame.predicate:
        return ()
    noun = past.noun if past.question_word in ("how many", "which") else ""
    several = [one.removeprefix("the ") for one in memory.candidates("they", "")[:1]]
    noun = noun or next((one for one in several if one[0].islower() and is_plural(one)), "")
    if not noun:
        return ()
    place = ""
    if past.is_open and past.noun == noun and len(frame.predicate.split()) == 1:
        place = circumstances(past.predicate)
    return (question(frame.asked, noun, frame.auxiliary, frame.predicate, place),)


def likewise(plain: str, memory: Memory) -> tuple[str, ...]:
    """`Did the Liberals too` with what the others did."""
    frame, past = parse(plain), memory.last.frame
    if not frame or not past or frame.asked or not past.predicate:
        return ()
    subject = re.sub(
        r"(?i),? (?:too|also|as well|either)$", "", f"{frame.subject} {frame.predicate}".strip()
    )
    if subject.strip().lower() in ("it", "that", "this", "there", "so", "") or _has_predicate(
        frame
    ):
        return ()
    if not _is_bare(subject):
        return ()
    auxiliary, _, predicate = clause(memory.last, past)
    if not _alike(frame.auxiliary.lower(), auxiliary):
        return ()
    return (question(frame.auxiliary, subject.strip(), predicate),)


def _has_predicate(frame: Frame) -> bool:
    """Whether something is said of the subject."""
    return re.match(r"(?i)^(?:too|also|as well|either)?$", frame.predicate) is None


def _is_bare(subject: str) -> bool:
    """Whether the words are a subject and hold no verb: a pronoun, a name, `the mayor`."""
    words = subject.split()
    named = all(word[:1].isupper() for word in words)
    return named or subject.lower() in _PRONOUNS or (words[0].lower() == "the" and len(words) == 2)


def _alike(one: str, other: str) -> bool:
    kinds = (lists.BE, lists.DO, lists.HAVE, lists.MODALS)
    return any(one in kind and other in kind for kind in kinds)
