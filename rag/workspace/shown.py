"""Citations in their place: those of the last output, kept for `rag show`, and a note's."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Final

import msgspec

from rag.domain import Citation, Context, Document, Sentence, StoredDocument
from rag.errors import LibraryError
from rag.ports import Catalogue
from rag.workspace.results import Shown, StaleCitation

_AROUND: Final = 600
"""Characters shown before and after a quotation at most."""


class _Kept(msgspec.Struct):
    """What is read back of an answer or a note; other keys are passed over."""

    citations: tuple[Citation, ...]


def kept_citations(output: str | None) -> tuple[Citation, ...]:
    """The citations of the last output.

    Raises:
        LibraryError: there is none.
    """
    hint = 'Ask something first: rag ask "…"'
    if output is None:
        raise LibraryError("nothing was asked yet", hint)
    try:
        return msgspec.json.decode(output, type=_Kept).citations
    except msgspec.MsgspecError as error:
        raise LibraryError("the last output cannot be read", hint) from error


def last_citations(catalogue: Catalogue) -> tuple[Citation, ...]:
    """The citations of the last output; none where there is none."""
    try:
        return kept_citations(catalogue.last_output())
    except LibraryError:
        return ()


def stale(
    citations: tuple[Citation, ...], catalogue: Catalogue, root: Path
) -> tuple[StaleCitation, ...]:
    """The citations whose text may no longer be what it was; no file is read for it."""
    from rag.checking import CitationState, Cited, Resolver

    resolver = Resolver(catalogue)
    unread = {stored.path for stored in catalogue.documents() if touched(stored, root)}
    found: list[StaleCitation] = []
    for one in citations:
        cited = msgspec.convert(one, Cited, from_attributes=True)
        state = resolver.resolve(cited).state
        if state is CitationState.GONE:
            found.append(StaleCitation(one.id, one.path, "gone"))
        elif state is CitationState.CHANGED:
            found.append(StaleCitation(one.id, one.path, "changed"))
        elif one.path in unread:
            found.append(StaleCitation(one.id, one.path, "file changed"))
    return tuple(found)


def touched(stored: StoredDocument, root: Path) -> bool:
    """Whether the file is gone, or no longer of the size and time it had when it was read."""
    try:
        status = (root / stored.path).stat()
    except OSError:
        return True
    return (status.st_size, status.st_mtime_ns) != (stored.size, stored.modified_ns)


def numbered(citations: tuple[Citation, ...], number: int) -> Citation:
    """The citation with this number.

    Raises:
        LibraryError: no citation has it.
    """
    found = next((citation for citation in citations if citation.id == number), None)
    if found is None:
        numbers = [citation.id for citation in citations]
        known = f"It has {min(numbers)} to {max(numbers)}." if numbers else "It has none."
        raise LibraryError(f"the last output has no citation {number}", known)
    return found


def in_context(citation: Citation, catalogue: Catalogue, root: Path) -> Shown:
    """The citation with its document's text, or with its own quotation if that is gone."""
    document = _cited_document(citation, catalogue)
    if document is None:
        alone = replace(citation, char_start=0, char_end=len(citation.quote))
        return Shown(alone, citation.quote, changed=True)
    changed = document.text_sha256 != citation.text_sha256 or not (root / citation.path).exists()
    return Shown(citation, document.text, changed)


def contexts(citations: Sequence[Citation], catalogue: Catalogue) -> dict[int, Context]:
    """The passage around each citation, by its id; every document is read once.

    A citation whose words no longer stand in the library is left out.
    """
    ids = {stored.path: stored.id for stored in catalogue.documents()}
    by_path = sorted(citations, key=lambda citation: citation.path)
    found: dict[int, Context] = {}
    for path, cited in groupby(by_path, key=lambda citation: citation.path):
        if path in ids:
            text = catalogue.text(ids[path])
            sentences = catalogue.document_sentences(ids[path])
            found.update(_contexts(tuple(cited), text, sentences))
    return found


def _contexts(
    citations: tuple[Citation, ...], text: str, sentences: tuple[Sentence, ...]
) -> Iterator[tuple[int, Context]]:
    """Each citation's passage, or passages, cut at `_AROUND` characters on either side."""
    spans: dict[int, tuple[int, int]] = {}
    for sentence in sentences:
        start, end = spans.get(sentence.passage_id, (sentence.start, sentence.end))
        spans[sentence.passage_id] = min(start, sentence.start), max(end, sentence.end)
    for citation in citations:
        first, last = citation.char_start, citation.char_end
        if text[first:last] != citation.quote:
            continue
        touched = [(a, b) for a, b in spans.values() if a < last and first < b]
        start = min((first, *(a for a, _ in touched)))
        end = max((last, *(b for _, b in touched)))
        yield citation.id, _cut(text[start:first], citation.quote, text[last:end])


def _cut(before: str, quotation: str, after: str) -> Context:
    """The context, its ends cut between words where they are long."""
    if len(before) > _AROUND:
        before = "… " + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + " …"
    return Context(before, quotation, after)


def _cited_document(citation: Citation, catalogue: Catalogue) -> Document | None:
    for stored in catalogue.documents():
        if stored.path == citation.path:
            document = catalogue.document(stored.id)
            held = document.text[citation.char_start : citation.char_end] == citation.quote
            return document if held else None
    return None
