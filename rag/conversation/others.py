"""Others than those who were asked about: "and those who left?", "and the county?"."""

import re
from typing import Final

from rag.conversation import words as lists
from rag.conversation.frames import is_plural, question
from rag.conversation.pasts import Past

_THOSE: Final = re.compile(
    r"(?i)^(?:those (?:who|that|which|in|of|with|without|from)\b|the others?$)"
)


def told_of(past: Past, text: str) -> tuple[str, ...]:
    """Of how much the answer says what somebody else does: "the county pays £800,000"."""
    frame = past.frame
    one = text[:1].isupper() or (text.lower().startswith("the ") and not is_plural(text))
    if not frame or frame.question_word not in ("how many", "how much") or not one:
        return ()
    does = re.compile(rf"(?i)\b{re.escape(text)} ([a-z]+) (?:[a-z]+ )?[£$€]?\d")
    told = (match[1] for quote in past.quotes for match in does.finditer(quote))
    verb = next((one for one in told if lists.is_third_person(one) or lists.is_past(one)), "")
    auxiliary = "did" if lists.is_past(verb) else "does"
    base = lists.base_of(verb) if verb else ""
    return (question(frame.asked, auxiliary, text, base),) if base else ()


def of_those(past: Past, text: str) -> tuple[str, ...]:
    """Of how many of others the same is asked: "and those who left?"."""
    frame = past.frame
    if not frame or frame.question_word != "how many" or not frame.is_open:
        return ()
    if not _THOSE.match(text):
        return ()
    return (question("how many of", text, frame.auxiliary, frame.predicate),)
