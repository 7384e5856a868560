"""The seams between the engine and its parts; every adapter stands behind one of these."""

from typing import TYPE_CHECKING

from rag.ports.encoding import Encoder, Progress
from rag.ports.keeping import (
    Catalogue,
    KnownFailure,
    Manifest,
    PreparedDocument,
    Refiling,
    VectorRows,
    VectorStore,
)
from rag.ports.reading import Reader, Recognised, Recogniser
from rag.ports.writing import Beginnings, Branch, BranchReading, LanguageModel, ScoredSpan

if TYPE_CHECKING:
    from rag.ports.encoding import Vector as Vector
    from rag.ports.encoding import Vectors as Vectors
    from rag.ports.reading import Pixels as Pixels

__all__ = [
    "Beginnings",
    "Branch",
    "BranchReading",
    "Catalogue",
    "Encoder",
    "KnownFailure",
    "LanguageModel",
    "Manifest",
    "PreparedDocument",
    "Progress",
    "Reader",
    "Recognised",
    "Recogniser",
    "Refiling",
    "ScoredSpan",
    "VectorRows",
    "VectorStore",
]
