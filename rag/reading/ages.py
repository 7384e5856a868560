"""Numbers in a text that count nothing and last no time: ages of people, numbers of headings."""

import re
from collections.abc import Iterable
from typing import Final

from rag.domain import Kind, Quantity

_ASKS_AGE: Final = re.compile(
    r"\b(?:old|older|oldest|young|younger|youngest|age[sd]?|birthdays?)\b", re.IGNORECASE
)
_BEHIND_NAME: Final = re.compile(r"[A-ZÀ-Þ][\w’'\-]*, \Z")
_CLOSES: Final = re.compile(r"[,;]|\.(?:\s|\Z)")
_AGED: Final = re.compile(r"\b(?:aged?|age of|ages of)\s+\Z", re.IGNORECASE)
_OLD: Final = re.compile(r"\b(?:years?|months?|weeks?|days?)[ -]olds?\Z", re.IGNORECASE)
_HEADING: Final = re.compile(r"[.)]\s+[A-ZÀ-Þ]")
_OLDEST: Final = 120


def without_ages(
    mentions: Iterable[Quantity], text: str, *, question: str
) -> tuple[Quantity, ...]:
    """The mentions that are no number of a heading, and no age unless the question asks for one."""
    counted = (item for item in mentions if not _numbers_heading(item, text))
    if _ASKS_AGE.search(question):
        return tuple(counted)
    return tuple(item for item in counted if not _is_age(item, text))


def _is_age(mention: Quantity, text: str) -> bool:
    """Whether it is told as an age: `Ada Quist, 44, said`, `aged 44`, `a 106-year-old ship`."""
    if mention.kind is Kind.DURATION:
        return _OLD.search(text, 0, mention.end) is not None
    if mention.kind is not Kind.COUNT or not isinstance(mention.value, int | float):
        return False
    named = _BEHIND_NAME.search(text, 0, mention.start) and _CLOSES.match(text, mention.end)
    aged = _AGED.search(text, 0, mention.start)
    return mention.value <= _OLDEST and bool(named or aged)


def _numbers_heading(mention: Quantity, text: str) -> bool:
    """Whether it only numbers what follows: `2. The budget`."""
    first = not text[: mention.start].strip(" #*(")
    return first and _HEADING.match(text, mention.figure_end) is not None
