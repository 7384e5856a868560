"""What a follow-up question means: made self-contained from the turns before it, by rule."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from rag.conversation.asking import with_question_word
from rag.conversation.conditions import condition, rate
from rag.conversation.doubting import did_say, embedded, is_true, who_said
from rag.conversation.fragments import fragment
from rag.conversation.frames import parse, question, split, without_lead
from rag.conversation.implied import any_of, counted, lacking
from rag.conversation.incomplete import (
    beyond,
    counts,
    existing,
    likewise,
    measured,
    reacts,
    relation,
)
from rag.conversation.ones import one_of
from rag.conversation.pronouns import Resolved, resolved
from rag.conversation.referents import Memory
from rag.conversation.replacing import instead, is_own_time
from rag.conversation.sources import Sources, named
from rag.conversation.spoken import closed, opened, unwrapped
from rag.conversation.turns import Conversation
from rag.conversation.understood import Referent, Rule, Understood

_QUESTION_WORDS: Final = re.compile(
    r"(?i)^(?:(?:in|at|by|for|with|from|to|since|until|on|about|of|between|against|under|near|over|among) )?"
    r"(?:who|whom|what|which(?: ones?)?|when|where|why|how(?: (?:many|much|long|often|far|soon|come|so))?)"
    r"(?: (?:exactly|to|from|for|not|then|else))?$"
    r"|^(?:(?:in|at|by|for|with|from|to|since|until|on|under|near) )?(?:which|what) "
    r"(?:day|date|year|month|time|week|century|place|country|city|town|court|grounds|reason|basis|conditions?|context|circumstances|way|manner|age)$"
    r"|^(?:in|at|by|for|with|from|to|since|until|on|under|near|after|over) (?:which|what|how many|how much) [a-z]+$"
)
_HAPPENED: Final = re.compile(
    r"(?i)^(when|where|why|how) (?:(?:is|was|were|are) (?:that|this|it|those|they)(?: so)?|"
    r"(?:did|does|do|has|will) (?:that|this|it|those|they) (?:happen(?:ed)?|occur(?:red)?|take place|come about)|"
    r"(?:is|are|was|were|did|do|does|has|have|had|would|will) (?:\S+ ){1,4}(?:do|doing|done) (?:that|this|it|so)|"
    r"(?:that|this|it) (?:is|was|will be|happen(?:s|ed)|occurred|took place|came about)|"
    r"there|then|those|them|him|her|so (?:much|many|late|long|few|little|high|low))$"
)
_LIES: Final = re.compile(r"(?i)^where (?:is|was) it$")
"""A thing lies somewhere; what happened is "that"."""
_WHO_DID: Final = re.compile(r"(?i)^who (?:did|has done) (?:it|this|that)$")
_CHAT: Final = re.compile(
    r"(?i)^(?:(?:many )?thanks?(?: you)?(?: very much)?|ok(?:ay)?|yes|no|hello|hi|hey|good|great|nice|bye|goodbye|please|sorry|right|exactly|cool|wow|compare|explain|help)$"
)
"""What people say to each other, which asks nothing."""
_MORE: Final = re.compile(
    r"(?i)^(?:(?:tell|give|show) (?:me|us) )?(?:some |any |a bit )?(?:more|further)(?: (?:details?|information|please|on (?:that|this|it)|about (?:that|this|it|him|her|them)))*$"
    r"|^(?:go on|continue|details?|anything else|what else|elaborate|and then(?: what)?|what(?: happened)? next)$"
)
_AND_COUNT: Final = re.compile(r"(?i)^(how (?:many|much)) (?=(\w+))")
_CONTEXT_TURNS: Final = 2


class Preference(Protocol):
    """Which of several readings is likeliest after what was said."""

    def likelihoods(self, said: str, readings: Sequence[str]) -> tuple[float, ...]:
        """How likely each reading is after `said`, in nats per token."""
        ...


@dataclass(frozen=True, slots=True)
class _Reading:
    """One question that may be meant, before its pronouns are resolved."""

    rule: Rule
    texts: tuple[str, ...]
    referents: tuple[Referent, ...] = ()
    """What pronouns meant that are resolved already."""


def is_small_talk(text: str) -> bool:
    """Whether the words are of those that people say to each other, which ask nothing."""
    return _CHAT.match(" ".join(text.split()).strip(" ?!.…,")) is not None


def understand(
    question: str,
    conversation: Conversation,
    *,
    sources: Sources | None = None,
    preference: Preference | None = None,
) -> Understood:
    """The question as it can be asked without the conversation.

    A question that says all that is needed comes back as it is, and so does one that no rule
    makes sense of. `preference` is asked only where there are several readings.
    """
    text = " ".join(question.split())
    unchanged = Understood(text, text, Rule.SELF_CONTAINED)
    if not conversation.turns or not text:
        return unchanged
    memory = Memory.of(conversation)
    source = named(text, conversation, sources)
    if source is None:
        return _read(text, memory, preference=preference) or unchanged
    if not source.rest:
        rest = Understood(text, memory.last.text, Rule.SOURCE)
    else:
        rest = _read(source.rest, memory, preference=preference) or Understood(
            text, _capital(source.rest), Rule.SOURCE
        )
    return replace(rest, asked=text, rule=Rule.SOURCE, sources=source.paths)


def _read(text: str, memory: Memory, *, preference: Preference | None) -> Understood | None:
    """The text without its pronouns and ellipses, or None where there is nothing to do."""
    text = opened(text)
    reading = _reading(text, memory)
    told = [resolved(one, memory, text) for one in (reading.texts if reading else (text,))]
    texts = tuple(dict.fromkeys(one.text for way in told for one in way))
    referents = {one.text: one.referents for way in told for one in way}
    if not texts or (reading is None and texts == (text,)):
        return None
    ordered = _ordered(texts, memory, preference)
    best = ordered[0]
    rule = reading.rule if reading else Rule.PRONOUN
    meant = (*(reading.referents if reading else ()), *referents[best])
    return Understood(text, best, rule, (), tuple(dict.fromkeys(meant)), ordered[1:])


def _ordered(
    texts: tuple[str, ...], memory: Memory, preference: Preference | None
) -> tuple[str, ...]:
    if preference is None or len(texts) == 1:
        return texts
    said = "\n".join(
        f"{past.text} {' '.join(past.shorts or past.quotes[:1])}"
        for past in reversed(memory.pasts[:_CONTEXT_TURNS])
    )
    likely = preference.likelihoods(said, texts)
    return tuple(
        text for _, text in sorted(zip(likely, texts, strict=True), key=lambda it: -it[0])
    )


def _reading(text: str, memory: Memory) -> _Reading | None:
    """What the form of the text makes of it; None for a whole question."""
    bare = closed(text.strip(" ?!.…,"))
    if _CHAT.match(bare):
        return None
    if _MORE.match(bare):
        return _told(Rule.MORE, _more(memory))
    plain = " ".join(without_lead(split(bare)))
    asked = unwrapped(plain)
    for rule, way in _WAYS:
        found = [one for one in way(asked, memory) if one]
        if found:
            return _Reading(rule, tuple(found))
    part = fragment(bare, asks=text.rstrip().endswith("?"))
    if part:
        return _instead(part, memory)
    return _counted_again(bare, plain, memory)


def _told(rule: Rule, *texts: str) -> _Reading | None:
    found = tuple(text for text in texts if text)
    return _Reading(rule, found) if found else None


def _instead(part: str, memory: Memory) -> _Reading | None:
    """The fragment in the last question, in which its pronouns would seem to mean other things."""
    found = Resolved(part) if is_own_time(part) else resolved(part, memory)[0]
    kept = found.text if found.referents else part
    if part[:1].islower():
        kept = part[:1] + kept[1:] if kept[1:2] == part[1:2] else kept
        kept = f"the {kept[4:]}" if kept.startswith("The ") else kept
    reading = _told(Rule.INSTEAD, *instead(memory, kept))
    return replace(reading, referents=found.referents) if reading else None


def _more(memory: Memory) -> str:
    past = memory.last
    about = [one.definite for one in past.phrases if not one.is_time and not one.is_figure]
    topic = about[0] if about else past.short
    return f"Tell me about {topic}" if topic else ""


def _question_word(plain: str, memory: Memory) -> tuple[str, ...]:
    if _WHO_DID.match(plain):
        plain = "by whom"
    happened = _HAPPENED.match(plain)
    if _LIES.match(plain) and memory.candidates("it", plain):
        return ()
    if not happened and not _QUESTION_WORDS.match(plain):
        return ()
    asked = happened[1] if happened else re.sub(r"(?i) (?:exactly|then|to|from)$", "", plain)
    return (
        with_question_word(
            memory.last, "why" if asked.lower() in ("how come", "how so") else asked
        ),
    )


_WAYS: Final = (
    (Rule.QUESTION_WORD, _question_word),
    (Rule.INSTEAD, rate),
    (Rule.IMPLIED, condition),
    (Rule.CLAIM, who_said),
    (Rule.CLAIM, is_true),
    (Rule.CLAIM, did_say),
    (Rule.EMBEDDED, embedded),
    (Rule.IMPLIED, likewise),
    (Rule.IMPLIED, reacts),
    (Rule.IMPLIED, relation),
    (Rule.IMPLIED, existing),
    (Rule.IMPLIED, measured),
    (Rule.IMPLIED, beyond),
    (Rule.IMPLIED, lacking),
    (Rule.IMPLIED, any_of),
    (Rule.IMPLIED, counted),
    (Rule.INSTEAD, counts),
    (Rule.PRONOUN, one_of),
)


def _counted_again(bare: str, plain: str, memory: Memory) -> _Reading | None:
    """Of "and how many left?": what was counted is counted again."""
    match = _AND_COUNT.match(plain)
    frame, past = parse(plain), memory.last.frame
    joined = len(split(plain)) < len(split(bare))
    if not (match and frame and past and joined and past.noun):
        return _Reading(Rule.PRONOUN, (question(plain),)) if joined else None
    if frame.noun or past.question_word not in ("how many", "how much", "which"):
        return _Reading(Rule.PRONOUN, (question(plain),))
    return _Reading(Rule.INSTEAD, (question(match[1], past.noun, plain[match.end() :]),))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
