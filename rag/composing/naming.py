"""Names held against quotations letter for letter.

The checker knows that U.S. is the United States and that two spellings may be one name. What a
model writes is held to more: it was told to copy names, and a reader looks for them as they stand.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from rag.checker.common import is_common
from rag.checker.words import FUNCTION_WORDS

_WORD: Final = re.compile(r"[^\W\d_]+(?:[’'.&-][^\W\d_]+)*")
_POSSESSIVE: Final = re.compile(r"[’']s?\Z")


def foreign_names(text: str, quotations: Iterable[str]) -> tuple[str, ...]:
    """The capitalised words of a sentence that stand so in none of the quotations.

    A sentence's first word is no name if it is a common one, or stands there with a small letter.
    """
    held = {word for quotation in quotations for word in _words(quotation)}
    found = enumerate(_words(text))
    return tuple(
        word
        for place, word in found
        if word[0].isupper() and word not in held and not (place == 0 and _is_plain(word, held))
    )


def _words(text: str) -> Iterator[str]:
    return (_POSSESSIVE.sub("", found) for found in _WORD.findall(text))


def _is_plain(word: str, held: set[str]) -> bool:
    small = word.lower()
    return small in held or small in FUNCTION_WORDS or is_common(small)
