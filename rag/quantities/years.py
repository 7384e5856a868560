"""Reads years, decades, centuries, and the seasons and quarters of a year."""

from rag.quantities.calendars import are_counted, counts_things
from rag.quantities.match import Match, dated, named
from rag.quantities.ordinals import ordinal_value
from rag.quantities.tokens import Sort, Tokens, word_set
from rag.quantities.units import unit_at

_FIRMLY = word_set("in since during year early late mid fiscal season spring summer autumn winter")
"""Words after which four digits are a year whatever follows."""
_USUALLY = word_set("by until till before after from between to through of circa and")
_BRACKETED = frozenset({")", ",", ";", "-", "–"})
_TOTALS = word_set("total number average estimate maximum minimum some sum group")
_HEDGES = word_set(
    "about around approximately roughly nearly almost over under least most than estimated some "
    "exceed reach to $"
)
_ERAS_BEFORE = frozenset({"bc", "bce"})
_ERAS_AFTER = frozenset({"ad", "ce"})
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_QUARTERS = {"q1": 33, "q2": 34, "q3": 35, "q4": 36, "h1": 40, "h2": 41}
_SHORT_YEAR = 2
_YEAR_DIGITS = 4
_AGES = word_set("his her their my our your its")


def is_year(tokens: Tokens, index: int) -> bool:
    """Whether the token could be a year by its form: four bare digits from 1000 to 2100."""
    token = tokens[index]
    four = token.sort is Sort.NUMBER and len(token.text) == 4 and token.text.isdecimal()
    return four and 1000 <= int(token.text) <= 2100


def bare_year(tokens: Tokens, index: int) -> Match | None:
    """2022 · 2019–2021 · 44 BC, where the words around it make it a year."""
    era = _era(tokens, index)
    if era:
        return era
    if not is_year(tokens, index) or not _stands_as_year(tokens, index):
        return None
    span = _years(tokens, index)
    if span:
        return span
    glued = tokens.glued(index + 1) and tokens.is_word(index + 1)
    return None if glued else dated(index, index + 1, f"{int(tokens[index].text):04d}")


def _era(tokens: Tokens, index: int) -> Match | None:
    token = tokens[index]
    if token.sort is not Sort.NUMBER or not token.text.isdecimal() or len(token.text) > 4:
        return None
    if tokens.word(index + 1) in _ERAS_BEFORE and tokens[index + 1].text.isupper():
        return dated(index, index + 2, f"-{int(token.text) - 1:04d}")
    if tokens.word(index + 1) in _ERAS_AFTER and tokens[index + 1].text.isupper():
        return dated(index, index + 2, f"{int(token.text):04d}")
    return None


def _stands_as_year(tokens: Tokens, index: int) -> bool:
    before, after = tokens.word(index - 1), index + 1
    measured = unit_at(tokens, after) is not None and not tokens.hyphened(after)
    if measured or tokens[index - 1].sort is Sort.CURRENCY:
        return False
    if before in _FIRMLY or (before == "-" and tokens.glued(index)):
        return True
    if counts_things(tokens, after) or are_counted(tokens, after):
        return False
    return _by_its_place(tokens, index)


def _by_its_place(tokens: Tokens, index: int) -> bool:
    """Whether the words around four digits that count nothing make them a year."""
    before, after = tokens.word(index - 1), tokens.word(index + 1)
    if before == "the" and tokens.is_word(index + 1):
        return True
    if before == "(" and after in _BRACKETED:
        return True
    if before in _USUALLY and tokens.word(index - 2) not in _TOTALS | _HEDGES:
        return True
    return 1900 <= int(tokens[index].text) < 2100 and before not in _HEDGES | _USUALLY


def _years(tokens: Tokens, index: int) -> Match | None:
    """A range of years: 2019–2021, 2019-21, 2019 to 2021, between 2019 and 2021."""
    join = tokens[index + 1]
    dashed = join.sort is Sort.DASH
    between = join.word == "and" and tokens.word(index - 1) == "between"
    if not (dashed or between or join.word in {"to", "through"}):
        return None
    other, first = tokens[index + 2].text, tokens[index].text
    if dashed and len(other) == 2 and other.isdecimal() and tokens.hyphened(index + 1):
        other = first[:2] + other
    elif not is_year(tokens, index + 2):
        return None
    if int(other) <= int(first) or counts_things(tokens, index + 3):
        return None
    return dated(index, index + 3, f"{first}/{other}")


