"""Sentences found for a question, without an answer: hits, and the order of documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rag.domain import Candidate
from rag.ports import Catalogue, Encoder, VectorStore
from rag.workspace.results import Hit

_ALL_CANDIDATES: Final = 1000
"""More candidates than retrieval ever finds."""


@dataclass(frozen=True)
class Searching:
    """A library to search, or the documents `among` its own."""

    catalogue: Catalogue
    vectors: VectorStore
    encoder: Encoder
    among: tuple[int, ...] | None

    def hits(self, question: str, count: int) -> tuple[Hit, ...]:
        """The passages nearest to the question, those left out that have nothing to do with it."""
        from rag.sufficiency import on_topic

        names = self._names()
        return tuple(
            Hit(names[one.sentence.document_id], one.sentence, one.dense)
            for one in self._candidates(question, count)
            if one.lexical > 0 or on_topic(gain=0.0, dense=one.dense, coverage=0.0)
        )

    def ranking(self, question: str) -> tuple[str, ...]:
        """The paths of the documents in which anything is found, best first."""
        names = self._names()
        found = self._candidates(question, _ALL_CANDIDATES)
        sentences = (sentence for one in found for sentence in (one.sentence, *one.copies))
        return tuple(dict.fromkeys(names[sentence.document_id] for sentence in sentences))

    def _names(self) -> dict[int, str]:
        return {document.id: document.path for document in self.catalogue.documents()}

    def _candidates(self, question: str, count: int) -> Sequence[Candidate]:
        from rag.questions import analyse
        from rag.retrieval import Retriever

        retriever = Retriever(self.catalogue, self.vectors, self.encoder)
        return retriever.candidates(analyse(question), count, among=self.among)
