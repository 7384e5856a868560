"""What is no question by itself and is put into the last one: "and killed?", "what about 2019?"."""

import re
from typing import Final

from rag.conversation import words as lists
from rag.conversation.frames import parse

_ABOUT: Final = re.compile(
    r"(?i)^(?:and |but |so |ok |okay )*(?:what about|how about|what of|as for|(?:the )?same (?:question |thing )?(?:for|about|with)|ditto for) (?:in the case of )?(.+)$"
)
_AND: Final = re.compile(
    r"(?i)^(?:and|but|or|also|plus|(?:no |sorry |and )?i (?:mean|meant)|make that|rather)[ ,]+(?:what of |also )?(.+)$"
)
_SHORTEST: Final = 3
"""Words of the shortest run of content that is a search of its own and not a fragment."""


def fragment(bare: str, *, asks: bool) -> str:
    """What is put into the last question: the rest of "and X", "what about X", or a bare X."""
    about = _ABOUT.match(bare)
    if about:
        return about[1]
    joined = _AND.match(bare)
    text = joined[1] if joined else bare
    if parse(text) is not None or _is_request(text):
        return ""
    return text if joined or not _searches(text, asks=asks) else ""


def _searches(text: str, *, asks: bool) -> bool:
    """Whether words without a verb are a search of their own: `population of Weirton`."""
    words = [word.lower() for word in text.split()]
    content = [word for word in words if word not in lists.DETERMINERS | lists.PREPOSITIONS]
    if len(content) >= _SHORTEST:
        return True
    return not asks and len(content) > 1 and words[0] not in lists.PREPOSITIONS


def _is_request(text: str) -> bool:
    first = lists.first(text).lower()
    return first in (
        "tell",
        "list",
        "describe",
        "explain",
        "summarise",
        "summarize",
        "show",
        "give",
        "compare",
        "name",
    )
