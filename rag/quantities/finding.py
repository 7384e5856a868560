"""Puts the readers together: every quantity of a text, in order, with its hedge."""

from rag.domain import Kind, Quantity
from rag.quantities.amounts import amount
from rag.quantities.calendars import MONTH_WORDS, WEEKDAYS
from rag.quantities.dates import date
from rag.quantities.hedges import hedge_after, hedge_before
from rag.quantities.match import Match
from rag.quantities.names import name
from rag.quantities.number_words import AFTER_ARTICLE, NUMERAL_WORDS
from rag.quantities.ordinals import ORDINAL_WORDS, ordinal
from rag.quantities.relative import RELATIVE_WORDS
from rag.quantities.tokens import Sort, Tokens
from rag.quantities.years import SEASONS

_HEDGED = frozenset({Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.DURATION, Kind.DATE})
_READERS = (date, name, ordinal, amount)
_STARTERS = frozenset(
    {"between", *NUMERAL_WORDS, *ORDINAL_WORDS, *MONTH_WORDS, *WEEKDAYS, *RELATIVE_WORDS, *SEASONS}
)


def find(text: str) -> tuple[Quantity, ...]:
    """Every number, date and amount of `text`, in order and without overlap.

    Never raises, and takes time linear in the length of the text.
    """
    tokens = Tokens(text)
    found, floor, index = [], 0, 0
    while index < len(tokens):
        match = _read(tokens, index)
        if match is None:
            index += 1
            continue
        quantity, index = _hedged(text, tokens, match, floor=floor)
        floor = index
        found.append(quantity)
    return tuple(found)


def _read(tokens: Tokens, index: int) -> Match | None:
    """What the first reader that finds anything at `index` found."""
    if not _may_begin(tokens, index):
        return None
    matches = (reader(tokens, index) for reader in _READERS)
    return next((match for match in matches if match), None)


def _may_begin(tokens: Tokens, index: int) -> bool:
    """Whether it is worth asking the readers: most words begin no quantity."""
    token = tokens[index]
    if token.sort is Sort.WORD and token.word in _STARTERS:
        article = token.word in {"a", "an"}
        return not article or tokens.word(tokens.after_hyphen(index + 1)) in AFTER_ARTICLE
    if token.sort in {Sort.WORD, Sort.SYMBOL, Sort.DASH}:
        return tokens.is_digits(index + 1) or tokens.is_digits(index + 2)
    return token.sort not in {Sort.HIDDEN, Sort.BREAK}


def _hedged(text: str, tokens: Tokens, match: Match, *, floor: int) -> tuple[Quantity, int]:
    """The match with its hedges as a quantity, and the index after it."""
    first, last = match.first, match.last
    if match.kind in _HEDGED or isinstance(match.value, str):
        first = hedge_before(tokens, first, floor=floor, dated=match.kind is Kind.DATE)
        last = hedge_after(tokens, last)
    start, end = tokens[first].start, tokens[last - 1].end
    quantity = Quantity(
        start=start,
        end=end,
        figure_start=tokens[match.figure_first].start,
        figure_end=tokens[match.figure_last - 1].end,
        text=text[start:end],
        value=match.value,
        value_high=match.value_high,
        unit=match.unit,
        qualifier=_qualifier(text, tokens, (first, match.first), (match.last, last)),
        kind=match.kind,
    )
    return quantity, last


def _qualifier(
    text: str, tokens: Tokens, before: tuple[int, int], after: tuple[int, int]
) -> str | None:
    """The words of the hedges before and after, in lower case with single spaces."""
    parts = (_span(text, tokens, *before), _span(text, tokens, *after).lstrip("-‐‑–"))
    return " ".join(" ".join(parts).lower().split()).rstrip("-") or None


def _span(text: str, tokens: Tokens, first: int, last: int) -> str:
    return text[tokens[first].start : tokens[last - 1].end] if first < last else ""
