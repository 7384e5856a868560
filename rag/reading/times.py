"""Of which time each figure of a sentence is: `$53 million in 2018, $55 million in 2017`."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from rag.domain import Kind, Quantity, Span

_TIMES: Final = tuple(
    re.compile(rf"\b(?:{names})\b")
    for names in (
        r"(?:19|20)\d\d",
        r"(?:first|second|third|fourth) quarter",
        "January|February|March|April|May|June|July|August|September|October|November|December",
        "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
    )
)
"""What tells one figure's time from another's: years, quarters, months, days."""
_WORDS: Final = re.compile(r"(?:\W+\w+){0,7}?\W+\Z")
"""What may stand between a figure and its time."""
_ENDS: Final = re.compile(r"[;.]\s")
_BESIDE: Final = re.compile(
    r"\((?P<when>[^():]{0,40}?\b(?:(?P<year>(?:19|20)\d\d)|(?:prior|previous|last) (?:year|period|quarter|month))\b"
    r"[^():]{0,20}): (?P<told>[^()]+)\)",
    re.IGNORECASE,
)
_ASKS_EARLIER: Final = re.compile(
    r"(?i)\b(?:prior|previous|last|before|earlier) ?(?:year|period|quarter|month)?\b"
)


def of_the_period(
    mentions: Sequence[Quantity], text: str, *, question: str
) -> tuple[Quantity, ...]:
    """The mentions without those of another year or month than the question's, if one is of that."""
    kept = tuple(mentions)
    for time in _TIMES:
        asked = set(time.findall(question))
        times = _times(kept, text, time) if asked else {}
        if asked & set(times.values()):
            kept = tuple(one for one in kept if times.get(one) is None or times[one] in asked)
    return kept


def _times(
    mentions: Sequence[Quantity], text: str, time: re.Pattern[str]
) -> dict[Quantity, str | None]:
    """The time told behind each figure, or in front of it where that is no other figure's."""
    figures = [mention for mention in mentions if mention.kind is not Kind.DATE]
    found: dict[Quantity, str | None] = {}
    taken = 0
    for at, figure in enumerate(figures):
        end = figures[at + 1].start if at + 1 < len(figures) else len(text)
        rest = _ENDS.split(text[figure.end : end])[0]
        behind = time.search(rest)
        before = tuple(time.finditer(text, taken, figure.start))
        if behind and _WORDS.match(rest, 0, behind.start()):
            found[figure] = behind.group()
            taken = figure.end + behind.end()
        else:
            found[figure] = before[-1].group() if before else None
    return found


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
