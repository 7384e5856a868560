"""Figures and dates as answers: found by `quantities`, chosen by the model, grown with their hedge."""

import re
from collections.abc import Sequence
from typing import Final

from rag import quantities
from rag.domain import Kind, Quantity, Span
from rag.ports import Beginnings, ScoredSpan
from rag.quantities.events import events, events_of
from rag.questions import Question, QuestionKind, stem
from rag.reading.ages import without_ages
from rag.reading.clauses import (
    CROSSING_PENALTY,
    WORD,
    asked_root,
    clause_around,
    crossings,
    distance,
)
from rag.reading.counting import Counts, asked_thing, counting
from rag.reading.extracts import Extract, Likeness, normalised, preference, unstopped
from rag.reading.levels import levels
from rag.reading.respective import respective
from rag.reading.times import of_the_period, of_the_time

LONGEST: Final = 12
"""Tokens of the longest figure with what it counts."""
LONGEST_RANGE: Final = 28
"""Tokens of the longest range of figures: 1,250,000 to 1,500,000 people."""
_BEHIND: Final = 5
_PIECE: Final = re.compile(r"\d|[^\W\d]+|[^\w\s]|\s(?=\d)")
RELATIVE_DATE_PENALTY: Final = 0.4
"""Nats a date loses that means nothing without the day it was written ("last month")."""
OTHER_END_PENALTY: Final = 4.0
"""Nats a date loses at the wrong end of a life: (1884 – 1959)."""
UNSAID_PENALTY: Final = 0.75
"""Nats a figure loses that does not say what it counts beside one that counts what is asked for."""
DISTANCE_PENALTY: Final = 4.0
"""Nats that a figure loses against another of its sentence for each unit of `distance`."""
_BIRTH: Final = re.compile(r"\b(?:born|birth\w*)\b", re.IGNORECASE)
_DEATH: Final = re.compile(r"\b(?:die[ds]?|death)\b", re.IGNORECASE)
_DASH_BEFORE: Final = re.compile(r"\d\s*[–—-]\s*\Z")
_DASH_AFTER: Final = re.compile(r"\s*[–—-]\s*\w")
_LASTING: Final = re.compile(
    r"\b(?:old|ages?|often|long|far|fast|periods?|terms?|li(?:fe|ves)|times?|values?|sentence)\b",
    re.IGNORECASE,
)
"""What a length of time may answer."""
_HOW_LONG: Final = re.compile(r"\bhow long\b", re.IGNORECASE)
_HEADS: Final = re.compile(r"\b(?:population|number of (?:people|inhabitants))\b", re.IGNORECASE)
"""What is no number of kilometres."""
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
_AFTER_FIGURE: Final = re.compile(r"[\"'”’»)]*")
"""A figure may be quoted: "several hundred" Danish ships."""
_NEXT_WORD: Final = re.compile(r"\s+([^\W\d_][\w’'\-]*)")
_KINDS_WANTED: Final = {
    QuestionKind.COUNT: frozenset(
        {Kind.COUNT, Kind.OTHER, Kind.PERCENT, Kind.MONEY, Kind.DURATION}
    ),
    QuestionKind.MONEY: frozenset({Kind.MONEY}),
    QuestionKind.PERCENT: frozenset({Kind.PERCENT}),
    QuestionKind.DURATION: frozenset({Kind.DURATION, Kind.COUNT}),
    QuestionKind.DATE: frozenset({Kind.DATE}),
}


def figure_beginnings(branch: int, text: str, *, question: Question) -> Beginnings:
    """Where the figures of the kind asked for begin."""
    mentions = _mentions(text, question)
    starts = dict.fromkeys(start for mention in mentions for start in _starts(mention, text))
    longest = max((_tokens_at_most(mention) for mention in mentions), default=0)
    return Beginnings(branch, text, tuple(starts), max(LONGEST, min(longest, LONGEST_RANGE)))


def _tokens_at_most(mention: Quantity) -> int:
    """How many tokens the figure takes where the model reads digit by digit, and some behind it."""
    return len(_PIECE.findall(mention.text)) + _BEHIND


def best_figure(
    scored: Sequence[ScoredSpan],
    text: str,
    *,
    question: Question,
    likeness: Likeness | None = None,
) -> Extract | None:
    """The likeliest figure of the kind asked for, or None where none was scored.

    `likeness` says how near things are to what the question wants counted.
    """
    mentions = _mentions(text, question, likeness)
    beside = _beside_thing(question)
    named = Counts.ASKED in mentions.values()
    weighed: list[tuple[float, Extract]] = []
    for mention, counts in mentions.items():
        item = _extract_of(mention, text, scored, question=question)
        if item:
            unsaid = UNSAID_PENALTY * (named and counts is Counts.UNSAID)
            far = distance(text, Span(mention.start, mention.end), beside)
            weighed.append((item.score - unsaid - DISTANCE_PENALTY * far, item))
    best = max(weighed, key=lambda pair: (pair[0], preference(pair[1])), default=None)
    return best[1] if best else None


