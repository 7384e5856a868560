"""A sentence of a note beside the source sentence it tells, with all else it may draw on."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rag.checker.claims import Claim, parse
from rag.checker.evidence import EvidenceBase
from rag.checker.names import Name, Register, names, register, runs
from rag.checker.words import words
from rag.checking.alignment import Alignment, align
from rag.checking.evidence import Evidence
from rag.checking.tokens import Token
from rag.domain import EncoderCard, Quantity
from rag.ports import Progress
from rag.quantities import find

if TYPE_CHECKING:
    from rag.ports import Vector, Vectors


@dataclass(frozen=True)
class Pair:
    """What the checks of differences are given."""

    told: str
    """The note's words."""
    source: str
    """The source sentence that agrees best with them."""
    evidence: Evidence
    """What that sentence is part of."""
    others: tuple[str, ...] = ()
    """Everything else that the note cites for it."""
    attributed: bool = False
    """Whether the note names the speaker before the sentence."""
    speakers: Callable[[], frozenset[str]] = frozenset
    """Everybody who says something in the documents cited, as they call them."""
    phrase: bool = False
    """Whether only words of a sentence are told, as in a table."""

    @cached_property
    def alignment(self) -> Alignment:
        """The two sentences laid side by side."""
        return align(self.told, self.source)

    @cached_property
    def told_quantities(self) -> tuple[Quantity, ...]:
        """The figures and dates of the note's sentence."""
        return find(self.told)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The figures and dates of the source sentence."""
        return find(self.source)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The names in the note's sentence that are no parts of figures."""
        found = names(self.told, words(self.told))
        return tuple(
            name
            for name in found
            if not any(q.start <= name.word.start < q.end for q in self.told_quantities)
        )

    @cached_property
    def runs(self) -> tuple[tuple[Name, ...], ...]:
        """Those that stand side by side."""
        return runs(self.told, self.names)

    @cached_property
    def register(self) -> Register:
        """The names of the source sentence."""
        return register(self.source, words(self.source))

    @cached_property
    def others_register(self) -> Register:
        """The names of everything else that is cited."""
        return _register(self.others)

    @cached_property
    def context_register(self) -> Register:
        """The names of what stands around the source sentence."""
        return _register((self.around, self.evidence.title))

    @cached_property
    def around(self) -> str:
        """What stands around the source sentence, the rest of a longer citation included."""
        return "\n".join((self.evidence.context, self.evidence.text))

    @cached_property
    def claim(self) -> Claim:
        """The note's sentence as the checker takes it apart; its vector says nothing."""
        return parse(self.told, encoder=_Wordless())

    @cached_property
    def base(self) -> EvidenceBase:
        """The source sentence and what else is cited, as the checker takes them apart."""
        return EvidenceBase.of((self.source, *self.others), encoder=_Wordless(), cited=True)

    def index(self, start: int) -> int | None:
        """The note's token that holds the character at `start`."""
        for at, token in enumerate(self.alignment.note):
            if token.start <= start < token.end:
                return at
        return None

    def source_text(self, tokens: Iterable[Token]) -> str:
        """The source's words from the first to the last of these tokens."""
        held = tuple(tokens)
        return self.source[held[0].start : held[-1].end] if held else ""

    def covers(self, pattern: re.Match[str]) -> tuple[int, ...]:
        """The source's tokens inside a match."""
        return tuple(
            at
            for at, token in enumerate(self.alignment.source)
            if pattern.start() <= token.start < pattern.end()
        )


class _Wordless:
    """Implements rag.ports.Encoder where only words are compared: no text means anything."""

    card = EncoderCard("none", 1, "")

    def encode_query(self, text: str) -> "Vector":
        """A vector that is like none."""
        vector: Vector = self.encode_documents((text,))[0]
        return vector

    def encode_documents(
        self, texts: Sequence[str], *, progress: Progress | None = None
    ) -> "Vectors":
        """Vectors that are like none."""
        import numpy as np

        return np.zeros((len(texts), 1), np.float32)


def _register(texts: tuple[str, ...]) -> Register:
    joined = "\n".join(texts)
    return register(joined, words(joined))
