"""Reads fractions in words: two-thirds of, half a million, and a half."""

from decimal import Decimal

from rag.quantities.match import Numeral
from rag.quantities.number_words import DENOMINATORS, SCALES, SMALL_NUMBERS
from rag.quantities.tokens import Tokens, word_set
from rag.quantities.units import unit_at

_AFTER_HALF = word_set("of the its their his her our all these those that")


def fraction(tokens: Tokens, index: int) -> Numeral | None:
    """The fraction that begins at `index`, of a scale or by itself, or None."""
    if tokens.word(index) == "half":
        return _half(tokens, index)
    above = 1 if tokens.word(index) in {"a", "an"} else SMALL_NUMBERS.get(tokens.word(index), 0)
    at = tokens.after_hyphen(index + 1)
    below = _denominator(tokens.word(at), plural=above > 1)
    if not above or not below:
        return None
    value = Decimal(above) / below
    grown = _of_a_scale(tokens, index, at + 1, value=value)
    if grown:
        return grown
    if tokens.word(index) in {"a", "an"} and tokens.word(at + 1) != "of":
        return None
    return Numeral(index, at + 1, value, share=True)


def _denominator(word: str, *, plural: bool) -> int:
    if word == "halves":
        return 2 if plural else 0
    singular = word.removesuffix("s") if plural else word
    return DENOMINATORS.get(singular, 0) if not plural or word.endswith("s") else 0


def _half(tokens: Tokens, index: int) -> Numeral | None:
    value = Decimal("0.5")
    grown = _of_a_scale(tokens, index, index + 1, value=value)
    if grown:
        return grown
    article = tokens.word(index + 1) in {"a", "an"}
    joined = article or tokens.hyphened(index + 1)
    if joined and unit_at(tokens, index + 1 + article):
        return Numeral(index, index + 1, value)
    if tokens.word(index + 1) in _AFTER_HALF:
        return Numeral(index, index + 1, value, share=True)
    return None


def _of_a_scale(tokens: Tokens, first: int, index: int, *, value: Decimal) -> Numeral | None:
    """A fraction of a scale: half a million, three quarters of a billion, half-dozen."""
    at = tokens.after_hyphen(index)
    at += tokens.word(at) == "of"
    at += tokens.word(at) in {"a", "an"}
    scale = SCALES.get(tokens.word(at))
    return Numeral(first, at + 1, value * scale, scale=scale) if scale else None


def and_a_fraction(tokens: Tokens, index: int) -> tuple[Decimal, int] | None:
    """The "and a half" at `index` as its value and the index after it."""
    at = tokens.after_hyphen(index)
    if tokens.word(at) != "and":
        return None
    at = tokens.after_hyphen(at + 1)
    above = 1 if tokens.word(at) == "a" else SMALL_NUMBERS.get(tokens.word(at), 0)
    at = tokens.after_hyphen(at + 1)
    below = _denominator(tokens.word(at), plural=above > 1)
    return (Decimal(above) / below, at + 1) if above and below else None
