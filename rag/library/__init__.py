"""The library on disk: SQLite holds the truth, FAISS a faster copy of its vectors."""

from rag.library.catalogue import SqliteCatalogue
from rag.library.discarding import discard
from rag.library.health import Finding
from rag.library.repairing import Repaired, repair
from rag.library.schema import FORMAT
from rag.library.steps import WriteObserver, WriteStep
from rag.library.storing import check_encoder, compatible
from rag.library.vectors import FaissVectors

__all__ = [
    "FORMAT",
    "FaissVectors",
    "Finding",
    "Repaired",
    "SqliteCatalogue",
    "WriteObserver",
    "WriteStep",
    "check_encoder",
    "compatible",
    "discard",
    "repair",
]
