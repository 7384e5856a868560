"""Questions about what was said: "who said that?", "is that confirmed?", "did he say why?"."""

import re
from typing import Final

from rag.conversation import words as lists
from rag.conversation.claims import claim, proposition
from rag.conversation.frames import parse, question
from rag.conversation.referents import Memory

_SAY: Final = "|".join(sorted(lists.SAYING - {"know", "write", "wrote"}))
_THAT: Final = r"(?:that|this|so|it|those|these)"
_WHO_SAID: Final = re.compile(
    rf"(?i)^(who|which \w+) (?:else )?(?:(?:has|have|had) )?({_SAY}|decided) (?:{_THAT})?$|^(?:says who|according to whom?|who says)$"
)
_WHO_TOLD: Final = re.compile(
    rf"(?i)^who (?:(?:has|had) )?(?:told|assured|informed) (?:them|him|her|us|you|people) (?:of )?{_THAT}$"
)
_IS_TRUE: Final = re.compile(
    rf"(?i)^(?:is|was|has|have|are|were) {_THAT} (?:been |really |all |actually |now |ever )*(?:independently |officially )?"
    r"(confirmed|verified|true|certain|official|correct|denied|disputed|known|sure|proven|right|clear|established|a fact)((?: by .+)?)$"
)
_REALLY: Final = re.compile(r"(?i)^(?:really|seriously|are you sure|sure|is it|true|is that so)$")
_DID_SAY: Final = re.compile(
    rf"(?i)^(.+\b(?:{_SAY}|agree|agrees|believe|dispute|doubt|know))(?:(?<=gree) (?:on|with|about))? ({_THAT})$"
)
_EMBEDDED: Final = re.compile(
    r"(?i)^((?:do|does|did|is|was|has|have|can|could|would|who|what)\b.+\b\w+) (why|when|where|how|who|how many|how much|what for)$"
)


def who_said(plain: str, memory: Memory) -> tuple[str, ...]:
    """`Who said that` with what was said."""
    if _WHO_TOLD.match(plain):
        plain = "who said that"
    match = _WHO_SAID.match(plain)
    said = claim(memory.last) if match else ""
    if not match or not said:
        return ()
    return (question(match[1] or "Who", match[2] or "said", "that", said),)


def is_true(plain: str, memory: Memory) -> tuple[str, ...]:
    """`Is that confirmed` with what is doubted."""
    match = _IS_TRUE.match(plain)
    really = _REALLY.match(plain) is not None
    said = claim(memory.last) if match or really else ""
    if not match or not said:
        return (question("Is it true that", said),) if said else ()
    verb = lists.first(plain)
    been = "been" if verb.lower() in ("has", "have") else ""
    single = {"are": "is", "were": "was", "have": "has"}.get(verb.lower(), verb)
    return (question(single, "it", been, match[1], match[2].strip(), "that", said),)


def did_say(plain: str, memory: Memory) -> tuple[str, ...]:
    """`Did he deny that` with what was said."""
    match = _DID_SAY.match(plain)
    said = claim(memory.last) if match else ""
    return (question(match[1], "that", said),) if match and said else ()


def embedded(plain: str, memory: Memory) -> tuple[str, ...]:
    """`Did he say why` with what happened."""
    match = _EMBEDDED.match(plain)
    if not match or match[1].endswith(" and") or parse(plain) is None:
        return ()
    past = memory.last
    objectless = past.frame is not None and past.frame.has_gap
    said = claim(past) if objectless else proposition(past) or claim(past)
    return (question(match[1], match[2].lower(), said),) if said else ()
