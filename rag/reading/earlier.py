"""Figures of an earlier time told beside those of now: `£14 million (2023: £16 million)`."""

import re
from collections.abc import Iterable
from typing import Final

from rag.domain import Quantity, Span

_BESIDE: Final = re.compile(
    r"\((?P<when>[^():]{0,40}?\b(?:(?P<year>(?:19|20)\d\d)|(?:prior|previous|last) (?:year|period|quarter|month))\b"
    r"[^():]{0,20}): (?P<told>[^()]+)\)",
    re.IGNORECASE,
)
_ASKS_EARLIER: Final = re.compile(
    r"(?i)\b(?:prior|previous|last|before|earlier) ?(?:year|period|quarter|month)?\b"
)


def of_the_time(mentions: Iterable[Quantity], text: str, *, question: str) -> tuple[Quantity, ...]:
    """The mentions without those told of another time than the question's."""
    found = tuple(mentions)
    beside = [
        (_asked(match, question), Span(*match.span("told"))) for match in _BESIDE.finditer(text)
    ]
    if not beside:
        return found
    if any(asked for asked, _ in beside):
        return tuple(one for one in found if any(asked and _in(one, at) for asked, at in beside))
    return tuple(one for one in found if not any(_in(one, at) for _, at in beside))


def _asked(match: re.Match[str], question: str) -> bool:
    if match["year"]:
        return match["year"] in question
    return _ASKS_EARLIER.search(question) is not None


def _in(mention: Quantity, span: Span) -> bool:
    return span.start <= mention.start < span.end
