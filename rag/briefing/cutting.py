"""Where a sentence can be shortened by leaving words out, and what may never fall.

Candidates after the deletion of clauses in sentence compression (Knight and Marcu 2002;
Clarke and Lapata 2008): asides between commas, dashes or brackets, relative clauses, and
participles at the end. Whether the rest still reads is for the language model to say.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from rag.briefing import caveats
from rag.briefing.attribution import Report
from rag.briefing.words import NEGATIONS, SAYING, Token, tokens, word_set
from rag.domain import Quantity, Span

_OPENERS: Final = word_set(
    "who which whose where including while amid following as after leaving making bringing "
    "forcing sparking marking raising prompting giving allowing along together"
)
"""What an aside or a clause at the end begins with."""
_HEDGING: Final = re.compile(
    r"\b(?:may|might|could|would|should|if|unless|until|only|except|at least|nearly|almost|about|"
    r"around|roughly|approximately|up to|several|some|many|most|few|allegedly|reportedly)\b",
    re.IGNORECASE,
)
_PROVENANCE: Final = SAYING | word_set(
    "briefing statement interview report reports letter testimony according conference speech "
    "filing post tweet memo survey poll study document documents sources source"
)
_MARKS: Final = frozenset('"“”„«»')
_FEWEST_LEFT: Final = 7
_FEWEST_CUT, _MOST_CUT = 3, 25


def cuts(text: str, quantities: Sequence[Quantity], reports: Sequence[Report]) -> Iterator[Span]:
    """The runs of `text` that may be left out, none with a figure, full name, hedge, negation or speaker.

    What stands around a run is a sentence still as far as its marks go; runs may overlap.
    """
    words = tokens(text)
    for first, last in _asides(words):
        span = Span(words[first].start, words[last - 1].end)
        inside = words[first:last]
        counted = sum(word.is_word for word in inside)
        left = sum(word.is_word for word in words) - counted
        if not _FEWEST_CUT <= counted <= _MOST_CUT or left < _FEWEST_LEFT:
            continue
        if not _kept(span, inside, text, quantities, reports):
            yield span


def _asides(words: tuple[Token, ...]) -> Iterator[tuple[int, int]]:
    """The tokens of each aside with the marks before and after it, the sentence's end left out."""
    end = len(words)
    while end and not words[end - 1].is_word and words[end - 1].text != ")":
        end -= 1
    for at in range(2, end):
        mark = words[at].text
        if mark == "(":
            close = _next(words, at + 1, ")", end)
            if close:
                yield at, close + 1
        elif mark in "—–" and _next(words, at + 1, mark, end):
            yield at, _next(words, at + 1, mark, end) + 1
        elif mark == "," and at + 1 < end and _opens(words[at + 1]):
            close = _next(words, at + 1, ",", end)
            yield (at, close + 1) if close else (at, end)


def _opens(word: Token) -> bool:
    return word.lower in _OPENERS


def _next(words: tuple[Token, ...], start: int, mark: str, end: int) -> int:
    """The index of the next such mark before `end`, 0 where there is none."""
    return next((at for at in range(start, end) if words[at].text == mark), 0)


def _kept(
    span: Span,
    inside: tuple[Token, ...],
    text: str,
    quantities: Sequence[Quantity],
    reports: Sequence[Report],
) -> bool:
    """Whether the run holds what may never fall."""
    run = text[span.start : span.end]
    if any(each.start < span.end and span.start < each.end for each in quantities):
        return True
    if any(
        min(each.speaker_start, each.verb_start) < span.end
        and span.start < max(each.speaker_end, each.verb_end)
        for each in reports
    ):
        return True
    if any(one.is_name and other.is_name for one, other in pairwise(inside)):
        return True
    lowers = {word.lower for word in inside}
    if lowers & (NEGATIONS | _PROVENANCE) or lowers & _MARKS:
        return True
    return bool(_HEDGING.search(run)) or caveats.words(run) is not None
