"""What each document says of a topic: its best sentences, cited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rag import sufficiency
from rag.citing import Citations
from rag.domain import Candidate, Citation, Comparison, DocumentSays, Sentence
from rag.errors import RefusedError
from rag.ports import Catalogue, Encoder, VectorStore
from rag.questions import Question, analyse
from rag.retrieval import SHORTEST_WORDS, Retriever
from rag.sufficiency import Contradiction, Coverage, Support

DOCUMENTS: Final = 6
"""How many documents stand beside each other at most."""
SENTENCES: Final = 2
"""How many sentences of each are shown."""
_FOUND: Final = 100
_NOTHING_AGAINST: Final = Contradiction(negated=False, opposite=False, number=False)
"""A sentence that denies the topic speaks of it."""
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
        self, topic: str, *, among: Sequence[int] | None = None, cited: Sequence[Citation] = ()
    ) -> Comparison:
        """The best sentences about `topic` of each document `among` (default all).

        Copies of a sentence count for each document that holds one. Differing figures are left
        to others: `disagreements` is empty.

        Raises:
            RefusedError: no document says anything of it.
        """
        asked = analyse(topic)
        retriever = Retriever(self.catalogue, self.vectors, self.encoder)
        found = retriever.candidates(asked, _FOUND, among=among)
        said = _by_document(_Bearing.of(asked, self.catalogue).only(found))
        if not said:
            raise RefusedError(
                f"the documents say nothing of “{topic}”", "Use words that the documents use."
            )
        citations = Citations(self.catalogue, cited)
        stored = {document.id: document for document in self.catalogue.documents()}
        documents = []
        for identity, sentences in tuple(said.items())[:DOCUMENTS]:
            quoted = citations.cite_all((one.sentence, one.dense) for one in sentences)
            numbers = tuple(citation.id for citation in quoted)
            held = stored[identity]
            documents.append(DocumentSays(held.path, held.title, held.told_date, numbers))
        everyone = tuple(stored if among is None else dict.fromkeys(among))
        silent = sorted(stored[one].path for one in everyone if one not in said)
        return Comparison(
            topic=topic,
            documents=tuple(documents),
            left_out=len(said) - len(documents),
            silent=len(silent),
            disagreements=(),
            citations=citations.all,
            silent_documents=tuple(silent),
        )


@dataclass(frozen=True)
class _Bearing:
    """Says which sentences speak of a topic, as it is decided which may answer a question."""

    asked: Question
    frequencies: Mapping[str, int]
    """In how many of the library's sentences each word of the topic occurs."""
    sentences: int

    @classmethod
    def of(cls, asked: Question, catalogue: Catalogue) -> "_Bearing":
        """What bears on a topic in a library."""
        total = sum(document.sentences for document in catalogue.documents())
        return cls(asked, catalogue.word_frequencies(asked.words), total)

    def only(self, found: Sequence[Candidate]) -> tuple[Candidate, ...]:
        """The sentences that speak of the topic, in their order."""
        return tuple(one for one in found if self._speaks(one))

    def _speaks(self, one: Candidate) -> bool:
        if len(one.sentence.text.split()) < SHORTEST_WORDS:
            return False
        text = f"{one.read_as} {one.sentence.heading or ''}"
        coverage = sufficiency.cover(self.asked, text, self.frequencies, self.sentences)
        whole = len(self.asked.words) > 1 and coverage.words == 1.0
        return whole or sufficiency.stands_beside(_support(one, coverage))


def _support(one: Candidate, coverage: Coverage) -> Support:
    return Support(
        gain=0.0,
        dense=one.dense,
        coverage=coverage,
        against=_NOTHING_AGAINST,
        span=None,
        has_type=True,
        has_name=True,
        absent_entities=(),
    )


def _by_document(found: Sequence[Candidate]) -> dict[int, tuple[_Said, ...]]:
    """The sentences to show of each document, the document with the best one first."""
    groups: dict[int, list[_Said]] = {}
    for one in found:
        for sentence in (one.sentence, *one.copies):
            told = _Said(sentence, one.fused, one.dense)
            groups.setdefault(sentence.document_id, []).append(told)
    return {identity: _shown(said) for identity, said in groups.items()}


def _shown(said: Sequence[_Said]) -> tuple[_Said, ...]:
    best = said[0].score
    return tuple(one for one in said if one.score >= best - _REACH)[:SENTENCES]
