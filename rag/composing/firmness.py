"""How surely something is told, held against quotations verb for verb.

To the checker every verb of saying reports. A reader takes what was confirmed for a fact and what
was claimed for none, so what a model writes keeps the source's own verb of either kind.
"""

from collections.abc import Iterable
from typing import Final

from rag.checker.words import word_set, words
from rag.opposites import stem

_FIRM: Final = word_set(
    "confirmed announced revealed acknowledged admitted disclosed conceded verified proved "
    "established demonstrated"
)
_DOUBTING: Final = word_set(
    "claimed alleged allegedly suggested believed estimated predicted argued asserted insisted "
    "contended reportedly purported purportedly supposed supposedly"
)
_STEMS: Final = frozenset(stem(word) for word in _FIRM | _DOUBTING)


def foreign_verbs(text: str, quotations: Iterable[str]) -> tuple[str, ...]:
    """The verbs of a sentence that say how sure it is and stand, in any form, in no quotation."""
    held = {word.stem for quotation in quotations for word in words(quotation)}
    return tuple(
        word.text for word in words(text) if word.stem in _STEMS and word.stem not in held
    )
