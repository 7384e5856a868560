"""Any words of a sentence as the answer: followed from the likeliest beginnings."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from rag import quantities
from rag.domain import Kind, Quantity, Span
from rag.ports import Beginnings, BranchReading, ScoredSpan
from rag.questions import Question, QuestionKind, carries_meaning, content_words, stem
from rag.reading.clauses import CROSSING_PENALTY, WORD, crossings
from rag.reading.extracts import Extract, Likeness, normalised, preference
from rag.reading.phrases import noun_phrase

STARTS: Final = 5
"""How many likely beginnings are followed."""
LONGEST: Final = 10
"""Tokens of the longest span."""
TYPE_BONUS: Final = 1.5
"""Nats a span gains when it has the shape that is asked for: a name, a place, words and no figure."""
ECHO_PENALTY: Final = 1.5
"""Nats a span loses when most of its words are the question's own: they ask and do not answer."""
LIKENESS_WEIGHT: Final = 3.0
"""Nats that a cosine of one is worth between the words and what the question asks for."""
TYPICAL_LIKENESS: Final = 0.2
PER_BEGINNING: Final = 2
LIKELIEST: Final = 8
"""How many spans are held against what the question asks for."""
_NAME: Final = re.compile(
    r"(?:the\s+)?[A-Z][\w’'.&\-]*(?:\s+(?:of|de|da|di|du|la|le|van|von|der|den|bin|al|ibn|the|and|&|[A-Z0-9][\w’'.&\-]*))*"
)
_NOUN: Final = re.compile(r"[^\W\d_]{2}")
_NAMED: Final = frozenset({QuestionKind.PERSON, QuestionKind.ORGANISATION})
_WITH_FIGURES: Final = re.compile(
    r"\b(?:ratio|score|grade|code|version|model|years?|dates?|terms?|period|age|title|name|article|chapter"
    r"|season|episode|track|number|issue|rank\w*|position|result|range|level|amount|value|rate|total|net)\b",
    re.IGNORECASE,
)
"""What may be a bare figure although no figure is asked for."""
_STRANDED: Final = re.compile(r"\bwhat\b.+ (?:of|from|with|about|against)\W*$", re.IGNORECASE)
"""`What did he die of?`, which no date answers."""
_LOCATIVE: Final = re.compile(
    r"(?:in|at|near|on|inside|outside|off|along|across|around|beside|between|under|above|below|north|south|east|west)\s",
    re.IGNORECASE,
)


def likely_beginnings(
    reading: BranchReading, branch: int, text: str, *, question: Question
) -> Beginnings:
    """The likeliest words to begin with."""
    starts = _starts(reading, branch, text, question=question)
    return Beginnings(branch, text, starts, LONGEST)


def best_span(
    scored: Sequence[ScoredSpan],
    text: str,
    *,
    question: Question,
    likeness: Likeness | None = None,
) -> Extract | None:
    """The likeliest of the runs of words that were scored.

    `likeness` says how near texts are to what the question asks for: a sport, a profession.
    """
    figures = quantities.find(text)
    generic = (_generic(span, text, question, figures=figures) for span in scored)
    found = sorted((item for item in generic if item), key=preference, reverse=True)
    if likeness and question.asked_for:
        found = _weighed(_varied(found), text, likeness)
    return max(found, key=preference, default=None)


def holds_name(text: str, question: Question) -> bool:
    """Whether `text` holds a name that is not in the question, beyond its first word."""
    asked = {word.lower() for word in WORD.findall(question.text)}
    return any(word[0].isupper() and word.lower() not in asked for word in WORD.findall(text)[1:])


def _varied(found: Sequence[Extract]) -> list[Extract]:
    """The best extracts, at most two with one beginning; `found` is best first."""
    begun = Counter[int]()
    kept: list[Extract] = []
    for item in found:
        begun[item.short.start] += 1
        if begun[item.short.start] <= PER_BEGINNING:
            kept.append(item)
    return kept[:LIKELIEST]


def _weighed(found: Sequence[Extract], text: str, likeness: Likeness) -> list[Extract]:
    cosines = likeness([text[item.short.start : item.short.end] for item in found])
    return [
        replace(item, score=item.score + LIKENESS_WEIGHT * (cosine - TYPICAL_LIKENESS))
        for item, cosine in zip(found, cosines, strict=True)
    ]


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
    if question.kind in _NAMED:
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
    echoed = _echoed(words, question)
    if echoed == 1 or not carries_meaning(words):
        return None
    whole = Span(span.start, span.end)
    cut = [item for item in figures if item.start < whole.end and whole.start < item.end]
    dated = any(item.kind is Kind.DATE for item in cut)
    bare = bool(cut) and not _NOUN.search(_between(text, whole, cut))
    fits = _fits(words, question, dated=dated, figure=bare)
    penalty = crossings(text, whole, question.words) * CROSSING_PENALTY + ECHO_PENALTY * (
        echoed > 0.5
    )
    likelihood = normalised(span)
    score = likelihood + TYPE_BONUS * fits - penalty
    grown = _unbroken(whole, cut)
    if not cut and question.kind not in _NAMED:
        grown = noun_phrase(text, grown)
    return Extract(whole, grown, score, likelihood, fits=fits)


def _between(text: str, span: Span, cut: Sequence[Quantity]) -> str:
    """What the span holds beside the quantities in it, function words left out."""
    kept = [
        text[at]
        for at in range(span.start, span.end)
        if not any(q.start <= at < q.end for q in cut)
    ]
    words = "".join(kept)
    return words if carries_meaning(words) else ""


def _fits(words: str, question: Question, *, dated: bool, figure: bool) -> bool:
    """Whether the words have the shape of what is asked for."""
    if question.kind in _NAMED:
        return not dated and _NAME.fullmatch(words) is not None
    if question.kind is QuestionKind.PLACE:
        return not dated and _names_place(words, question)
    if figure and dated and _STRANDED.search(question.text):
        return False
    return not (figure and question.asked_for and _WITH_FIGURES.search(question.text) is None)


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


def _echoed(words: str, question: Question) -> float:
    """The share of the words that the question has too; 1 where all of them only repeat it."""
    asked = {stem(word) for word in WORD.findall(question.text)}
    told = [stem(word) in asked for word in WORD.findall(words)]
    if all(told):
        return 1.0
    telling = [stem(word) in asked for word in content_words(words)]
    return min(sum(telling) / len(telling), 0.99)
