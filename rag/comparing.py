"""What each document says of a topic: its best sentences, cited."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rag.citing import Citations
from rag.domain import Candidate, Comparison, DocumentSays, Sentence
from rag.errors import RefusedError
from rag.ports import Catalogue, Encoder, VectorStore
from rag.questions import analyse
from rag.retrieval import SHORTEST_WORDS, Retriever

DOCUMENTS: Final = 6
"""How many documents stand beside each other at most."""
SENTENCES: Final = 2
"""How many sentences of each are shown."""
_FOUND: Final = 100
_NEAR: Final = 0.35
"""Least cosine of a sentence that shares no word with the topic."""
_REACH: Final = 0.6
"""How far behind a document's best sentence another of its own may lie."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence about the topic, and how well it fits."""

    sentence: Sentence
    score: float
    dense: float


@dataclass(frozen=True)
class Comparer:
    """Compares the documents of one library."""

    catalogue: Catalogue
    vectors: VectorStore
    encoder: Encoder

    def compare(
        self, topic: str, *, among: Sequence[int] | None = None, first_citation: int = 1
    ) -> Comparison:
        """The best sentences about `topic` of each document `among` (default all).

        Copies of a sentence count for each document that holds one. Differing figures are left
        to others: `disagreements` is empty.

        Raises:
            RefusedError: no document says anything of it.
        """
        retriever = Retriever(self.catalogue, self.vectors, self.encoder)
        found = retriever.candidates(analyse(topic), _FOUND, among=among)
        said = _by_document(found)
        if not said:
            raise RefusedError(
                f"the documents say nothing of “{topic}”", "Use words that the documents use."
            )
        citations = Citations(self.catalogue, first_citation)
        stored = {document.id: document for document in self.catalogue.documents()}
        documents = []
        for identity, sentences in tuple(said.items())[:DOCUMENTS]:
            cited = citations.cite_all((one.sentence, one.dense) for one in sentences)
            numbers = tuple(citation.id for citation in cited)
            held = stored[identity]
            documents.append(DocumentSays(held.path, held.title, held.told_date, numbers))
        everyone = len(stored if among is None else set(among))
        return Comparison(
            topic=topic,
            documents=tuple(documents),
            left_out=len(said) - len(documents),
            silent=everyone - len(said),
            disagreements=(),
            citations=citations.all,
        )


def _by_document(found: Sequence[Candidate]) -> dict[int, tuple[_Said, ...]]:
    """The sentences to show of each document, the document with the best one first."""
    groups: dict[int, list[_Said]] = {}
    for one in found:
        if not _is_about(one):
            continue
        for sentence in (one.sentence, *one.copies):
            told = _Said(sentence, one.fused, one.dense)
            groups.setdefault(sentence.document_id, []).append(told)
    return {identity: _shown(said) for identity, said in groups.items()}


def _is_about(one: Candidate) -> bool:
    if len(one.sentence.text.split()) < SHORTEST_WORDS:
        return False
    return one.lexical > 0 or one.dense >= _NEAR


def _shown(said: Sequence[_Said]) -> tuple[_Said, ...]:
    best = said[0].score
    return tuple(one for one in said if one.score >= best - _REACH)[:SENTENCES]
