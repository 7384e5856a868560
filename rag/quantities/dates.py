"""Reads calendar dates: days, months, years, decades, centuries and weekdays.

Values are ISO 8601: `2024-12-05`, `2022-02`, `--06` for a month without a year, `2019/2021` for
an interval; and its part 2 for what is less exact: `199X` for a decade, `18XX` for a century,
`2021-36` for a fourth quarter, `2021-40` for a first half. A date that cannot be placed has the value None.
"""

from dataclasses import dataclass

from rag.quantities.calendars import (
    AMBIGUOUS_MONTHS,
    BEFORE_MONTHS,
    PARTS_OF_DAY,
    WEEKDAYS,
    counts_things,
    month_number,
)
from rag.quantities.match import Match, dated
from rag.quantities.relative import relative
from rag.quantities.tokens import Sort, Tokens
from rag.quantities.years import (
    bare_year,
    century,
    decade,
    is_year,
    part_of_year,
    season_or_quarter,
    split_year,
)

_ORDINAL_SUFFIXES = ("st", "nd", "rd", "th")
_TO = frozenset({"to", "and", "until", "till", "through"})


@dataclass(frozen=True, slots=True)
class _Part:
    """One element of a date and the index after it."""

    value: int
    last: int


def date(tokens: Tokens, index: int) -> Match | None:
    """The date that begins at token `index`, or None."""
    sort = tokens[index].sort
    if sort is Sort.DAY:
        return dated(index, index + 1, _digital(tokens[index].text))
    if sort is Sort.DECADE:
        return decade(tokens, index)
    if sort in {Sort.NUMBER, Sort.ORDINAL}:
        return (
            _day_first(tokens, index)
            or century(tokens, index)
            or part_of_year(tokens, index)
            or bare_year(tokens, index)
        )
    if sort is Sort.IDENTIFIER:
        return split_year(tokens, index)
    if sort is not Sort.WORD:
        return None
    return (
        relative(tokens, index)
        or _weekday(tokens, index)
        or _month_first(tokens, index)
        or season_or_quarter(tokens, index)
        or century(tokens, index)
        or part_of_year(tokens, index)
    )


def iso(year: int | None, month: int, day: int | None) -> str:
    """The ISO 8601 form of a date with or without its year and day."""
    head = f"{year:04d}-{month:02d}" if year is not None else f"--{month:02d}"
    return f"{head}-{day:02d}" if day is not None else head


def _digital(text: str) -> str | None:
    """The value of 2024-12-05 or 25/12/2024; only the year where day and month are unclear."""
    if "-" in text:
        return text if int(text[5:7]) in range(1, 13) else None
    first, second, year = (int(part) for part in text.replace(".", "/").split("/"))
    if "." in text or (first > 12 >= second):
        return iso(year, second, first) if 1 <= second <= 12 else None
    if second > 12 >= first or first == second:
        return iso(year, first, second) if 1 <= first <= 12 else None
    return f"{year:04d}"


def _day(tokens: Tokens, index: int) -> _Part | None:
    """A day of the month in digits, as 5 or 5th, with "the" before it or not."""
    token = tokens[index]
    digits = token.word
    if token.sort is Sort.ORDINAL and digits.endswith(_ORDINAL_SUFFIXES):
        digits = digits[:-2]
    elif token.sort is not Sort.NUMBER:
        return None
    if len(digits) > 2 or not digits.isdecimal() or not 1 <= int(digits) <= 31:
        return None
    return _Part(int(digits), index + 1)


def _month(tokens: Tokens, index: int) -> _Part | None:
    """A month by its name, with the full stop of an abbreviation."""
    number = month_number(tokens[index].text)
    if number is None:
        return None
    stop = tokens.word(index + 1) == "." and len(tokens.word(index)) <= 4
    return _Part(number, index + 1 + (stop and tokens.word(index) != "may"))


def _year(tokens: Tokens, index: int) -> _Part | None:
    """A year after a month or a day, past a comma or "of"."""
    at = index + (tokens.word(index) in {",", "of"} or tokens.hyphened(index))
    return _Part(int(tokens[at].text), at + 1) if is_year(tokens, at) else None


def _joined(tokens: Tokens, index: int) -> int:
    """The index after a word or dash that joins the ends of a range; `index` without one."""
    joins = tokens[index].sort is Sort.DASH or tokens.word(index) in _TO
    return index + 1 if joins else index


