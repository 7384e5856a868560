"""Evidence made ready once, so that many sentences can be held against it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from rag.checker.names import Register, register
from rag.checker.words import Word, words
from rag.domain import Quantity
from rag.ports import Encoder
from rag.quantities import find

if TYPE_CHECKING:
    from rag.ports import Vectors

_JOINTS: Final = re.compile(r"[-‐‑–\s]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """One quotation or sentence of the evidence, taken apart."""

    text: str
    words: tuple[Word, ...]
    content: tuple[Word, ...]
    stems: frozenset[str]
    """The stems of the words that carry content."""
    quantities: tuple[Quantity, ...]


class EvidenceBase:
    """The evidence of any number of sentences: quotations, or all sentences of a source."""

    def __init__(
        self,
        evidence: Sequence[str],
        vectors: "Vectors",
        *,
        cited: bool,
    ) -> None:
        """Take the texts apart; `vectors` are their encodings, row by row."""
        self.passages = tuple(_passage(text) for text in evidence)
        self.vectors = vectors
        self.cited = cited
        self.names: Register = register("\n".join(evidence), words("\n".join(evidence)))

    @classmethod
    def of(
        cls,
        evidence: Sequence[str],
        *,
        encoder: Encoder,
        vectors: "Vectors | None" = None,
        cited: bool = False,
    ) -> "EvidenceBase":
        """The base of these texts; `vectors` are their encodings where they are known already.

        `cited` says that they are the quotations a sentence cites, whose hedges and
        attributions it must keep, rather than all that a source says.
        """
        encoded = encoder.encode_documents(tuple(evidence)) if vectors is None else vectors
        return cls(evidence, encoded, cited=cited)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Every quantity of the evidence."""
        return tuple(quantity for passage in self.passages for quantity in passage.quantities)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all words of the evidence."""
        return frozenset(word.stem for passage in self.passages for word in passage.words)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The folded content words of the evidence."""
        return frozenset(word.key for passage in self.passages for word in passage.content)

    @cached_property
    def every_key(self) -> frozenset[str]:
        """All folded words of the evidence."""
        return frozenset(word.key for passage in self.passages for word in passage.words)

    @cached_property
    def running_text(self) -> str:
        """All of the evidence in lower case, hyphens and white space as single spaces."""
        joined = "\n".join(passage.text for passage in self.passages)
        return f" {_JOINTS.sub(' ', joined.lower())} "

    def holds(self, phrase: str) -> bool:
        """Whether the phrase stands in the evidence, hyphened or not."""
        spaced = _JOINTS.sub(" ", phrase.lower())
        return spaced in self.running_text or spaced.replace(" ", "") in self.running_text


def _passage(text: str) -> Passage:
    cut = words(text)
    content = tuple(word for word in cut if word.means)
    return Passage(text, cut, content, frozenset(word.stem for word in content), find(text))
