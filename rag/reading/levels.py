"""How much there is, and by how much it has changed: `rose by 80 from 1,501 to 1,581`."""

import re
from collections.abc import Sequence
from typing import Final

from rag.domain import Kind, Quantity

_CHANGES: Final = (
    r"(?:increas|decreas|ris|ros|rais|grow|grew|fall|fell|drop|declin|reduc|improv|jump|climb|slid|shr[aiu]nk"
    r"|gain|cut|chang|expand|widen|narrow|up|down|plunge|surge|soar)\w*"
)
_ASKS_CHANGE: Final = re.compile(
    rf"\b(?:{_CHANGES}|by\s+how|differ\w*|more|fewer|less|los[et]\w*|loss|higher|lower)\b",
    re.IGNORECASE,
)
_ASKS_START: Final = re.compile(
    r"\b(?:from|initial\w*|origin\w*|first|before|previous\w*|prior|earlier|start\w*|beg[aiu]n\w*|used to)\b",
    re.IGNORECASE,
)
_BY: Final = re.compile(rf"\b{_CHANGES}(?:\s+\w+){{0,4}}\s+by\s+(?:\w+\s+)?\Z", re.IGNORECASE)
_FROM: Final = re.compile(rf"\b{_CHANGES}\b[^.;]*?\bfrom\s+(?:\w+\s+)?\Z", re.IGNORECASE)
_TO: Final = re.compile(r"[^.;]{0,40}?\bto\s+(?:\w+\s+)?\Z", re.IGNORECASE)


def levels(mentions: Sequence[Quantity], text: str, *, question: str) -> tuple[Quantity, ...]:
    """The mentions without changes and former levels, where neither is asked for and others stay."""
    kept = tuple(mentions)
    if not _ASKS_CHANGE.search(question):
        kept = tuple(one for one in kept if not _is_change(one, text)) or kept
    if not _ASKS_START.search(question):
        kept = tuple(one for one in kept if not _is_former(one, kept, text)) or kept
    return kept


def _is_change(mention: Quantity, text: str) -> bool:
    """Whether it says by how much something has changed."""
    return mention.kind is not Kind.DATE and _BY.search(text, 0, mention.start) is not None


def _is_former(mention: Quantity, others: Sequence[Quantity], text: str) -> bool:
    """Whether it says from where something has changed, to another mention."""
    if mention.kind is Kind.DATE or not _FROM.search(text, 0, mention.start):
        return False
    return any(
        _TO.fullmatch(text, mention.end, other.start)
        for other in others
        if other.start >= mention.end and other.kind is mention.kind
    )
