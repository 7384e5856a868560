"""Any words of a sentence as the answer: followed from the likeliest beginnings."""

import re
from collections.abc import Sequence
from typing import Final

from rag import quantities
from rag.domain import Kind, Quantity, Span
from rag.ports import BranchReading, ScoredSpan
from rag.questions import Question, QuestionKind, carries_meaning, content_words, stem
from rag.reading.clauses import CROSSING_PENALTY, WORD, crossings
from rag.reading.extracts import Extract, normalised, preference

STARTS: Final = 6
"""How many likely beginnings are followed."""
LONGEST: Final = 16
"""Tokens of the longest span."""
TYPE_BONUS: Final = 1.5
"""Nats a span gains when it has the shape of a name and the question asks for one."""
_NAME: Final = re.compile(
    r"(?:the\s+)?[A-Z][\w’'.&\-]*(?:\s+(?:of|de|da|di|du|la|le|van|von|der|den|bin|al|ibn|the|and|&|[A-Z0-9][\w’'.&\-]*))*"
)
_LOCATIVE: Final = re.compile(
    r"(?:in|at|near|on|inside|outside|off|along|across|around|beside|between|under|above|below|north|south|east|west)\s",
    re.IGNORECASE,
)


def best_span(
    reading: BranchReading, branch: int, text: str, *, question: Question
) -> Extract | None:
    """The likeliest run of words that begins at one of the likeliest words."""
    starts = _starts(reading, branch, text, question=question)
    scored = reading.spans(branch, text, starts, longest=LONGEST) if starts else ()
    figures = quantities.find(text)
    found = (_generic(span, text, question, figures=figures) for span in scored)
    return max((item for item in found if item), key=preference, default=None)


def _starts(
    reading: BranchReading, branch: int, text: str, *, question: Question
) -> tuple[int, ...]:
    """The likeliest word beginnings, names that the question does not hold among them."""
    words = [(match.start(), match.group()) for match in WORD.finditer(text)]
    places = [start for start, _ in words]
    if not places:
        return ()
    scores = reading.start_scores(branch, text, places)
    ranked = sorted(range(len(places)), key=lambda item: (-scores[item], places[item]))
    chosen = [places[item] for item in ranked[:STARTS]]
    if question.kind is QuestionKind.PERSON:
        known = set(question.words)
        names = [
            places[item]
            for item in ranked
            if words[item][1][0].isupper() and words[item][1].lower() not in known
        ]
        chosen = names[: STARTS - 2] + chosen[:2]
    return tuple(dict.fromkeys(chosen))


def _generic(
    span: ScoredSpan, text: str, question: Question, *, figures: tuple[Quantity, ...]
) -> Extract | None:
    words = text[span.start : span.end]
    if _echoes(words, question) or not carries_meaning(words):
        return None
    whole = Span(span.start, span.end)
    cut = [item for item in figures if item.start < whole.end and whole.start < item.end]
    dated = any(item.kind is Kind.DATE for item in cut)
    fits = _fits(words, question, dated=dated)
    penalty = crossings(text, whole, question) * CROSSING_PENALTY
    likelihood = normalised(span)
    score = likelihood + TYPE_BONUS * fits - penalty
    return Extract(whole, _unbroken(whole, cut), score, likelihood, fits=fits)


def _fits(words: str, question: Question, *, dated: bool) -> bool:
    """Whether the words have the shape of what is asked for."""
    if question.kind is QuestionKind.PERSON:
        return not dated and _NAME.fullmatch(words) is not None
    if question.kind is QuestionKind.PLACE:
        return not dated and _names_place(words, question)
    return True


def _names_place(words: str, question: Question) -> bool:
    told = set(content_words(words)) - set(question.words)
    named = any(word[0].isupper() and word.lower() in told for word in WORD.findall(words))
    return named or _LOCATIVE.match(words) is not None


def _unbroken(span: Span, cut: Sequence[Quantity]) -> Span:
    """The span stretched over the quantities it cuts, hedges included."""
    return Span(
        min((span.start, *(item.start for item in cut))),
        max((span.end, *(item.end for item in cut))),
    )


def _echoes(words: str, question: Question) -> bool:
    """Whether the words only repeat the question."""
    asked = {stem(word) for word in WORD.findall(question.text)}
    return all(stem(word) in asked for word in WORD.findall(words))
