"""A place in a document as a person names it: `notes.txt:12`, `report.pdf:3`, `sales.xlsx:B7`."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Final

from rag.domain import Citation, Document, Place, PlaceKind, Span, StoredDocument
from rag.domain.places import RowCells
from rag.errors import LibraryError
from rag.indexing.discovery import stored_path
from rag.ports import Catalogue
from rag.questions.words import WORD
from rag.workspace.results import Shown
from rag.workspace.shown import touched

NUMBERLESS: Final = 0
"""The id of a citation that no answer made."""
_MOST_MENTIONS: Final = 200
"""Sentences that are looked at for each word."""
_CELL: Final = re.compile(r"(?:(?P<sheet>.+)!)?(?P<cell>[A-Za-z]{1,3}[0-9]{1,7})")
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def at_place(catalogue: Catalogue, root: Path, path: Path, place: str) -> Shown:
    """The document of the file `path` with what stands at `place` marked.

    That is a line; in files without lines a page, a slide, or a cell.

    Raises:
        LibraryError: the file is not in the library, or has no such place.
    """
    stored = _stored(catalogue, root, path)
    document = catalogue.document(stored.id)
    span = _span(document, place)
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
        locator=replace(found, date=found.date or document.date, heading=heading),
    )
    return Shown(citation, document.text, touched(stored, root))


def _stored(catalogue: Catalogue, root: Path, path: Path) -> StoredDocument:
    names = {stored_path(root, path), path.as_posix()}
    for stored in catalogue.documents():
        if stored.path in names:
            return stored
    raise LibraryError(f"{path} is not in the library", f"Add it: rag index {path}")


def _span(document: Document, place: str) -> Span:
    """What stands at a place: the words of a line, the first line of a page, a cell."""
    if document.has_lines:
        return _line(document, place)
    number = place if place.isdecimal() else ""
    for kind in (PlaceKind.PAGE, PlaceKind.SLIDE):
        for found in document.places:
            if found.kind is kind and found.label == number:
                return _first_words(document, found)
    cell = _CELL.fullmatch(place)
    if cell:
        return _cell(document, cell["sheet"], cell["cell"].upper())
    raise _nowhere(document, place)


def _first_words(document: Document, place: Place) -> Span:
    """The first line of a page or slide."""
    after = document.places[document.places.index(place) + 1 :]
    following = (other.start for other in after if other.kind is place.kind)
    end = next(following, len(document.text))
    held = document.text[place.start : end]
    if not held.strip():
        raise LibraryError(
            f"{document.path}: {place.kind.value} {place.label} has no text",
            "It may show a picture alone; open the file to see it.",
        )
    return _words(document.text, place.start + len(held) - len(held.lstrip()))


def _line(document: Document, place: str) -> Span:
    starts = document.line_starts
    if not place.isdecimal() or not 1 <= int(place) <= len(starts):
        raise LibraryError(
            f"{document.path} has no line {place}", f"It has {len(starts):,}, counted from 1."
        )
    return _words(document.text, starts[int(place) - 1])


def _words(text: str, start: int) -> Span:
    """The line that begins at `start`, without the white space around it."""
    stop = text.find("\n", start)
    line = text[start : len(text) if stop < 0 else stop]
    left = start + len(line) - len(line.lstrip())
    return Span(left, max(left, start + len(line.rstrip())))


def _cell(document: Document, sheet: str | None, wanted: str) -> Span:
    row = wanted.lstrip(_LETTERS)
    for place in document.places:
        if place.kind is not PlaceKind.ROW or place.label.lstrip(_LETTERS) != row:
            continue
        held = document.place(PlaceKind.SHEET, place.start)
        if sheet is not None and (held or "").casefold() != sheet.casefold():
            continue
        line = _words(document.text, place.start)
        text = document.text[line.start : line.end]
        cells = RowCells(text, place.label)
        inside = [at for at in range(len(text)) if cells.at(at, at + 1) == wanted]
        if inside:
            return Span(line.start + inside[0], line.start + inside[-1] + 1)
    raise _nowhere(document, wanted if sheet is None else f"{sheet}!{wanted}")


def _nowhere(document: Document, place: str) -> LibraryError:
    kinds = {found.kind for found in document.places}
    known = (
        (PlaceKind.PAGE, "a page: FILE:3"),
        (PlaceKind.SLIDE, "a slide: FILE:3"),
        (PlaceKind.ROW, "a filled cell: FILE:B7, FILE:Sheet!B7"),
    )
    named = [form for kind, form in known if kind in kinds]
    return LibraryError(
        f"{document.path} has no place {place}",
        f"Name {' or '.join(named)}." if named else "It has no lines or pages; search it instead.",
    )


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
