"""What several documents say of one topic, side by side."""

from dataclasses import dataclass

from rag.domain.citations import Citation
from rag.domain.figures import Disagreement


@dataclass(frozen=True, slots=True)
class DocumentSays:
    """A document and the citations of its best sentences about the topic, best first."""

    path: str
    title: str
    date: str | None
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The documents that say something of a topic, the one that says most of it first."""

    topic: str
    documents: tuple[DocumentSays, ...]
    left_out: int
    """How many more documents say something of it."""
    silent: int
    """How many documents say nothing of it."""
    disagreements: tuple[Disagreement, ...]
    citations: tuple[Citation, ...]
    silent_documents: tuple[str, ...] = ()
    """The paths of those that say nothing of it."""
