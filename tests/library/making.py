"""Documents ready to be stored, made from plain sentences."""

import hashlib
import re

from rag.domain import Document, Passage, Span
from rag.library import FORMAT
from rag.ports import Manifest, PreparedDocument
from tests.fakes import FakeEncoder

ENCODER = FakeEncoder(dimension=64)
MANIFEST = Manifest(FORMAT, ENCODER.card, twin_agreement=0.99999)

_SENTENCE = re.compile(r"\S[^.!?]*[.!?]?")


def read(text: str, path: str, **fields: object) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(path, path, text, digest, digest, "text/1", **fields)


def split(document: Document) -> tuple[Passage, ...]:
    """A passage for each paragraph, headed by the paragraph's first word."""
    passages = []
    for paragraph in re.finditer(r"(?:.+\n?)+", document.text):
        spans = tuple(
            Span(match.start(), match.start() + len(match.group().rstrip()))
            for match in _SENTENCE.finditer(document.text, *paragraph.span())
        )
        if spans:
            heading = paragraph.group().split()[0]
            passages.append(Passage(spans[0].start, spans[-1].end, spans, heading))
    return tuple(passages)


def texts(document: Document, passages: tuple[Passage, ...]) -> tuple[str, ...]:
    return tuple(
        document.text[span.start : span.end] for passage in passages for span in passage.sentences
    )


def prepared(path: str, text: str, **fields: object) -> PreparedDocument:
    document = read(text, path, **fields)
    passages = split(document)
    vectors = ENCODER.encode_documents(texts(document, passages))
    return PreparedDocument(document, passages, vectors, size=len(text), modified_ns=7)
