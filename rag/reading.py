"""Reading: the exact words of a sentence that answer a question, hedge and unit kept.

Spans are the sentence's own words, scored by the model as the continuation of
`Text / Question / Answer:`; the answer's expected type decides where spans may begin.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rag import quantities
from rag.domain import Kind, Quantity, Span
from rag.ports import BranchReading, ScoredSpan
from rag.questions import Question, QuestionKind, stem

STARTS: Final = 6
"""How many likely beginnings are followed."""
LONGEST: Final = 16
"""Tokens of the longest span."""
CROSSING_PENALTY: Final = 0.75
"""Nats a span loses for each clause that begins between it and the question's words."""
RELATIVE_DATE_PENALTY: Final = 0.75
"""Nats a date loses that means nothing without the day it was written ("last month")."""
TYPE_BONUS: Final = 1.5
"""Nats a span gains when it has the shape of a name and the question asks for one."""

_WORD: Final = re.compile(r"[^\W_]+(?:[.,’'\-&/][^\W_]+)*")
_NEW_CLAUSE: Final = re.compile(
    r"[;—]|,\s+(?:and|but|or|so)\b|\b(?:which|who|whom|whose|where|while|although|though|whereas|but|because|since|after|before|when|until|despite)\b",
    re.IGNORECASE,
)
_NAME: Final = re.compile(
    r"(?:the\s+)?[A-Z0-9][\w’'.&\-]*(?:\s+(?:of|de|da|di|du|la|le|van|von|der|den|bin|al|ibn|the|and|[A-Z0-9][\w’'.&\-]*))*"
)
_NOT_COUNTED: Final = frozenset(
    """a an and are as at be because been but by can could did do does during expected for from had
    has have he her his if in including into is it its lost may might more of on or our over per said
    say says she since so than that the their them then they this those to took under until up was
    we were what when where which while who whose will with would yet""".split()
)
_MOST_COUNTED_WORDS: Final = 4
_COUNTS: Final = frozenset({Kind.COUNT, Kind.OTHER})
_PREPOSITION: Final = re.compile(
    r"\b(?:in|on|at|by|since|from|until|till|during|before|after|around|between)\s+\Z",
    re.IGNORECASE,
)
_NEXT_WORD: Final = re.compile(r"\s+([^\W\d_][\w’'\-]*)")

_KINDS_WANTED: Final = {
    QuestionKind.COUNT: frozenset(
        {Kind.COUNT, Kind.OTHER, Kind.PERCENT, Kind.MONEY, Kind.DURATION}
    ),
    QuestionKind.MONEY: frozenset({Kind.MONEY, Kind.COUNT}),
    QuestionKind.PERCENT: frozenset({Kind.PERCENT, Kind.COUNT}),
    QuestionKind.DURATION: frozenset({Kind.DURATION, Kind.COUNT}),
    QuestionKind.DATE: frozenset({Kind.DATE}),
}


@dataclass(frozen=True, slots=True)
class Extract:
    """The words of one sentence that answer; spans count in the sentence's text."""

    short: Span
    grown: Span
    """`short` with its hedge, unit and what it counts."""
    score: float
    """`likelihood` adjusted for type and clause, by which extracts are chosen."""
    likelihood: float
    """Length-normalised log-probability of the words."""
    quantity: Quantity | None = None
    fits: bool = True
    """Whether it has the shape of what was asked for: a name, where a person was."""


def extract(
    reading: BranchReading, branch: int, text: str, *, question: Question
) -> Extract | None:
    """The best answer to `question` within `text`, or None where nothing has the asked type."""
    if question.kind.is_quantity:
        return _best_quantity(reading, branch, text, question=question)
    return _best_span(reading, branch, text, question=question)


def answers_type(text: str, question: Question) -> bool:
    """Whether `text` holds anything of the type the question asks for."""
    return not question.kind.is_quantity or bool(_mentions(text, question))


def _best_quantity(
    reading: BranchReading, branch: int, text: str, *, question: Question
) -> Extract | None:
    mentions = _mentions(text, question)
    if not mentions:
        return None
    starts = tuple(
        dict.fromkeys(
            start
            for mention in mentions
            for start in (mention.figure_start, _lead_in(mention, text))
        )
    )
    scored = reading.spans(branch, text, starts, longest=LONGEST)
    found = (_extract_of(mention, text, scored, question=question) for mention in mentions)
    return max((item for item in found if item), key=_preference, default=None)


def _mentions(text: str, question: Question) -> tuple[Quantity, ...]:
    """Quantities of the kind the question asks for; the closest kind alone where it occurs."""
    wanted = _KINDS_WANTED[question.kind]
    found = tuple(item for item in quantities.find(text) if item.kind in wanted)
    exact = tuple(item for item in found if item.kind.value == question.kind.value)
    return exact or found


