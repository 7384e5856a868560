"""Sentences that say in the question's own words what it asks: "Frost was sent off" of "who?"."""

import re
from typing import Final

_WHO: Final = re.compile(r"(?i)^\W*(?:(?:and|but|so) )?who ((?:[\w’'-]+ ){1,7}[\w’'-]+)\W*$")
_NAME: Final = re.compile(
    r"(?:^|\s)(?!(?:He|She|It|They|This|That|These|Those|Who|There|I|We|You|One|But|And|Then|However|Neither|None|Nobody"
    r"|January|February|March|April|May|June|July|August|September|October|November|December|\w+day)\b)"
    r"[A-ZÀ-Þ][\w’'-]*[^\W’'](?:, \d{1,3}(?:, of [^,]{2,40})?)?,?\s\Z"
)
_DOUBTED: Final = re.compile(
    r"(?i)\b(?:if|whether|unless|deny|denie[ds]|denying|doubt\w*|not|never|nor)\b"
)


def stated_outright(question: str, sentence: str) -> bool:
    """Whether a name stands right before what the question asks "who" of.

    >>> stated_outright("Who was sent off?", "Reed, 31, was sent off for a foul.")
    True
    """
    match = _WHO.match(question)
    if not match:
        return False
    told = re.search(rf"(?i)(?<![\w’'-]){re.escape(match[1])}(?![\w’'-])", sentence)
    before = sentence[: told.start()] if told else ""
    return _NAME.search(before) is not None and _DOUBTED.search(before) is None