def decade(tokens: Tokens, index: int) -> Match:
    """1990s · '90s; "his 30s" is an age and no date."""
    text = tokens[index].text
    if text[0].isdigit() and len(text.rstrip("s'’")) == 4:
        return dated(index, index + 1, f"{text[:3]}X")
    short = not text[0].isdigit() and tokens.word(index - 1) not in _AGES
    return dated(index, index + 1) if short else named(index, index + 1)


def century(tokens: Tokens, index: int) -> Match | None:
    """19th century · twenty-first century · 5th century BC."""
    found = ordinal_value(tokens, index)
    if found is None:
        return None
    at = tokens.after_hyphen(found[1])
    if tokens.word(at) not in {"century", "centuries"} or not 1 <= found[0] <= 30:
        return None
    if tokens.word(at + 1) in _ERAS_BEFORE:
        return dated(index, at + 2)
    last = at + 2 if tokens.word(at + 1) in _ERAS_AFTER else at + 1
    return dated(index, last, f"{found[0] - 1:02d}XX")


def part_of_year(tokens: Tokens, index: int) -> Match | None:
    """Fourth quarter of 2021 · second-quarter 2020 · first half of fiscal 2021."""
    found = ordinal_value(tokens, index)
    if found is None:
        return None
    at = tokens.after_hyphen(found[1])
    part = f"{tokens.word(at)[:1]}{found[0]}"
    code = _QUARTERS.get(part) if tokens.word(at) in {"quarter", "half"} else None
    at = tokens.after_hyphen(at + 1)
    at += tokens.word(at) in {"of", ","}
    at += tokens.word(at) in {"fiscal", "financial", "fy"}
    at += tokens.word(at) == "year"
    if code is None or not is_year(tokens, at):
        return None
    return dated(index, at + 1, f"{tokens[at].text}-{code}")


def split_year(tokens: Tokens, index: int) -> Match | None:
    """2021/22, a year that begins in one calendar year and ends in the next."""
    first, _, second = tokens[index].text.partition("/")
    if len(first) != _YEAR_DIGITS or not (first + second).isdecimal():
        return None
    following = str(int(first) + 1)
    if not 1900 <= int(first) <= 2100 or second not in {following, following[-_SHORT_YEAR:]}:
        return None
    return dated(index, index + 1, f"{first}/{following}")


def season_or_quarter(tokens: Tokens, index: int) -> Match | None:
    """Summer 2022 · Q4 2021 · H1 2021 · FY2021 · AD 79."""
    word = tokens.word(index)
    if word in {"ad", "fy"} and tokens[index].text.isupper():
        return _prefixed(tokens, index)
    if word in {"q", "h"} and tokens.glued(index + 1):
        return _quarter(tokens, index)
    if word not in SEASONS:
        return None
    at = index + 1 + (tokens.word(index + 1) in {"of", ","})
    if not is_year(tokens, at):
        return None
    return dated(index, at + 1, f"{tokens[at].text}-{SEASONS[word]}")


def _prefixed(tokens: Tokens, index: int) -> Match | None:
    number = tokens[index + 1].text
    if tokens[index + 1].sort is not Sort.NUMBER or not number.isdecimal() or len(number) > 4:
        return None
    if tokens.word(index) == "fy" and len(number) == 2:
        number = f"20{number}"
    return dated(index, index + 2, f"{int(number):04d}")


def _quarter(tokens: Tokens, index: int) -> Match | None:
    code = _QUARTERS.get(tokens.word(index) + tokens.word(index + 1))
    at = index + 2 + (tokens.word(index + 2) in {"of", ","} or tokens.hyphened(index + 2))
    if code is None or not is_year(tokens, at):
        return None
    return dated(index, at + 1, f"{tokens[at].text}-{code}")
