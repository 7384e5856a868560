"""Reads numbers in digits and in words, exactly: 1,000 and 3.2 thousand and half a million."""

from dataclasses import replace
from decimal import Decimal

from rag.quantities.digits import digits_value, has_leading_zero
from rag.quantities.match import Numeral
from rag.quantities.number_words import SCALES, SMALL_NUMBERS, TENS
from rag.quantities.shares import and_a_fraction, fraction
from rag.quantities.tokens import Sort, Tokens, word_set
from rag.quantities.vague import vague

_GLUED_SCALES = {"k": 1_000, "m": 10**6, "b": 10**9}
_METRES = word_set(
    "above across away below deep east from high long north race south sprint tall underwater "
    "up west wide x"
)
_NOT_COUNTED_ONE = word_set("no any every some this that the each which another only loved")


def numeral(tokens: Tokens, index: int, *, joining: bool = True) -> Numeral | None:
    """The number that begins at `index`, or None.

    Without `joining`, "and" ends a number in words, as it must after "between".
    """
    if tokens[index].sort is Sort.NUMBER:
        return _digits(tokens, index)
    if not tokens.is_word(index):
        return None
    return (
        vague(tokens, index) or fraction(tokens, index) or _words(tokens, index, joining=joining)
    )


def _digits(tokens: Tokens, index: int) -> Numeral | None:
    text = tokens[index].text
    value = digits_value(text)
    if value is None or has_leading_zero(text):
        return None
    mixed = and_a_fraction(tokens, index + 1)
    if mixed:
        return _scaled(tokens, Numeral(index, mixed[1], value + mixed[0]))
    if tokens.glued(index + 1) and tokens.is_word(index + 1):
        return _with_suffix(tokens, Numeral(index, index + 1, value))
    return _scaled(tokens, Numeral(index, index + 1, value, plain=text.isdigit()))


def _with_suffix(tokens: Tokens, number: Numeral) -> Numeral:
    """The number with a scale letter that touches it; other letters are left to units."""
    word = tokens.word(number.last)
    scale = SCALES.get(word) or _GLUED_SCALES.get(word)
    if scale is None or number.value is None:
        return number
    in_money = tokens[number.first - 1].sort is Sort.CURRENCY
    if word == "b" and not in_money and tokens[number.last].text != "B":
        return number
    if word == "m" and tokens.word(number.last + 1) in _METRES:
        return number
    return Numeral(number.first, number.last + 1, number.value * scale, scale=scale)


def _scaled(tokens: Tokens, number: Numeral) -> Numeral:
    """The number times the scale words that follow: 3.2 thousand, 2 hundred thousand."""
    value, last, before = number.value, number.last, 1
    while value is not None:
        at = tokens.after_hyphen(last)
        scale = SCALES.get(tokens.word(at), 0)
        if scale <= before:
            break
        value, last, before = value * scale, at + 1, scale
    return (
        replace(number, last=last, value=value, scale=before, plain=False)
        if before > 1
        else number
    )


def _words(tokens: Tokens, index: int, *, joining: bool) -> Numeral | None:
    """Groups below a thousand with falling scales: two million three hundred and five."""
    total, last, ceiling = 0, index, max(SCALES.values()) + 1
    while group := _group(tokens, _next_group(tokens, last, index, joining=joining), joining):
        value, at = group
        after = tokens.after_hyphen(at)
        scale = SCALES.get(tokens.word(after), 0)
        if scale >= ceiling:
            break
        total, last = total + value * (scale or 1), after + 1 if scale else at
        ceiling = scale
        if scale in {0, SCALES["dozen"]}:
            break
    if last == index or _is_pronoun(tokens, index, last):
        return None
    number = Numeral(index, last, Decimal(total), scale=ceiling or 1)
    mixed = and_a_fraction(tokens, last) if joining else None
    if mixed is None:
        return number
    share = mixed[0] * (ceiling or 1)
    return _scaled(tokens, Numeral(index, mixed[1], total + share, scale=ceiling or 1))


def _next_group(tokens: Tokens, last: int, first: int, *, joining: bool) -> int:
    """Where the next group may begin, past a hyphen or "and" if one was begun."""
    if last == first:
        return last
    at = tokens.after_hyphen(last)
    if joining and tokens.word(at) == "and":
        return tokens.after_hyphen(at + 1)
    if joining and tokens.word(at) == "," and tokens.word(at + 2) == "hundred":
        return at + 1
    return at


def _group(tokens: Tokens, index: int, joining: bool) -> tuple[int, int] | None:  # noqa: FBT001
    """A number from 1 to 9,999 without scales above hundred, and the index after it."""
    head = _below_hundred(tokens, index)
    if head is None:
        return None
    value, last = head
    at = tokens.after_hyphen(last)
    if tokens.word(at) != "hundred" or not value:
        return head
    value, last = value * 100, at + 1
    at = _next_group(tokens, last, index, joining=joining)
    rest = _below_hundred(tokens, at)
    if rest and tokens.word(tokens.after_hyphen(rest[1])) != "hundred":
        return value + rest[0], rest[1]
    return value, last


def _below_hundred(tokens: Tokens, index: int) -> tuple[int, int] | None:
    word = tokens.word(index)
    if word in {"a", "an"}:
        return (1, index + 1) if tokens.word(tokens.after_hyphen(index + 1)) in SCALES else None
    if word in SMALL_NUMBERS:
        return SMALL_NUMBERS[word], index + 1
    if word not in TENS:
        return None
    at = index + 1 + (tokens[index + 1].sort is Sort.DASH)
    unit = SMALL_NUMBERS.get(tokens.word(at), 0)
    return (TENS[word] + unit, at + 1) if 0 < unit < 10 else (TENS[word], index + 1)


def _is_pronoun(tokens: Tokens, index: int, last: int) -> bool:
    """Whether a lone "one" stands for a person or thing and counts nothing."""
    if tokens.word(index) != "one" or last > index + 1:
        return False
    follows = tokens.word(last)
    return (
        tokens.word(index - 1) in _NOT_COUNTED_ONE
        or follows in {"another", "of", "'", "’"}
        or (tokens.hyphened(last) and tokens.word(last + 1) in {"on", "sided", "off", "time"})
    )
