"""Documents read, embedded and stored a batch at a time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from rag.domain import Document, Notice, Passage, Span, StoredDocument
from rag.indexing.candidates import Candidate
from rag.indexing.pipeline import Pipeline
from rag.indexing.spooling import Spool
from rag.library import check_encoder, compatible
from rag.ports import Catalogue, Encoder, Manifest, PreparedDocument, VectorRows

if TYPE_CHECKING:
    from rag.ports import Vectors

Embedded: TypeAlias = Callable[[int, float], None]
"""Told how many sentences were just embedded, and how many bytes of the files that makes."""


@dataclass(frozen=True, slots=True)
class _Pending:
    """A document that has been read, and its vectors where they need not be made."""

    candidate: Candidate
    document: Document
    passages: tuple[Passage, ...]
    texts: tuple[str, ...]
    vectors: "Vectors | None"

    def prepared(self, vectors: VectorRows) -> PreparedDocument:
        size, modified_ns = self.candidate.size, self.candidate.modified_ns
        return PreparedDocument(self.document, self.passages, vectors, size, modified_ns)


class Batches:
    """Stores documents in batches of about `pipeline.batch` sentences, each in one transaction.

    A document of more than `pipeline.large` is a batch by itself, and its vectors wait in a file
    in `folder`.
    """

    def __init__(
        self, catalogue: Catalogue, pipeline: Pipeline, *, folder: Path, embedded: Embedded
    ) -> None:
        self._catalogue = catalogue
        self._pipeline = pipeline
        self._folder = folder
        self._embedded = embedded
        self._encoder: Encoder | None = None
        self._pending: list[_Pending] = []
        self._anew = False
        self.sentences = 0
        """Stored so far."""

    def begin_anew(self) -> None:
        """Take no vector over; for another encoder, keep of each document only its path.

        That happens in one transaction: after a kill every file is still known, and its
        content, being unlike what is kept of it, is read by the next run.
        """
        self._anew = True
        manifest = self._catalogue.manifest
        if manifest is None or compatible(manifest, self._opened().card):
            return
        manifest = self._pipeline.manifest(self._opened())
        shells = [_shell(known, manifest) for known in self._catalogue.documents()]
        self._catalogue.put(shells, manifest=manifest)

    def add(self, candidate: Candidate) -> tuple[Notice, ...]:
        """What its reader tells of a file; the batch is stored when it is full.

        Raises:
            ReadError: the file cannot be read.
        """
        document = self._pipeline.read(candidate.path, stored_as=candidate.name)
        passages = self._pipeline.split(document)
        if sum(len(passage.sentences) for passage in passages) > self._pipeline.large:
            self._store_large(_Pending(candidate, document, passages, (), None))
            return document.notices
        texts = tuple(self._pipeline.embedded_texts(document, passages))
        vectors = self._known_vectors(document, passages, texts)
        self._pending.append(_Pending(candidate, document, passages, texts, vectors))
        if self._waiting >= self._pipeline.batch:
            self.flush()
        return document.notices

    def flush(self) -> None:
        """Embed and store what has been read."""
        if not self._pending:
            return
        new = [text for item in self._pending if item.vectors is None for text in item.texts]
        size = sum(item.candidate.size for item in self._pending if item.vectors is None)
        manifest = self._manifest(embeds=bool(new))
        encoded = self._encode(new, manifest, self._telling(size, len(new)))
        self._catalogue.put(tuple(_prepared(self._pending, encoded)), manifest=manifest)
        self._embedded(0, sum(one.candidate.size for one in self._pending) - size)
        self.sentences += self._waiting
        self._pending.clear()

    @property
    def _waiting(self) -> int:
        return sum(len(item.texts) for item in self._pending)

    def _store_large(self, item: _Pending) -> None:
        """Store one document whose vectors would not fit in memory, or be long in it."""
        self.flush()
        manifest = self._manifest(embeds=True)
        count = sum(len(passage.sentences) for passage in item.passages)
        telling = self._telling(item.candidate.size, count)
        encode = partial(self._opened().encode_documents, progress=telling)
        with Spool(self._folder, manifest.encoder.dimension) as spool:
            spool.encode(self._pipeline.embedded_texts(item.document, item.passages), encode)
            self._catalogue.put((item.prepared(spool),), manifest=manifest)
        self.sentences += count

    def _manifest(self, *, embeds: bool) -> Manifest:
        manifest = self._catalogue.manifest
        if manifest is not None and not embeds:
            return manifest
        check_encoder(manifest, self._opened().card)
        return self._pipeline.manifest(self._opened())

    def _opened(self) -> Encoder:
        if self._encoder is None:
            self._encoder = self._pipeline.encoder()
        return self._encoder

    def _telling(self, size: int, sentences: int) -> Callable[[int], None]:
        """Tells of sentences as their share of `size` bytes."""
        return lambda done: self._embedded(done, size * done / sentences)

    def _encode(
        self, texts: Sequence[str], manifest: Manifest, telling: Callable[[int], None]
    ) -> "Vectors":
        if not texts:
            return _no_vectors(manifest)
        return self._opened().encode_documents(texts, progress=telling)

    @cached_property
    def _same_text(self) -> dict[str, int]:
        """The documents there were when the run began, by the hash of their text."""
        return {known.text_sha256: known.id for known in self._catalogue.documents()}

    def _known_vectors(
        self, document: Document, passages: tuple[Passage, ...], texts: tuple[str, ...]
    ) -> "Vectors | None":
        """The vectors of a stored document with the same text, cut and embedded alike."""
        known = None if self._anew else self._same_text.get(document.text_sha256)
        stored = () if known is None else self._catalogue.document_sentences(known)
        spans = [span for passage in passages for span in passage.sentences]
        if known is None or [Span(sentence.start, sentence.end) for sentence in stored] != spans:
            return None
        before = self._pipeline.embedded_texts(self._catalogue.document(known), passages)
        if tuple(before) != texts:
            return None
        return self._catalogue.vectors([sentence.id for sentence in stored])[1]


def _prepared(pending: Sequence[_Pending], encoded: "Vectors") -> Iterator[PreparedDocument]:
    start = 0
    for item in pending:
        vectors = item.vectors
        if vectors is None:
            vectors = encoded[start : start + len(item.texts)]
            start += len(item.texts)
        yield item.prepared(vectors)


def _shell(known: StoredDocument, manifest: Manifest) -> PreparedDocument:
    document = Document(known.path, known.title, "", "", "", known.reader)
    return PreparedDocument(document, (), _no_vectors(manifest), -1, -1)


def _no_vectors(manifest: Manifest) -> "Vectors":
    import numpy as np

    return np.empty((0, manifest.encoder.dimension), dtype=np.float32)
