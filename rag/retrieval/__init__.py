"""Retrieval: dense and lexical scores fused, copies folded, no document crowding out the rest."""

from rag.retrieval.fusing import Scored, fuse
from rag.retrieval.pruning import READ, few_documents, worth_reading
from rag.retrieval.searching import Retriever
from rag.retrieval.spreading import SHORTEST_WORDS, spread

__all__ = [
    "READ",
    "SHORTEST_WORDS",
    "Retriever",
    "Scored",
    "few_documents",
    "fuse",
    "spread",
    "worth_reading",
]
