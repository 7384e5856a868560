"""Reads ordinals in digits and in words: 3rd, twenty-first."""

from rag.domain import Kind
from rag.quantities.match import Match
from rag.quantities.number_words import SMALL_NUMBERS, TENS
from rag.quantities.tokens import Sort, Tokens

_IRREGULAR = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fifth": 5,
    "eighth": 8,
    "ninth": 9,
    "twelfth": 12,
}
_LARGE = {"hundredth": 100, "thousandth": 1_000, "millionth": 1_000_000}
ORDINAL_WORDS = (
    {f"{word}th": value for word, value in SMALL_NUMBERS.items() if value > 3}
    | {f"{word.removesuffix('y')}ieth": value for word, value in TENS.items()}
    | _IRREGULAR
    | _LARGE
)
"""The value of each ordinal of one word."""


def ordinal(tokens: Tokens, index: int) -> Match | None:
    """The ordinal that begins at token `index`, or None."""
    found = ordinal_value(tokens, index)
    if found is None:
        return None
    return Match(index, found[1], index, found[1], Kind.ORDINAL, found[0])


def ordinal_value(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """The value of the ordinal at `index` and the index after it, or None."""
    token = tokens[index]
    if token.sort is Sort.ORDINAL:
        return int(token.text[:-2].replace(",", "")), index + 1
    if token.sort is not Sort.WORD:
        return None
    value = ORDINAL_WORDS.get(token.word)
    if value is not None:
        return value, index + 1
    tens = TENS.get(token.word, 0)
    unit = ORDINAL_WORDS.get(tokens.word(index + 2)) if tokens.hyphened(index + 1) else None
    if not tens or unit is None or unit > 9:
        return None
    return tens + unit, index + 3
