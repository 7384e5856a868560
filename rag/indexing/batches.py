"""Documents read, embedded and stored a batch at a time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.domain import Document, Passage, Span, StoredDocument
from rag.indexing.comparing import Candidate
from rag.indexing.pipeline import Pipeline
from rag.library import check_encoder, compatible
from rag.ports import Catalogue, Encoder, Manifest, PreparedDocument

if TYPE_CHECKING:
    from rag.ports import Vectors


@dataclass(frozen=True, slots=True)
class _Pending:
    """A document that has been read, and its vectors where they need not be made."""

    candidate: Candidate
    document: Document
    passages: tuple[Passage, ...]
    texts: tuple[str, ...]
    vectors: "Vectors | None"


class Batches:
    """Stores documents in batches of about `pipeline.batch` sentences, each in one transaction."""

    def __init__(
        self, catalogue: Catalogue, pipeline: Pipeline, *, embedded: Callable[[int], None]
    ) -> None:
        self._catalogue = catalogue
        self._pipeline = pipeline
        self._embedded = embedded
        self._encoder: Encoder | None = None
        self._pending: list[_Pending] = []
        self._same_text = {known.text_sha256: known.id for known in catalogue.documents()}
        self.sentences = 0
        """Stored so far."""

    def begin_anew(self) -> None:
        """Take no vector over; for another encoder, keep of each document only its path.

        That happens in one transaction: after a kill every file is still known, and its
        content, being unlike what is kept of it, is read by the next run.
        """
        self._same_text = {}
        manifest = self._catalogue.manifest
        if manifest is None or compatible(manifest, self._opened().card):
            return
        manifest = self._pipeline.manifest(self._opened())
        shells = [_shell(known, manifest) for known in self._catalogue.documents()]
        self._catalogue.put(shells, manifest=manifest)

    def add(self, candidate: Candidate) -> None:
        """Read a file, and store the batch when it is full.

        Raises:
            ReadError: the file cannot be read.
        """
        document = self._pipeline.read(candidate.path, stored_as=candidate.name)
        passages = self._pipeline.split(document)
        texts = self._pipeline.embedded_texts(document, passages)
        vectors = self._known_vectors(document, passages, texts)
        self._pending.append(_Pending(candidate, document, passages, texts, vectors))
        if sum(len(pending.texts) for pending in self._pending) >= self._pipeline.batch:
            self.flush()

    def flush(self) -> None:
        """Embed and store what has been read."""
        if not self._pending:
            return
        new = [text for item in self._pending if item.vectors is None for text in item.texts]
        manifest = self._catalogue.manifest
        if new or manifest is None:
            check_encoder(manifest, self._opened().card)
            manifest = self._pipeline.manifest(self._opened())
        encoded = self._encode(new, manifest)
        self._catalogue.put(tuple(_prepared(self._pending, encoded)), manifest=manifest)
        self.sentences += sum(len(pending.texts) for pending in self._pending)
        self._pending.clear()

    def _opened(self) -> Encoder:
        if self._encoder is None:
            self._encoder = self._pipeline.encoder()
        return self._encoder

    def _encode(self, texts: Sequence[str], manifest: Manifest) -> "Vectors":
        if not texts:
            return _no_vectors(manifest)
        return self._opened().encode_documents(texts, progress=self._embedded)

    def _known_vectors(
        self, document: Document, passages: tuple[Passage, ...], texts: tuple[str, ...]
    ) -> "Vectors | None":
        """The vectors of a stored document with the same text, cut and embedded alike."""
        known = self._same_text.get(document.text_sha256)
        stored = () if known is None else self._catalogue.document_sentences(known)
        spans = [span for passage in passages for span in passage.sentences]
        if known is None or [Span(sentence.start, sentence.end) for sentence in stored] != spans:
            return None
        if self._pipeline.embedded_texts(self._catalogue.document(known), passages) != texts:
            return None
        return self._catalogue.vectors([sentence.id for sentence in stored])[1]


def _prepared(pending: Sequence[_Pending], encoded: "Vectors") -> Iterator[PreparedDocument]:
    start = 0
    for item in pending:
        vectors = item.vectors
        if vectors is None:
            vectors = encoded[start : start + len(item.texts)]
            start += len(item.texts)
        candidate = item.candidate
        yield PreparedDocument(
            item.document, item.passages, vectors, candidate.size, candidate.modified_ns
        )


def _shell(known: StoredDocument, manifest: Manifest) -> PreparedDocument:
    document = Document(known.path, known.title, "", "", "", known.reader)
    return PreparedDocument(document, (), _no_vectors(manifest), -1, -1)


def _no_vectors(manifest: Manifest) -> "Vectors":
    import numpy as np

    return np.empty((0, manifest.encoder.dimension), dtype=np.float32)