def _extract_of(
    mention: Quantity, text: str, scored: Sequence[ScoredSpan], *, question: Question
) -> Extract | None:
    """The best span that begins at the mention's figure, holds it whole, and ends in time."""
    last = _furthest(mention, text)
    fitting = [
        span
        for span in scored
        if span.start == mention.figure_start and mention.figure_end <= span.end <= last
    ]
    if not fitting:
        return None
    best = max(fitting, key=lambda span: (_normalised(span), -span.end))
    starts, ends = (
        {mention.figure_start, _lead_in(mention, text)},
        {mention.figure_end, mention.end},
    )
    told = [span for span in scored if span.start in starts and span.end in ends]
    short = Span(best.start, best.end)
    score = max(map(_unstopped, told), default=_normalised(best))
    return Extract(
        short=short,
        grown=_grown(mention, short, text),
        score=score - _penalty(mention, short, text, question=question),
        likelihood=score,
        quantity=mention,
    )


def _penalty(mention: Quantity, short: Span, text: str, *, question: Question) -> float:
    relative = mention.kind is Kind.DATE and mention.value is None
    crossing = _crossings(text, short, question) * CROSSING_PENALTY
    return crossing + RELATIVE_DATE_PENALTY * relative


def _grown(mention: Quantity, short: Span, text: str) -> Span:
    """The short span with the mention's hedge and unit and the words for what it counts."""
    end = max(short.end, _furthest(mention, text))
    return Span(_lead_in(mention, text), end)


def _lead_in(mention: Quantity, text: str) -> int:
    """Where the mention begins with its hedge, a date with its preposition: `In June`."""
    before = _PREPOSITION.search(text, 0, mention.start) if mention.kind is Kind.DATE else None
    return before.start() if before else mention.start


def _furthest(mention: Quantity, text: str) -> int:
    """Where an answer that begins with the mention must end."""
    return _counted_end(text, mention.end) if mention.kind in _COUNTS else mention.end


def _counted_end(text: str, position: int) -> int:
    """Where the words for what is counted end, that follow a figure ending at `position`."""
    end = position
    for _ in range(_MOST_COUNTED_WORDS):
        match = _NEXT_WORD.match(text, end)
        if not match or match[1].lower() in _NOT_COUNTED:
            break
        end = match.end()
    return end


def _best_span(
    reading: BranchReading, branch: int, text: str, *, question: Question
) -> Extract | None:
    starts = _starts(reading, branch, text, question=question)
    scored = reading.spans(branch, text, starts, longest=LONGEST) if starts else ()
    found = (_generic(span, text, question) for span in scored)
    return max((item for item in found if item), key=_preference, default=None)


def _starts(
    reading: BranchReading, branch: int, text: str, *, question: Question
) -> tuple[int, ...]:
    """The likeliest word beginnings, names that the question does not hold among them."""
    words = [(match.start(), match.group()) for match in _WORD.finditer(text)]
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


def _generic(span: ScoredSpan, text: str, question: Question) -> Extract | None:
    words = text[span.start : span.end]
    if _echoes(words, question):
        return None
    asks_name = question.kind is QuestionKind.PERSON
    is_name = _NAME.fullmatch(words) is not None
    whole = Span(span.start, span.end)
    penalty = _crossings(text, whole, question) * CROSSING_PENALTY
    likelihood = _normalised(span)
    score = likelihood + TYPE_BONUS * (asks_name and is_name) - penalty
    grown = _unbroken(whole, text)
    return Extract(whole, grown, score, likelihood, fits=is_name or not asks_name)


def _unbroken(span: Span, text: str) -> Span:
    """The span stretched over every quantity it cuts, hedge included."""
    cut = [
        item for item in quantities.find(text) if item.start < span.end and span.start < item.end
    ]
    return Span(
        min((span.start, *(item.start for item in cut))),
        max((span.end, *(item.end for item in cut))),
    )


def _echoes(words: str, question: Question) -> bool:
    """Whether the words only repeat the question."""
    asked = {stem(word) for word in _WORD.findall(question.text)}
    return all(stem(word) in asked for word in _WORD.findall(words))


def _crossings(text: str, span: Span, question: Question) -> float:
    """Mean number of clauses that begin between the span and the question's words."""
    asked = {stem(word) for word in question.words}
    places = [
        match.start()
        for match in _WORD.finditer(text)
        if stem(match.group()) in asked and not span.start <= match.start() < span.end
    ]
    if not places:
        return 0.0
    return sum(_between(text, span, place) for place in places) / len(places)


def _between(text: str, span: Span, place: int) -> int:
    low, high = (place, span.start) if place < span.start else (span.end, place)
    return len(_NEW_CLAUSE.findall(text, low, high)) if low < high else 0


def _normalised(span: ScoredSpan) -> float:
    """Log-probability over the square root of the length, which favours neither end."""
    return span.log_probability / math.sqrt(span.tokens + 1)


def _unstopped(span: ScoredSpan) -> float:
    """As `_normalised`, but without the end: where a figure ends is known.

    The model hardly ever stops after a bare month, however sure it is of the month.
    """
    return (span.log_probability - span.stop) / math.sqrt(span.tokens + 1)


def _preference(item: Extract) -> tuple[float, int]:
    return item.score, -item.short.start