def _mentions(
    text: str, question: Question, likeness: Likeness | None = None
) -> dict[Quantity, Counts]:
    """The figures that may answer, and what each counts."""
    mentions = _unasked(mentions_of(text, question), question)
    mentions = _happening(mentions, text, question)
    mentions = respective(mentions, text, question=question.text)
    mentions = of_the_period(mentions, text, question=question.text)
    mentions = levels(mentions, text, question=question.text)
    return counting(mentions, text, question, likeness)


def _unasked(mentions: tuple[Quantity, ...], question: Question) -> tuple[Quantity, ...]:
    """The mentions without those that the question itself holds, where others stay."""
    held = {one.value for one in quantities.find(question.text) if one.value is not None}
    return tuple(one for one in mentions if one.value not in held) or mentions


def mentions_of(text: str, question: Question) -> tuple[Quantity, ...]:
    """Quantities of the kind the question asks for; the closest kind alone where it occurs."""
    wanted = _KINDS_WANTED[question.kind]
    if question.kind is QuestionKind.COUNT and not _LASTING.search(question.text):
        wanted -= {Kind.DURATION}
    told = without_ages(quantities.find(text), text, question=question.text)
    told = of_the_time(told, text, question=question.text)
    found = tuple(item for item in told if item.kind in wanted)
    if _HEADS.search(question.text):
        found = tuple(item for item in found if not (item.kind is Kind.COUNT and item.unit))
    exact = tuple(item for item in found if item.kind.value == question.kind.value)
    if question.kind is QuestionKind.DURATION and _HOW_LONG.search(question.text):
        # It may ask for kilometres, and never for as many of something.
        found = tuple(item for item in found if item.unit)
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
    if _counts_others(mention, text, question):
        return None
    best = max(fitting, key=lambda span: (normalised(span), -span.end))
    starts, ends = _starts(mention, text), (mention.figure_end, mention.end)
    told = [span for span in scored if span.start in starts and span.end in ends]
    short = Span(best.start, best.end)
    score = max(map(unstopped, told), default=normalised(best))
    return Extract(
        short=short,
        grown=_grown(mention, fitting, text),
        score=score - _penalty(mention, short, text, question=question),
        likelihood=score,
        quantity=mention,
    )


def _counts_others(mention: Quantity, text: str, question: Question) -> bool:
    """Whether the figure counts others than the people or body asked for: Danish ships.

    It does where names stand by the figure and that one is not among them, and where its clause
    does not hold it.
    """
    quoted = _AFTER_FIGURE.match(text, mention.figure_end)
    begin = quoted.end() if quoted else mention.figure_end
    counted = text[begin : _counted_end(text, begin)]
    asked = [
        name for name in question.entities if set(name.lower().split()) & set(question.counted)
    ]
    clause = clause_around(text, Span(mention.start, mention.end))
    told = [word for word in counted.split() if word[:1].isupper()] or WORD.findall(clause)
    wanted = {stem(part) for name in asked for part in name.split()}
    return bool(wanted) and not any(asked_root(stem(word), wanted) for word in told)


def _happening(
    mentions: tuple[Quantity, ...], text: str, question: Question
) -> tuple[Quantity, ...]:
    """The mentions without those of people to whom something else happened: 80 missing, not dead."""
    asked = events(question.text)
    if not asked:
        return mentions
    found = quantities.find(text)
    told = ((mention, events_of(text, mention, found)) for mention in mentions)
    return tuple(mention for mention, happened in told if not happened or happened & asked)


def _penalty(mention: Quantity, short: Span, text: str, *, question: Question) -> float:
    relative = mention.kind is Kind.DATE and mention.value is None
    other_end = mention.kind is Kind.DATE and _is_other_end(mention, text, question)
    crossing = crossings(text, short, _beside_thing(question)) * CROSSING_PENALTY
    return crossing + RELATIVE_DATE_PENALTY * relative + OTHER_END_PENALTY * other_end


def _beside_thing(question: Question) -> tuple[str, ...]:
    """The question's words without what it wants counted, which may stand by several figures."""
    thing = (asked_thing(question) or "").split()
    return tuple(word for word in question.words if word not in thing)


def _is_other_end(mention: Quantity, text: str, question: Question) -> bool:
    """Whether it is the date of death where birth is asked for, or of birth where death is."""
    if _BIRTH.search(question.text):
        return _DASH_BEFORE.search(text, 0, mention.start) is not None
    return bool(_DEATH.search(question.text) and _DASH_AFTER.match(text, mention.end))


def _grown(mention: Quantity, fitting: Sequence[ScoredSpan], text: str) -> Span:
    """The mention with its hedge and unit, and with the likeliest words for what it counts."""
    counting = [span for span in fitting if span.end > mention.end]
    end = max(counting, key=normalised).end if counting else mention.end
    return Span(_lead_in(mention, text), end)


def _starts(mention: Quantity, text: str) -> tuple[int, ...]:
    """Where the model may begin to tell the mention; a date also with its preposition."""
    figure = mention.figure_start
    return (figure, _lead_in(mention, text)) if mention.kind is Kind.DATE else (figure,)


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
