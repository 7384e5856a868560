"""Reads numbers in digits and in words, exactly: 1,000 and 3.2 thousand and half a million."""

from dataclasses import dataclass, replace
from decimal import Decimal

from rag.quantities.tokens import Sort, Tokens, word_list, word_set

_UNDER_TWENTY = word_list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
SMALL_NUMBERS = {word: value for value, word in enumerate(_UNDER_TWENTY)}
TENS = {
    word: 10 * value
    for value, word in enumerate(
        word_list("twenty thirty forty fifty sixty seventy eighty ninety"), start=2
    )
}
TENS["fourty"] = 40
SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "lakh": 100_000,
    "lakhs": 100_000,
    "million": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "crore": 10**7,
    "crores": 10**7,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
    "dozen": 12,
}
_GLUED_SCALES = {"k": 1_000, "m": 10**6, "b": 10**9}
_METRES = word_set(
    "above across away below deep east from high long north race south sprint tall underwater "
    "up west wide x"
)
_PLURAL_SCALES = word_set("tens dozens scores hundreds thousands millions billions trillions")
_DETERMINERS = (
    ("several",),
    ("many",),
    ("a", "few"),
    ("few",),
    ("a", "couple", "of"),
    ("a", "couple"),
    ("a", "handful", "of"),
)
_VAGUE_UNITS = word_set(
    "seconds minutes hours days weeks months years decades centuries "
    "metres meters kilometres kilometers miles feet dollars euros pounds"
)
"""Units that make a quantity of a vague determiner: several weeks."""
_DENOMINATORS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
VULGAR_FRACTIONS = {
    "½": Decimal("0.5"),
    "¼": Decimal("0.25"),
    "¾": Decimal("0.75"),
    "⅓": Decimal(1) / 3,
    "⅔": Decimal(2) / 3,
}
_AFTER_HALF = word_set("of the its their his her our all these those that")
_NOT_COUNTED_ONE = word_set("no any every some this that the each which another only loved")
_LONGEST = 30
_GROUPING = str.maketrans("", "", "'’ \u00a0\u2009\u202f")


NUMERAL_WORDS = frozenset(
    {
        "a",
        "an",
        "half",
        *SMALL_NUMBERS,
        *TENS,
        *_PLURAL_SCALES,
        *(words[0] for words in _DETERMINERS),
    }
)
"""Every word that a number in words may begin with."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number over tokens `first` to `last` (exclusive); `value` is None where it is vague."""

    first: int
    last: int
    value: Decimal | None
    plain: bool = False
    """Bare digits without grouping or scale, as years are written."""
    scale: int = 1
    """By what a scale word (million, k) multiplied; 1 without one."""
    share: bool = False
    """A fraction of something: two-thirds, half of."""


def numeral(tokens: Tokens, index: int, *, joining: bool = True) -> Numeral | None:
    """The number that begins at `index`, or None.

    Without `joining`, "and" ends a number in words, as it must after "between".
    """
    if tokens[index].sort is Sort.NUMBER:
        return _digits(tokens, index)
    if not tokens.is_word(index):
        return None
    return (
        _vague(tokens, index) or _fraction(tokens, index) or _words(tokens, index, joining=joining)
    )


def digits_value(text: str) -> Decimal | None:
    """The value of digits with grouping or fractions, or None if they are too long to be one."""
    if text[-1] in VULGAR_FRACTIONS:
        return Decimal(text[:-1] or 0) + VULGAR_FRACTIONS[text[-1]]
    if "/" in text:
        whole, _, fraction = text.rpartition(" ")
        above, below = fraction.split("/")
        return Decimal(whole or 0) + Decimal(above) / Decimal(below)
    if len(text) > _LONGEST:
        return None
    digits = text.translate(_GROUPING)
    head, comma, tail = digits.rpartition(",")
    if comma and "." not in digits and (len(tail) != 3 or len(digits) < len(text)):
        return Decimal(f"{head}.{tail}")
    if digits.count(".") > 1:
        return Decimal(digits.replace(".", ""))
    return Decimal(digits.replace(",", ""))


