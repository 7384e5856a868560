"""Reads dates that are told from the day of writing: yesterday, earlier this month, last week."""

from rag.quantities.calendars import PARTS_OF_DAY, WEEKDAYS, month_number
from rag.quantities.match import Match, dated
from rag.quantities.tokens import Tokens, word_set

_DAYS = word_set("today yesterday tomorrow tonight")
_POINTERS = word_set("this last next past previous coming following")
_PERIODS = PARTS_OF_DAY | word_set(
    "week weekend month year decade century quarter spring summer autumn fall winter"
)
_RECENT = word_set("recent coming past previous following last")
_PLURALS = word_set("days weeks months years decades centuries")
RELATIVE_WORDS = _DAYS | _POINTERS | _RECENT | {"earlier", "later"}
"""Every word that such a date may begin with."""


def relative(tokens: Tokens, index: int) -> Match | None:
    """The date at `index` that only the day of writing places, or None."""
    if tokens.word(index) in {"earlier", "later"}:
        inner = _pointed(tokens, index + 1) or _today(tokens, index + 1)
        return dated(index, inner.last, _text(inner)) if inner else None
    return _today(tokens, index) or _pointed(tokens, index) or _recent(tokens, index)


def _text(match: Match) -> str | None:
    return match.value if isinstance(match.value, str) else None


def _today(tokens: Tokens, index: int) -> Match | None:
    if tokens.word(index) not in _DAYS:
        return None
    return dated(index, index + 1 + (tokens.word(index + 1) in PARTS_OF_DAY))


def _pointed(tokens: Tokens, index: int) -> Match | None:
    """This month · last Thursday · next June, which keeps the month's value."""
    if tokens.word(index) not in _POINTERS:
        return None
    named = tokens[index + 1]
    month = month_number(named.text)
    if month and not tokens.word(index + 2).isdecimal():
        return dated(index, index + 2, f"--{month:02d}")
    if named.word in WEEKDAYS and named.text[0].isupper():
        return dated(index, index + 2 + (tokens.word(index + 2) in PARTS_OF_DAY))
    return dated(index, index + 2) if named.word in _PERIODS else None


def _recent(tokens: Tokens, index: int) -> Match | None:
    """Recent months · past years."""
    if tokens.word(index) in _RECENT and tokens.word(index + 1) in _PLURALS:
        return dated(index, index + 2)
    return None
