"""Short questions about the last answer: "is that per year?", "and if it doesn't?"."""

import re
from typing import Final

from rag.conversation.frames import question
from rag.conversation.referents import Memory

_UNITS: Final = (
    "year|month|week|day|night|hour|minute|second|pound|kilo|kilogram|tonne|ton|mile|kilometre|metre"
    "|litre|pint|gallon|head|piece|time|person|household|share|unit|dose|pupil|child"
)
_RATE: Final = re.compile(
    r"(?i)^(?:is|was|are|were) (?:that|it|this|those|they) (?:all |just )?"
    rf"((?:per|each|every) [a-z-]+|an? (?:{_UNITS})|each|apiece|altogether|in total|per cent)$"
)
_IF: Final = re.compile(
    r"(?i)^(?:what )?(if (?:it|he|she|they|this|that|we|you)\b(?: [\w’'-]+){1,4})$"
)
_FIGURE: Final = re.compile(r"\d")


def rate(plain: str, memory: Memory) -> tuple[str, ...]:
    """`Is that per year` as the last question, asked by the year."""
    match, last = _RATE.match(plain), memory.last
    if not match or not last.frame or not last.frame.asked:
        return ()
    if not any(_FIGURE.search(text) for text in (*last.shorts, *last.quotes)):
        return ()
    return (question(last.text.rstrip(" ?"), match[1]),)


def condition(plain: str, memory: Memory) -> tuple[str, ...]:
    """`If it does not` as what happens then."""
    match = _IF.match(plain) if memory.pasts else None
    return (question("What happens", match[1]),) if match else ()
