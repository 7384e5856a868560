"""Titles before the sentences of their documents: many sentences do not say what they are about."""

import re
from typing import Final

MOST_WORDS: Final = 5
"""Words of the longest title that is a name; a headline retells the story, and before every
sentence of it makes all of them alike."""
_WORD: Final = re.compile(r"\b[^\W\d_]{3,}\b")
_ENDS: Final = re.compile(r"[.!?…:]$")


def titled(title: str, text: str) -> str:
    """`text` after `title`, where that names something and `text` does not hold it."""
    name = " ".join(title.split())
    names = _WORD.search(name) is not None and len(name.split()) <= MOST_WORDS
    if not names or name.casefold() in text.casefold():
        return text
    return f"{name} {text}" if _ENDS.search(name) else f"{name}. {text}"
