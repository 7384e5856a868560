"""The last answer or note, as it was kept for `rag show`."""

from dataclasses import replace
from pathlib import Path

import msgspec

from rag.domain import Citation, Document, StoredDocument
from rag.errors import LibraryError
from rag.ports import Catalogue
from rag.workspace.results import Shown, StaleCitation


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


def _cited_document(citation: Citation, catalogue: Catalogue) -> Document | None:
    for stored in catalogue.documents():
        if stored.path == citation.path:
            document = catalogue.document(stored.id)
            held = document.text[citation.char_start : citation.char_end] == citation.quote
            return document if held else None
    return None
