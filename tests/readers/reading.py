"""Files read in tests without a sandbox."""

from pathlib import Path

from rag.domain import Document, PlaceKind
from rag.ports import Recogniser
from rag.readers import reader_for
from rag.readers.ocr.recognition import Recognition, using


def read(name: str, data: bytes | str, recogniser: Recogniser | None = None) -> Document:
    """The document in a file of this name with this content."""
    held = data if isinstance(data, bytes) else data.encode()
    path = Path(name)
    reader = reader_for(path, held[:4096], sees=recogniser is not None)
    with using(Recognition(recogniser)):
        return reader.read(path, held, stored_as=name)


def place(document: Document, kind: PlaceKind, words: str) -> str:
    """The label of the place of this kind that holds `words`; empty where there is none."""
    at = document.text.index(words)
    labels = [held.label for held in document.places if held.kind is kind and held.start <= at]
    return labels[-1] if labels else ""
