"""Whether a question could be answered, told without a language model in some hundredths of a second."""

from collections.abc import Sequence
from typing import Final

from rag import sufficiency
from rag.answering.judging import Judge
from rag.answering.tables import with_headings
from rag.ports import Catalogue, Encoder, VectorStore
from rag.questions import analyse
from rag.retrieval import Retriever

_CONSIDERED: Final = 8
"""How many sentences are looked at; the model reads about as many."""


def answerable(
    question: str,
    *,
    catalogue: Catalogue,
    vectors: VectorStore,
    encoder: Encoder,
    among: Sequence[int] | None = None,
) -> bool:
    """Whether a sentence is found that is likely to suffice, by what can be told before reading.

    The decision itself weighs nothing that only the model knows, but for which words are read out.
    """
    asked = analyse(question)
    found = Retriever(catalogue, vectors, encoder).candidates(asked, _CONSIDERED, among=among)
    candidates = with_headings(found, catalogue)
    judge = Judge.of(asked, catalogue, candidates)
    return any(sufficiency.refusal(judge.foreseen(item)) is None for item in candidates)
