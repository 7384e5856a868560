"""Small libraries for tests: texts go through the real chunker into a real catalogue."""

from hashlib import sha256
from pathlib import Path

from rag import chunking
from rag.domain import Document
from rag.library import FORMAT, FaissVectors, SqliteCatalogue
from rag.ports import Encoder, Manifest, PreparedDocument


def build(
    folder: Path, texts: dict[str, str], encoder: Encoder
) -> tuple[SqliteCatalogue, FaissVectors]:
    """A library of `texts` by path, and its vectors; close the catalogue after use."""
    return build_of(folder, [_document(path, text) for path, text in texts.items()], encoder)


def build_of(
    folder: Path, documents: list[Document], encoder: Encoder
) -> tuple[SqliteCatalogue, FaissVectors]:
    """A library of `documents`, and its vectors; close the catalogue after use."""
    catalogue = SqliteCatalogue.open(folder / ".rag", writable=True)
    prepared = [_prepared(document, encoder) for document in documents]
    catalogue.put(prepared, manifest=Manifest(FORMAT, encoder.card, 1.0))
    vectors = FaissVectors(folder / ".rag", catalogue)
    vectors.refresh()
    return catalogue, vectors


def _document(path: str, text: str) -> Document:
    digest = sha256(text.encode()).hexdigest()
    return Document(path, path, text, digest, digest, "text/1")


def _prepared(document: Document, encoder: Encoder) -> PreparedDocument:
    passages = chunking.split(document)
    vectors = encoder.encode_documents(chunking.embedded_texts(document, passages))
    return PreparedDocument(document, passages, vectors, len(document.text), 0)
