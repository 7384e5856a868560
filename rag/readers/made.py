"""Documents of formats whose text the reader makes, and which therefore have no lines."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rag.domain import Document, Shape
from rag.errors import ReadError
from rag.readers.blocks import line
from rag.readers.text import readable

_LONGEST_TITLE: Final = 300


@dataclass(frozen=True, slots=True)
class Told:
    """What a file says about itself; None where it does not."""

    title: str | None = None
    author: str | None = None
    date: str | None = None
    date_found: str | None = None
    language: str | None = None


def made_document(
    text: str,
    data: bytes,
    *,
    path: Path,
    stored_as: str,
    reader: str,
    told: Told | None = None,
) -> Document:
    """A document of the made `text`, called after its file where that says no title.

    Raises:
        ReadError: the text holds no letter or digit.
    """
    if not any(character.isalnum() for character in text):
        raise ReadError(
            f"{path} holds no words", "It may hold pictures alone; leave it out, or add text."
        )
    told = told or Told()
    return Document(
        path=stored_as,
        title=_named(told.title) or _named(readable(path.stem)) or stored_as,
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        text_sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        reader=reader,
        date=told.date,
        date_found=told.date_found if told.date else None,
        author=_named(told.author) or None,
        language=told.language,
        has_lines=False,
        shape=Shape.OUTLINED,
    )


def _named(text: str | None) -> str:
    return line(text or "")[:_LONGEST_TITLE].rstrip()
