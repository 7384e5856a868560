"""A sentence taken apart: its words, figures and names."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.checker.names import Name, names, runs
from rag.checker.words import Word, words
from rag.domain import Quantity
from rag.ports import Encoder
from rag.quantities import find

if TYPE_CHECKING:
    from rag.ports import Vector

_ENUMERATOR: Final = re.compile(r"\s*\(?\d{1,2}[.)]\s")


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that is held against evidence."""

    text: str
    words: tuple[Word, ...]
    quantities: tuple[Quantity, ...]
    names: tuple[Name, ...]
    runs: tuple[tuple[Name, ...], ...]
    """The names that stand side by side."""
    vector: "Vector"

    @property
    def content(self) -> tuple[Word, ...]:
        """The words that carry content."""
        return tuple(word for word in self.words if word.means)

    @property
    def plain(self) -> tuple[Word, ...]:
        """The words that carry content and are neither names nor parts of figures."""
        named = {name.word.start for name in self.names}
        return tuple(
            word
            for word in self.content
            if word.start not in named and not within(word, self.quantities)
        )


def parse(sentence: str, *, encoder: Encoder) -> Claim:
    """The sentence taken apart; a number that only counts it in a list is left out."""
    listed = _ENUMERATOR.match(sentence)
    begins = listed.end() if listed else 0
    quantities = tuple(found for found in find(sentence) if found.start >= begins)
    cut = words(sentence)
    named = tuple(name for name in names(sentence, cut) if not within(name.word, quantities))
    vector = encoder.encode_documents((sentence,))[0]
    return Claim(sentence, cut, quantities, named, runs(sentence, named), vector)


def within(word: Word, quantities: tuple[Quantity, ...]) -> bool:
    """Whether the word is part of a figure or date."""
    return any(found.start <= word.start < found.end for found in quantities)
