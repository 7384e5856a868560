"""What is looked up in the library without a question: a place in a document, words in all."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Final

from rag.domain import Citation, StoredDocument
from rag.errors import LibraryError
from rag.indexing.discovery import stored_path
from rag.ports import Catalogue
from rag.questions.words import WORD
from rag.workspace.places import counted_in, span_of
from rag.workspace.results import Shown
from rag.workspace.shown import touched

NUMBERLESS: Final = 0
"""The id of a citation that no answer made."""
_MOST_MENTIONS: Final = 200
"""Sentences that are looked at for each word."""


def at_place(catalogue: Catalogue, root: Path, path: Path, place: str) -> Shown:
    """The document of the file `path` with what stands at `place` marked.

    Raises:
        LibraryError: the file is not in the library, or has no such place.
    """
    stored = _stored(catalogue, root, path)
    document = catalogue.document(stored.id)
    span = span_of(document, place)
    heading = next(
        (
            sentence.heading
            for sentence in catalogue.document_sentences(stored.id)
            if sentence.end > span.start
        ),
        None,
    )
    lines = document.lines(span.start, span.end) or (None, None)
    found = document.locator(span.start, max(span.end, span.start + 1))
    citation = Citation(
        id=NUMBERLESS,
        path=document.path,
        title=document.title,
        sha256=document.sha256,
        text_sha256=document.text_sha256,
        line_start=lines[0],
        line_end=lines[1],
        char_start=span.start,
        char_end=span.end,
        quote=document.text[span.start : span.end],
        score=1.0,
        locator=replace(found, date=found.date or document.told_date, heading=heading),
    )
    return Shown(citation, document.text, touched(stored, root), counted_in(document, place))


def _stored(catalogue: Catalogue, root: Path, path: Path) -> StoredDocument:
    names = {stored_path(root, path), path.as_posix()}
    for stored in catalogue.documents():
        if stored.path in names:
            return stored
    raise LibraryError(f"{path} is not in the library", f"Add it: rag index {path}")


def mentioning(library: Catalogue, words: str) -> tuple[str, ...]:
    """The paths of the documents that hold all these words, those with most of them first."""
    wanted = tuple(word.lower() for word in WORD.findall(words))
    paths = {document.id: document.path for document in library.documents()}
    held: dict[int, Counter[str]] = {}
    for word in wanted:
        found = [at for at, _ in library.search_text((word,), _MOST_MENTIONS)]
        for sentence in library.sentences(found):
            held.setdefault(sentence.document_id, Counter())[word] += 1
    full = [
        (document, found) for document, found in held.items() if len(found) == len(set(wanted))
    ]
    ranked = sorted(full, key=lambda item: (-item[1].total(), paths[item[0]]))
    return tuple(paths[document] for document, _ in ranked)
