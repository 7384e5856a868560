"""What keeps documents: the catalogue, the vectors, and what is handed to them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from rag.domain import Document, EncoderCard, FileNotice, Passage, Sentence, StoredDocument

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rag.ports.encoding import Vector, Vectors


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a library was built with; a mismatch means it must be rebuilt or refused."""

    format: int
    encoder: EncoderCard
    twin_agreement: float | None
    """Lowest cosine between the query encoder and the document encoder on probe texts."""


class VectorRows(Protocol):
    """Unit vectors in order, in memory or elsewhere: `Vectors` are."""

    def __len__(self) -> int:
        """How many there are."""
        ...

    def __iter__(self) -> Iterator["Vector"]:
        """Each of them, shape (dimension,)."""
        ...


@dataclass(frozen=True, slots=True)
class PreparedDocument:
    """A document ready to be stored: `vectors[i]` belongs to the i-th sentence in order."""

    document: Document
    passages: tuple[Passage, ...]
    vectors: "VectorRows"
    size: int
    modified_ns: int


@dataclass(frozen=True, slots=True)
class Refiling:
    """A document whose text is as it was, and what its file is called and dated now."""

    document_id: int
    path: str
    title: str
    size: int
    modified_ns: int


@dataclass(frozen=True, slots=True)
class KnownFailure:
    """A file that could not be read when it was as it is described here."""

    path: str
    size: int
    modified_ns: int
    reason: str
    hint: str
    readers: str
    """The readers there were, and what bounded them; others may read it."""


class Catalogue(Protocol):
    """The library's truth: documents, passages, sentences, full text and vectors."""

    @property
    def generation(self) -> int:
        """Grows by one with each committed change."""
        ...

    @property
    def manifest(self) -> Manifest | None:
        """What the library was built with; None before the first document."""
        ...

    def snapshot(self) -> AbstractContextManager[None]:
        """A block in which all reads see one committed state, whatever is written meanwhile."""
        ...

    def documents(self) -> tuple[StoredDocument, ...]:
        """Every document, by path."""
        ...

    def text(self, document_id: int) -> str:
        """The document's text, in which its sentences' offsets count."""
        ...

    def document(self, document_id: int) -> Document:
        """The document as it was read."""
        ...

    def sentences(self, ids: Sequence[int]) -> tuple[Sentence, ...]:
        """The sentences with these ids, in the order given."""
        ...

    def document_sentences(self, document_id: int) -> tuple[Sentence, ...]:
        """All sentences of a document in order."""
        ...

    def passage_sentences(self, passage_id: int) -> tuple[Sentence, ...]:
        """All sentences of a passage in order."""
        ...

    def search_text(
        self, words: Sequence[str], count: int, *, among: Sequence[int] | None = None
    ) -> tuple[tuple[int, float], ...]:
        """Sentence ids and BM25 scores (higher is better) for any of `words`, best first.

        `among` limits the search to documents with these ids.
        """
        ...

    def word_frequencies(self, words: Sequence[str]) -> Mapping[str, int]:
        """In how many sentences each word occurs, after stemming."""
        ...

    def vectors(self, ids: Sequence[int] | None = None) -> tuple["NDArray[np.int64]", "Vectors"]:
        """Sentence ids and their vectors; all of them by default."""
        ...

    def put(self, documents: Sequence[PreparedDocument], *, manifest: Manifest) -> tuple[int, ...]:
        """Store these documents in one transaction, replacing those with the same path."""
        ...

    def remove(self, document_ids: Sequence[int]) -> None:
        """Forget documents in one transaction; their ids are never used again."""
        ...

    def refile(self, documents: Sequence[Refiling]) -> None:
        """Record that files have other names or dates, all in one transaction."""
        ...

    def notices(self) -> tuple[FileNotice, ...]:
        """What readers told of the documents, by path."""
        ...

    def failures(self) -> tuple[KnownFailure, ...]:
        """The files that could not be read, by path."""
        ...

    def keep_failures(
        self, failures: Sequence[KnownFailure], *, forget: Sequence[str] = ()
    ) -> None:
        """Keep these failures in place of those of the same paths, and none of `forget`."""
        ...

    def pending(self) -> tuple[str, ...]:
        """Paths that a run was asked to add and has not finished with."""
        ...

    def keep_pending(self, paths: Sequence[str]) -> None:
        """Keep these paths, and no others, until they are finished with."""
        ...

    def named(self) -> tuple[str, ...]:
        """Files that were taken because they were named, although a rule leaves them out."""
        ...

    def keep_named(self, paths: Sequence[str]) -> None:
        """Keep these files, and no others, whatever rule leaves them out."""
        ...

    def keep_output(self, output: str) -> None:
        """Keep the last answer or note (JSON) for `rag show`."""
        ...

    def last_output(self) -> str | None:
        """The last answer or note (JSON), or None."""
        ...


class VectorStore(Protocol):
    """Finds the nearest sentence vectors."""

    def search(
        self, query: "Vector", count: int, *, among: Sequence[int] | None = None
    ) -> tuple[tuple[int, float], ...]:
        """Sentence ids and cosines, best first; `among` limits to documents with these ids."""
        ...

    def refresh(self) -> None:
        """Bring the store to the catalogue's generation and save it, atomically."""
        ...
