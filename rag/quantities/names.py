"""Tells numbers that name something from numbers that count.

Such a number is found whole and has the kind `other`: Boeing 747, Covid-19, G20, Article 5,
page 12, an ISBN, 10:30. It is never read as a figure, yet a changed one does not go unseen.
Reference markers (`[3]`) and web and mail addresses are not found at all.
"""

from rag.quantities.calendars import PARTS_OF_DAY, WEEKDAYS, counts_things, month_number
from rag.quantities.digits import digits_value, plain
from rag.quantities.match import Match, named
from rag.quantities.numerals import numeral
from rag.quantities.tokens import Sort, Tokens, word_set
from rag.quantities.units import unit_at
from rag.quantities.years import is_year

_LABELS = word_set(
    "article articles section sections clause page pages pp chapter chapters paragraph appendix "
    "annex volume vol footnote verse flight room channel version episode nos"
)
_CAPITAL_LABELS = word_set(
    "act airbus apollo act boeing building class covid directive exhibit fig figure formula gate "
    "grade group highway interstate issue item level line lot no note number part phase platform "
    "protocol question regulation resolution route rule schedule season stage step table tier "
    "track type unit windows zone"
)
_DETERMINERS = word_set("a an the his her its their this that")
_JOINING_PREFIXES = word_set("mid pre post sub non early late under over some to the")
_GLUE = frozenset({Sort.WORD, Sort.NUMBER, Sort.ORDINAL, Sort.DECADE})


def name(tokens: Tokens, index: int) -> Match | None:
    """The numbered name that begins at token `index`, or None."""
    token = tokens[index]
    if token.sort is Sort.IDENTIFIER:
        return named(index, index + 1)
    if token.sort is Sort.CLOCK:
        return named(index, index + 1, _clock(token.word))
    if token.word == "#" and tokens.glued(index + 1):
        return _labelled(tokens, index, index + 1)
    if token.sort is Sort.NUMBER:
        return _glued_digits(tokens, index)
    if token.sort is not Sort.WORD:
        return None
    return _glued_letters(tokens, index) or _label(tokens, index) or _model(tokens, index)


def _clock(text: str) -> str | None:
    """The ISO 8601 form of a time of day: 10:30 pm is T22:30."""
    half = "pm" if "p" in text else "am" if "a" in text else ""
    parts = text.rstrip("apm. \u00a0").replace(".", ":").split(":")
    hour, rest = int(parts[0]), parts[1:] or ["00"]
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return "T" + ":".join((f"{hour:02d}", *rest))


def _label(tokens: Tokens, index: int) -> Match | None:
    """Article 5 · pp. 12 · No. 7."""
    token = tokens[index]
    capital = token.text[0].isupper() and token.word in _CAPITAL_LABELS
    if token.word not in _LABELS and not capital:
        return None
    stop = tokens.word(index + 1) == "." and len(token.text) <= 4
    return _labelled(tokens, index, index + 1 + stop)


def _labelled(tokens: Tokens, first: int, index: int) -> Match | None:
    token = tokens[index]
    if token.sort is Sort.IDENTIFIER:
        return named(first, index + 1)
    if token.sort is not Sort.NUMBER:
        return None
    last = _subsections_end(tokens, _glued_end(tokens, index))
    value = digits_value(token.text) if last == index + 1 else None
    number = None if value is None else plain(value)
    return Match(first, last, index, last, named(first, last).kind, number)


def _subsections_end(tokens: Tokens, last: int) -> int:
    """The index after the (4)(b) that touch a label's number."""
    while tokens.glued(last) and tokens.word(last) == "(" and tokens.word(last + 2) == ")":
        last += 3
    return last


def _model(tokens: Tokens, index: int) -> Match | None:
    """A Kamov 52: a capitalised name after a determiner, then bare digits that count nothing."""
    token, number = tokens[index], tokens[index + 1]
    bare = number.sort is Sort.NUMBER and number.text.isdecimal() and len(number.text) < 5
    if not bare or token.text.islower() or tokens.word(index - 1) not in _DETERMINERS:
        return None
    calendar = token.word in WEEKDAYS or month_number(token.text) or token.word in PARTS_OF_DAY
    if calendar or is_year(tokens, index + 1) or counts_things(tokens, index + 2):
        return None
    follows = tokens[index + 2]
    if follows.word in {"%", "per", "-", "–"} or follows.sort is Sort.WORD:
        return None
    return _labelled(tokens, index, index + 1)


def _glued_end(tokens: Tokens, index: int) -> int:
    """The index after the run of letters and digits, hyphens within it, that `index` is in."""
    last = index + 1
    while True:
        if tokens.glued(last) and tokens[last].sort in _GLUE:
            last += 1
        elif tokens.hyphened(last) and tokens[last + 1].sort in _GLUE - {Sort.WORD}:
            last += 2
        else:
            return last


def _glued_letters(tokens: Tokens, index: int) -> Match | None:
    """G20 · F-16 · Covid-19 · A380-800: letters that touch digits."""
    hyphen = tokens.hyphened(index + 1)
    at = index + 2 if hyphen else index + 1
    if not tokens.glued(at) or tokens[at].sort not in _GLUE - {Sort.WORD}:
        return None
    prefix = tokens.word(index) in _JOINING_PREFIXES or month_number(tokens[index].text)
    if hyphen and (prefix or not tokens[at].text[0].isdigit()):
        return None
    return named(index, _glued_end(tokens, at))


def _glued_digits(tokens: Tokens, index: int) -> Match | None:
    """007 · 12345678901234567890123456789012 · 5G · 10-K · 3-1: digits that are no number."""
    text = tokens[index].text
    if digits_value(text) is None or (len(text) > 1 and text[0] == "0" and text.isdecimal()):
        return named(index, _glued_end(tokens, index))
    if _unknown_letters(tokens, index + 1):
        return named(index, _glued_end(tokens, index))
    other = tokens[index + 2].text
    if tokens.hyphened(index + 1) and other.isalpha() and other.isupper() and len(other) < 3:
        return named(index, index + 3)
    if tokens.hyphened(index + 1) and text.isdecimal() and other.isdecimal():
        return named(index, index + 3) if int(text) >= int(other) and len(other) < 3 else None
    return None


def _unknown_letters(tokens: Tokens, index: int) -> bool:
    """Whether letters that are neither scale nor unit touch the digits before `index`."""
    if not (tokens.glued(index) and tokens.is_word(index)):
        return False
    scaled = numeral(tokens, index - 1)
    known = scaled is not None and scaled.last > index
    return not known and unit_at(tokens, index) is None