def _day_first(tokens: Tokens, index: int) -> Match | None:
    """5 December 2024, 5th of December, 5–7 December."""
    day = _day(tokens, index)
    if day is None:
        return None
    at = tokens.after_hyphen(day.last)
    month = _month(tokens, at + (tokens.word(at) == "of"))
    if month:
        year = _year(tokens, month.last)
        value = iso(year.value if year else None, month.value, day.value)
        return dated(index, year.last if year else _unstopped(tokens, month.last), value)
    second = _joined(tokens, day.last)
    other = _day(tokens, second) if second > day.last else None
    month = _month(tokens, other.last) if other else None
    if other is None or month is None or other.value <= day.value:
        return None
    return _days(tokens, index, (day, other), month)


def _days(tokens: Tokens, first: int, days: tuple[_Part, _Part], month: _Part) -> Match:
    """A range of days within one month; `month` or the later day ends it."""
    last = max(month.last, days[1].last)
    year = _year(tokens, last)
    number = year.value if year else None
    value = "/".join(iso(number, month.value, day.value) for day in days)
    return dated(first, year.last if year else _unstopped(tokens, last), value)


def _unstopped(tokens: Tokens, last: int) -> int:
    """`last` without a full stop at the end: it may well end the sentence."""
    return last - 1 if tokens.word(last - 1) == "." else last


def _month_first(tokens: Tokens, index: int) -> Match | None:
    """December 5, 2024 · December 5–7 · February 2022 · June to August · In June."""
    month = _month(tokens, index)
    if month is None:
        return None
    the = month.last + (tokens.word(month.last) == "the")
    day = _day(tokens, the)
    if day and not _counts_after_month(tokens, index, day):
        return _month_and_day(tokens, index, month, day)
    year = _year(tokens, month.last)
    if year:
        return dated(index, year.last, iso(year.value, month.value, None))
    return _months(tokens, index, month) or _lone_month(tokens, index, month)


def _counts_after_month(tokens: Tokens, index: int, day: _Part) -> bool:
    """Whether the number after a month counts things: in December 5 soldiers died."""
    return tokens.word(index - 1) == "in" and counts_things(tokens, day.last)


def _month_and_day(tokens: Tokens, first: int, month: _Part, day: _Part) -> Match:
    second = _joined(tokens, day.last)
    other = _day(tokens, second) if second > day.last else None
    if other and other.value > day.value and not counts_things(tokens, other.last):
        return _days(tokens, first, (day, other), month)
    year = _year(tokens, day.last)
    value = iso(year.value if year else None, month.value, day.value)
    return dated(first, year.last if year else day.last, value)


def _months(tokens: Tokens, index: int, month: _Part) -> Match | None:
    """A range of months: June to August 2022."""
    second = _joined(tokens, month.last)
    other = _month(tokens, second) if second > month.last else None
    if other is None or other.value <= month.value or tokens.word(month.last) == "and":
        return None
    year = _year(tokens, other.last)
    number = year.value if year else None
    value = f"{iso(number, month.value, None)}/{iso(number, other.value, None)}"
    return dated(index, year.last if year else _unstopped(tokens, other.last), value)


def _lone_month(tokens: Tokens, index: int, month: _Part) -> Match | None:
    """A month by itself, where it cannot be a name or another word."""
    word = tokens.word(index)
    alone = not tokens.is_word(index - 1) and not tokens.is_word(index + 1)
    if word in AMBIGUOUS_MONTHS and not alone and tokens.word(index - 1) not in BEFORE_MONTHS:
        return None
    return dated(index, _unstopped(tokens, month.last), iso(None, month.value, None))


def _weekday(tokens: Tokens, index: int) -> Match | None:
    """Thursday · Thursday, 5 December 2024 · Thursday morning."""
    if tokens.word(index) not in WEEKDAYS or not tokens[index].text[0].isupper():
        return None
    at = index + 1 + (tokens.word(index + 1) == ",")
    placed = _day_first(tokens, at) or (_month_first(tokens, at) if _month(tokens, at) else None)
    if placed and isinstance(placed.value, str) and len(placed.value) > len("--06"):
        return dated(index, placed.last, placed.value)
    return dated(index, index + 1 + (tokens.word(index + 1) in PARTS_OF_DAY))
