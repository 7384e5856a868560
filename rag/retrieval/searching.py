"""Candidate sentences for a question, from one library."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.domain import Candidate
from rag.ports import Catalogue, Encoder, VectorStore
from rag.questions import Question
from rag.retrieval.folding import fold
from rag.retrieval.fusing import Scored, fuse
from rag.retrieval.spreading import order, spread

if TYPE_CHECKING:
    from rag.ports import Vector

DEPTH: Final = 50
"""How deep each ranking is read before they are fused."""


@dataclass(frozen=True)
class Retriever:
    """Finds candidate sentences in one library."""

    catalogue: Catalogue
    vectors: VectorStore
    encoder: Encoder

    def candidates(
        self, question: Question, count: int, *, among: Sequence[int] | None = None
    ) -> tuple[Candidate, ...]:
        """At most `count` sentences, best first, from the documents `among` (default all).

        Later copies of a sentence in other documents are folded into it.
        """
        query = self.encoder.encode_query(question.text)
        dense = self.vectors.search(query, DEPTH, among=among)
        lexical = dict(self.catalogue.search_text(question.words, DEPTH, among=among))
        ids = tuple(dict.fromkeys((*(identity for identity, _ in dense), *lexical)))
        cosines = self._cosines(ids, query)
        pool = [
            Scored(item, cosines[item.id], lexical.get(item.id, 0.0))
            for item in self.catalogue.sentences(ids)
        ]
        fused = fuse(pool)
        found = [
            Candidate(item.sentence, item.dense, item.lexical, fused[item.sentence.id])
            for item in pool
        ]
        return spread(fold(sorted(found, key=order)), count)

    def _cosines(self, ids: Sequence[int], query: "Vector") -> dict[int, float]:
        found, rows = self.catalogue.vectors(ids)
        return {int(item): float(row @ query) for item, row in zip(found, rows, strict=True)}
