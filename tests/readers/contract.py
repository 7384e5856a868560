"""What holds of every document, whoever read it."""

import hashlib
import re
from collections.abc import Iterator
from datetime import date

from rag.domain import Document

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def breaches(document: Document) -> Iterator[str]:
    """What is wrong with a document that a reader made; nothing where all is well."""
    if document.has_lines:
        return
    yield from _text_breaches(document.text, document.text_sha256)
    for told in (document.title, document.author, *(place.label for place in document.places)):
        if told is not None and (_CONTROL.search(told) or "\n" in told or "\t" in told):
            yield f"{told!r} is not in one line"
    if not document.title.strip():
        yield "no title"
    starts = [place.start for place in document.places]
    if starts != sorted(starts) or not all(0 <= start <= len(document.text) for start in starts):
        yield "places out of order or out of the text"
    if document.date is not None and not document.date_found:
        yield "a date found nowhere"
    if document.date is not None:
        date.fromisoformat(document.date)


def _text_breaches(text: str, sha256: str) -> Iterator[str]:
    found = _CONTROL.search(text)
    if found is not None:
        yield f"control character {found[0]!r} in the text"
    elif sha256 != hashlib.sha256(text.encode()).hexdigest():
        yield "the text has another hash"
    if not any(map(str.isalnum, text)):
        yield "no words"