def _digits(tokens: Tokens, index: int) -> Numeral | None:
    text = tokens[index].text
    value = digits_value(text)
    if value is None or _has_leading_zero(text):
        return None
    mixed = _and_a_fraction(tokens, index + 1)
    if mixed:
        return _scaled(tokens, Numeral(index, mixed[1], value + mixed[0]))
    if tokens.glued(index + 1) and tokens.is_word(index + 1):
        return _with_suffix(tokens, Numeral(index, index + 1, value))
    return _scaled(tokens, Numeral(index, index + 1, value, plain=text.isdigit()))


def _has_leading_zero(text: str) -> bool:
    return len(text) > 1 and text[0] == "0" and text[1] not in ".,"


def _with_suffix(tokens: Tokens, number: Numeral) -> Numeral:
    """The number with a scale letter that touches it; other letters are left to units."""
    word = tokens.word(number.last)
    scale = SCALES.get(word) or _GLUED_SCALES.get(word)
    if scale is None or number.value is None:
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


def _vague(tokens: Tokens, index: int) -> Numeral | None:
    """A number word without a number: several hundred, tens of thousands."""
    word = tokens.word(index)
    if word in _PLURAL_SCALES:
        return _plural_scale(tokens, index, index)
    for determiner in _DETERMINERS:
        if tokens.words(index, index + len(determiner)) == determiner:
            return _determined(tokens, index, index + len(determiner))
    return None


def _plural_scale(tokens: Tokens, first: int, index: int) -> Numeral | None:
    last = index + 1
    while tokens.word(last) == "of" and tokens.word(last + 1) in _PLURAL_SCALES:
        last += 2
    alone = last == index + 1
    if alone and tokens.word(index) in {"tens", "scores"} and tokens.word(last) != "of":
        return None
    return Numeral(first, last, None)


def _determined(tokens: Tokens, first: int, index: int) -> Numeral | None:
    if tokens.word(index) in _PLURAL_SCALES:
        return _plural_scale(tokens, first, index)
    last = index
    while tokens.word(last) in SCALES:
        last += 1
    if last > index or tokens.word(index) in _VAGUE_UNITS:
        return Numeral(first, last, None)
    return None


def _fraction(tokens: Tokens, index: int) -> Numeral | None:
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
    return _DENOMINATORS.get(singular, 0) if not plural or word.endswith("s") else 0


def _half(tokens: Tokens, index: int) -> Numeral | None:
    value = Decimal("0.5")
    grown = _of_a_scale(tokens, index, index + 1, value=value)
    if grown:
        return grown
    if tokens.word(index + 1) in {"a", "an"} or tokens.hyphened(index + 1):
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


def _and_a_fraction(tokens: Tokens, index: int) -> tuple[Decimal, int] | None:
    """The "and a half" at `index` as its value and the index after it."""
    at = tokens.after_hyphen(index)
    if tokens.word(at) != "and":
        return None
    at = tokens.after_hyphen(at + 1)
    above = 1 if tokens.word(at) == "a" else SMALL_NUMBERS.get(tokens.word(at), 0)
    at = tokens.after_hyphen(at + 1)
    below = _denominator(tokens.word(at), plural=above > 1)
    return (Decimal(above) / below, at + 1) if above and below else None


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
    mixed = _and_a_fraction(tokens, last) if joining else None
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
        at = tokens.after_hyphen(at + 1)
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
    at = tokens.after_hyphen(index + 1)
    unit = SMALL_NUMBERS.get(tokens.word(at), 0)
    return (TENS[word] + unit, at + 1) if 0 < unit < 10 else (TENS[word], index + 1)


def _is_pronoun(tokens: Tokens, index: int, last: int) -> bool:
    """Whether a lone "one" stands for a person or thing and counts nothing."""
    if tokens.word(index) != "one" or last > index + 1:
        return False
    follows = tokens.word(last)
    return (
        tokens.word(index - 1) in _NOT_COUNTED_ONE
        or follows in {"another", "of", "'s", "’s"}
        or (tokens.hyphened(last) and tokens.word(last + 1) in {"on", "sided", "off", "time"})
    )
