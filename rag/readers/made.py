"""Documents of formats whose text the reader makes, and which therefore have no lines."""

import hashlib
from pathlib import Path

from rag.domain import Document, Shape
from rag.errors import ReadError
from rag.readers.text import readable


def made_document(
    text: str,
    data: bytes,
    *,
    path: Path,
    stored_as: str,
    reader: str,
) -> Document:
    """A document of the made `text`, called after its file; the caller replaces what it knows.

    Raises:
        ReadError: the text holds no letter or digit.
    """
    if not any(character.isalnum() for character in text):
        raise ReadError(f"{path} holds no words", "There is nothing to quote; leave it out.")
    return Document(
        path=stored_as,
        title=readable(path.stem),
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        text_sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        reader=reader,
        has_lines=False,
        shape=Shape.OUTLINED,
    )
