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
    r"^[ \t]*[*_]*(?:date|published|publication date|posted|dated|last updated|updated|filed|issued|"
    r"released)(?: on| at)?"
    r"[*_]*[ \t]*(?:[:=][*_]*|(?<=on))[ \t]*(?P<value>.+?)[ \t]*$",
    re.IGNORECASE,
)
_FIRST_LINES: Final = 15
_CREDIT_LINES: Final = 5
_LONGEST_CREDIT: Final = 8
_BEHIND_CREDIT: Final = re.compile(r"[ \t]*[,|·•][ \t]*|[ \t]+[-–—]+[ \t]+")
_SMALL_WORD: Final = frozenset("by de del der di du la of the van von".split())
_OTHER_DATE: Final = re.compile(
    r"(?:born|died|founded|due|expires|valid|effective)\b", re.IGNORECASE
)
_DATELINE: Final = re.compile(
    r"[A-Z][A-Z .'’/-]+(?:,[A-Z .'’/-]+)?(?:, |[ ]?\()(?P<value>[\w][\w ,.]+?)"
    r"(?:[ ]?\([^()]{1,40}\)|\))?[ ]*[-–—:]+ "
    r"|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}, (?P<day_told>[\w][\w ,.]+?) [-–—]+ (?=\S)"
)
_SAYS_WHEN: Final = re.compile(r"(?:published|posted|updated|issued)(?: on)?:?\s+", re.IGNORECASE)
_LABEL_BEHIND: Final = re.compile(r"\.\s+(?=\w+:\s)")
"""The end of a date behind which a label follows: `8 May 2024. Analyst: Ada Lund`."""
_BY_WHOM: Final = re.compile(r"\s+by\s+.*")
_SALUTATION: Final = re.compile(r"Dear\s+\S", re.IGNORECASE)
_MINUTES: Final = re.compile(r"\bminutes\b", re.IGNORECASE)
_MEETING: Final = re.compile(
    r"\bmeeting\b.*?\b(?:of|on)\s+(?P<value>(?:[A-Z]\w+,?\s+){0,2}\d.*)", re.IGNORECASE
)


def find_date(text: str) -> str | None:
    """The ISO 8601 date that the first lines state as the text's own, or None.

    A labelled line ("Published: 5 December 2024", front matter included); a line that holds
    nothing but a date, directly under the first line or above a letter's "Dear …"; who or where
    and a date in a line of their own ("By Jane Roe | 5 December 2024"), beside a title; a dateline
    in front of a paragraph; or the meeting that minutes are of. Nothing is guessed.
    """
    lines = tuple(line for line in text[:5_000].split("\n") if line.strip())[:_FIRST_LINES]
    labelled = (_labelled(line) for line in lines)
    alone = (parse_date(line.strip(" *_")) for line in (*lines[1:2], *_letterhead(lines)))
    beside = (_credited(line) for line in _credits(lines))
    before = (_dateline(line) for line in lines[:_CREDIT_LINES])
    met = (_met(line) for line in lines[:_CREDIT_LINES] if _MINUTES.search(" ".join(lines[:2])))
    return next(filter(None, (*labelled, *alone, *beside, *before, *met)), None)


def _labelled(line: str) -> str | None:
    match = _LABELLED.match(line)
    return parse_date(_BY_WHOM.sub("", match["value"]).strip("\"'*_ ")) if match else None


def _letterhead(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines above the salutation of a letter."""
    dear = (at for at, line in enumerate(lines) if _SALUTATION.match(line.strip()))
    return lines[: next(dear, 0)]


def _met(line: str) -> str | None:
    """The date of the meeting that minutes are of, up to the place or time behind it."""
    match = _MEETING.search(line.strip(" \t#*_"))
    told = match["value"] if match else ""
    ends = (len(told), *(at for at, mark in enumerate(told) if mark == ","))
    return next(filter(None, (parse_date(told[:end]) for end in ends)), None)


def _credits(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines that may hold who, where and when: one that stands first only above a title."""
    stripped = tuple(line.strip(" \t*_") for line in lines[: _CREDIT_LINES + 1])
    titled = len(stripped) > 1 and not stripped[1].endswith((".", "!", "?", ":", ";", ","))
    return stripped[0 if titled else 1 : _CREDIT_LINES] if stripped else ()


def _credited(line: str) -> str | None:
    """The date behind a name or a place in a line of their own."""
    for gap in _BEHIND_CREDIT.finditer(line):
        told = _SAYS_WHEN.sub("", _LABEL_BEHIND.split(line[gap.end() :])[0], count=1)
        found = parse_date(told)
        if found:
            return found if _is_credit(line[: gap.start()]) else None
    return None


def _dateline(line: str) -> str | None:
    """The date behind a place in capitals, in front of a paragraph."""
    match = _DATELINE.match(line.strip(" \t*_"))
    return parse_date(match["value"] or match["day_told"]) if match else None


def _is_credit(words: str) -> bool:
    """Whether these are names, rather than the end of a sentence or what else happened that day."""
    all_words = re.findall(r"\w[\w.'’-]*", words)
    named = all(word[0].isupper() or word.lower() in _SMALL_WORD for word in all_words)
    return 0 < len(all_words) <= _LONGEST_CREDIT and named and not _OTHER_DATE.match(words)


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
