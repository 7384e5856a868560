"""Dates in words: the ISO 8601 of the sources' dates as a reader writes them."""

import re
from typing import Final

_MONTHS: Final = (
    "January February March April May June July August September October November December"
).split()
_DATE: Final = re.compile(r"(?P<year>\d{4}|-)-(?P<month>\d\d)(?:-(?P<day>\d\d))?")
_PARTS: Final = {
    "21": "spring {year}",
    "22": "summer {year}",
    "23": "autumn {year}",
    "24": "winter {year}",
    "33": "first quarter of {year}",
    "34": "second quarter of {year}",
    "35": "third quarter of {year}",
    "36": "fourth quarter of {year}",
    "40": "first half of {year}",
    "41": "second half of {year}",
}
"""Seasons, quarters and halves by their codes in ISO 8601-2."""
_DECADE: Final = re.compile(r"(?P<decade>\d{3})X")
_CENTURY: Final = re.compile(r"(?P<century>\d{2})XX")


def date(text: str) -> str:
    """An ISO 8601 date in words: `5 December 2024`, `June` for `--06`; anything else as it is."""
    start, _, end = text.partition("/")
    if start[:1].isdigit() and end[:1].isdigit():
        return f"{date(start)} to {date(end)}"
    return _part(text) or _years(text) or _day(text)


def _part(text: str) -> str:
    year, _, code = text.partition("-")
    told = _PARTS.get(code, "")
    return told.format(year=year) if year.isdigit() else ""


def _years(text: str) -> str:
    decade, century = _DECADE.fullmatch(text), _CENTURY.fullmatch(text)
    if century:
        number = int(century["century"]) + 1
        return f"{number}{_ordinal(number)} century"
    return f"{decade['decade']}0s" if decade else ""


def _ordinal(number: int) -> str:
    teens = number % 100 in (11, 12, 13)
    return "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _day(text: str) -> str:
    found = _DATE.fullmatch(text)
    if found is None or not 1 <= int(found["month"]) <= len(_MONTHS):
        return text
    day = found["day"].lstrip("0") if found["day"] else ""
    year = "" if found["year"] == "-" else found["year"]
    return " ".join(part for part in (day, _MONTHS[int(found["month"]) - 1], year) if part)
