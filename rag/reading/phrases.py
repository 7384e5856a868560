"""The noun phrase around a short answer: `badminton` told as `a South Korean badminton player`."""

import re
from typing import Final

from rag.domain import Span

_MOST_GROWN: Final = 3
"""Words a span may grow by on each side; where no boundary comes within them it stays."""
_MOST_WORDS: Final = 3
"""Words of the longest span that is taken for a part of its phrase."""
_BOUNDARY: Final = frozenset(
    """a an the his her its their our my this that these those and or but nor so of in on at by for from
    to with into onto over under after before during about against among between through near within
    until since as than is are was were be been being am has have had do does did will would can could
    may might must shall should who whom whose which what when where why how if not no it he she they
    we you i there also then only both either neither such some any all each every while because
    although though known called named became become becomes led won said says located based born""".split()
)
_ARTICLE: Final = re.compile(r"\ban?\s\Z", re.IGNORECASE)
"""Behind it a phrase goes on to its noun: `a South Korean badminton player`."""
_BEFORE: Final = re.compile(r"(?:^|(?<=[\s(“\"‘]))([\w’'\-]+)\s\Z")
_AFTER: Final = re.compile(r"\s([\w’'\-]+)(?=[\s.,;:!?)”\"’]|\Z)")
_VERB_LIKE: Final = re.compile(r"[a-z]+(?:ed|ing|ly|es)")


def noun_phrase(text: str, span: Span) -> Span:
    """The span with the words that belong to its noun phrase; the span itself where that is unsure."""
    words = text[span.start : span.end].split()
    if len(words) > _MOST_WORDS or (words and words[0].lower() in _BOUNDARY):
        return span
    start = _left(text, span.start)
    predicative = _ARTICLE.search(text, max(0, start - 4), start) is not None
    return Span(start, _right(text, span.end) if predicative else span.end)


def _left(text: str, start: int) -> int:
    """Where the phrase begins: behind a function word or a mark."""
    at = start
    for _ in range(_MOST_GROWN + 1):
        match = _BEFORE.search(text, max(0, at - 40), at)
        if match is None or match[1].lower() in _BOUNDARY:
            return at
        at = match.start(1)
    return start


def _right(text: str, end: int) -> int:
    """Where the phrase ends: before a function word, a verb's ending or a mark."""
    at = end
    for _ in range(_MOST_GROWN + 1):
        match = _AFTER.match(text, at)
        if match is None or match[1].lower() in _BOUNDARY:
            return at
        if _VERB_LIKE.fullmatch(match[1]) or match[1][:1].isdigit():
            return end if at == end else at
        at = match.end()
    return end
