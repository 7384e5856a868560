"""Which words of a note are given as quotations, and which stand in brackets."""

import re
from typing import Final

from rag.domain import Span

_PAIRS: Final = {"“": "”", '"': '"', "‘": "’", "„": "“”", "«": "»", "'": "'"}
_LEAD: Final = re.compile(r"(?:\s|…|\.{3}|\[[^\[\]]{1,80}\])*")
_TAIL: Final = re.compile(r"[\s.…]*\Z")
_PLACE: Final = re.compile(r"\s*\([^()“”\"]{1,200}\)\.?\Z")
_INNER: Final = re.compile(r"[\"“„«]([^\"“”„«»\n]{2,400})[\"”“»]")
_BRACKETED: Final = re.compile(r"\[([^\[\]]{1,80})\]")


def whole_quotation(text: str) -> Span | None:
    """Where the words stand that the whole of `text` gives as one quotation, or None.

    What leads up to them may be an ellipsis or a name in brackets; a place in parentheses and a
    full stop may follow.
    """
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    for tail in (_TAIL.search(text), _PLACE.search(text)):
        if tail is None or tail.start() - start < 3:
            continue
        end = tail.start()
        if text[end - 1] in _PAIRS.get(text[start], "") and _encloses(text[start:end]):
            return Span(start + 1, end - 1)
    return None


def inner_quotations(text: str) -> tuple[Span, ...]:
    """The words between double quotation marks."""
    return tuple(Span(*found.span(1)) for found in _INNER.finditer(text))


def bracketed(text: str) -> tuple[str, ...]:
    """What stands in square brackets."""
    return tuple(_BRACKETED.findall(text))


def without_brackets(text: str) -> tuple[str, ...]:
    """The runs of `text` between brackets and ellipses, in order."""
    cut = re.split(r"\[[^\[\]]{0,80}\]|…|\.{3}", text)
    return tuple(part.strip() for part in cut if re.search(r"\w", part))


def _encloses(text: str) -> bool:
    """Whether the first mark is closed by the last one and by none before it."""
    opening, closing = text[0], text[-1]
    inner = text[1:-1]
    if opening in "‘'":
        return not re.search(r"(?<!\w)['‘]\w", inner) or opening == "‘"
    depth = 1
    for at, mark in enumerate(inner):
        if mark == opening and opening != closing:
            depth += 1
        elif mark == closing and opening == closing:
            depth += 1 if _opens(inner, at) else -1
        elif mark == closing:
            depth -= 1
        if depth == 0:
            return False
    return True


def _opens(text: str, at: int) -> bool:
    """Whether a straight mark opens a quotation: a space before it, a word behind it."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or before in " ([—–“‘") and bool(after) and not after.isspace()
