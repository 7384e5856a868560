"""The date a text says it is from."""

import re
from datetime import date
from typing import Final

_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_MONTH: Final = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY: Final = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_TIME: Final = r"(?:(?:[T,]?\s*|\s+at\s+)\d{1,2}:\d{2}\S*(?:\s*[ap]\.?m\.?)?(?:\s*[A-Z]{2,5})?)?"
_YEAR: Final = r"(?P<year>\d{4})"
_FORMS: Final = tuple(
    re.compile(rf"{form}{_TIME}", re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})",
        rf"{_WEEKDAY}{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}",
    )
)
"""The whole of a date line; orders of day and month that could be read two ways are left out."""

_LABELLED: Final = re.compile(
    r"^[ \t]*[*_]*(?:date|published|publication date|posted|dated|last updated|updated)(?: on| at)?"
    r"[*_]*[ \t]*(?:[:=][*_]*|(?<=on))[ \t]*(?P<value>.+?)[ \t]*$",
    re.IGNORECASE,
)
_FIRST_LINES: Final = 15


def find_date(text: str) -> str | None:
    """The ISO 8601 date that the first lines state as the text's own, or None.

    Either a labelled line ("Published: 5 December 2024", front matter included) or a line that
    holds nothing but a date, directly under the first line. Nothing is guessed.
    """
    lines = tuple(line for line in text[:5_000].split("\n") if line.strip())[:_FIRST_LINES]
    for line in lines:
        labelled = _LABELLED.match(line)
        found = labelled and parse_date(labelled["value"].strip("\"'*_ "))
        if found:
            return found
    return parse_date(lines[1].strip(" *_")) if len(lines) > 1 else None


def parse_date(value: str) -> str | None:
    """The ISO 8601 form of a value that is a whole date and nothing else, or None."""
    for form in _FORMS:
        match = form.fullmatch(value.strip())
        if match is not None:
            return _iso(match["year"], match["month"], match["day"])
    return None


def _iso(year: str, month: str, day: str) -> str | None:
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return None
