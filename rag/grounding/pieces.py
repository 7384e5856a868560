"""Holds citations against documents, and pieces against the quotations they are cut from."""

import re
from collections.abc import Sequence

from rag.domain import Citation, Piece, Span, Statement
from rag.grounding.templates import rebuild

_ALWAYS_JOINS = frozenset("-‐‑'’_")
_JOINS_DIGITS = frozenset(".,:/–")
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")


def verify_citation(citation: Citation, text: str) -> bool:
    """Whether the quotation stands, letter for letter, at its offsets in the document's text."""
    start, end = citation.char_start, citation.char_end
    return 0 <= start < end <= len(text) and text[start:end] == citation.quote


def check_pieces(statement: Statement, citations: Sequence[Citation]) -> bool:
    """Whether the statement is a template around pieces that its citations really hold.

    Each piece is a run of whole words of its citation's quotation, pieces of one sentence stand
    in the sentence's order, every piece's citation is among the statement's, and no other
    text is there than a template's.
    """
    layout = rebuild(statement, citations)
    if layout is None:
        return False
    by_id = {citation.id: citation for citation in citations}
    cited = all(
        piece.citation in by_id and piece.citation in statement.citations
        for piece in statement.pieces
    )
    return cited and all(
        _in_order(tuple(statement.pieces[index] for index in group), by_id)
        for group in layout.groups
    )


def place(piece: Piece, quote: str, *, after: int = 0) -> Span | None:
    """Where the piece stands in the quotation as whole words, at or after an offset, or None.

    A line break in one may be a space in the other.
    """
    words = piece.text.split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    position = after
    while found := pattern.search(quote, position):
        if not cuts_word(quote, found.start()) and not cuts_word(quote, found.end()):
            return Span(*found.span())
        position = found.start() + 1
    return None


def cuts_word(quote: str, position: int) -> bool:
    """Whether a cut at `position` falls inside a word or number.

    Hyphens and apostrophes belong to words ("non-violent", "isn't"), and so do the marks inside
    numbers ("1,500", "10–20"); before a possessive a name ends.
    """
    if position <= 0 or position >= len(quote):
        return False
    before, after = quote[position - 1], quote[position]
    if _is_letter(before) and _is_letter(after):
        return True
    if _is_letter(before) and not _POSSESSIVE.match(quote, position):
        return _joins(quote, position)
    return _is_letter(after) and _joins(quote, position - 1)


def _is_letter(character: str) -> bool:
    return character.isalnum()


def _joins(quote: str, mark: int) -> bool:
    """Whether the character at `mark` makes one word of what stands on its two sides."""
    if not 0 < mark < len(quote) - 1:
        return False
    before, after = quote[mark - 1], quote[mark + 1]
    if not (_is_letter(before) and _is_letter(after)):
        return False
    if quote[mark] in _ALWAYS_JOINS:
        return True
    digits = before.isdigit() and after.isdigit()
    initials = quote[mark] == "." and before.isupper() and after.isupper()
    return initials or (digits and quote[mark] in _JOINS_DIGITS)


def _in_order(group: tuple[Piece, ...], by_id: dict[int, Citation]) -> bool:
    """Whether pieces of one sentence follow each other in it without overlap."""
    quote, after = by_id[group[0].citation].quote, 0
    for piece in group:
        span = place(piece, quote, after=after)
        if span is None:
            return False
        after = span.end
    return True
