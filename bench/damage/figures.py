"""Figures changed for others of the same kind."""

import re
from collections.abc import Iterator
from random import Random
from typing import Final

from bench.damage.notes import Change, Line, Note

_SMALL: Final = "two three four five six seven eight nine ten eleven twelve".split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS: Final = re.compile(rf"(?<![\w-])(?:{'|'.join(_SMALL + _TENS)})\b", re.IGNORECASE)
_DIGITS: Final = re.compile(
    r"(?<![\w.,:/\\#%\[–-])[$€£]?(?P<number>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
    r"(?![\w/:\]]|[.,]\d)"
)
_MONTH: Final = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? $"
)
_AFTER_DAY: Final = re.compile(r" (?:Jan|Feb|March|April|May|June|July|Aug|Sep|Oct|Nov|Dec)")
_NAMED: Final = re.compile(
    r"\b(?:Section|Article|Title|Proposition|Prop\.|No\.|Route|Flight|Boeing|Interstate|Bill|"
    r"H\.R\.|S\.|Phase|Tier|Stage|Group|Channel|Airbus|iPhone|S&P|Nasdaq|Fortune|Formula|Apollo|"
    r"Resolution|Order|Level|Type|Public Law|Chapter|Russell|FTSE|Catch|Top) \\?#?$"
)
_AT_LEAST: Final = re.compile(
    r"\b(?:at least|more than|over|above|exceed\w*|minimum of|beyond|greater than|past) $",
    re.IGNORECASE,
)
_AT_MOST: Final = re.compile(
    r"\b(?:up to|at most|less than|fewer than|under|below|as many as|as much as|maximum of|within|"
    r"no more than) $",
    re.IGNORECASE,
)
_UNITS: Final = re.compile(
    r"-(?:year|month|week|day|hour|minute|mile|foot|page|point|member|count|car|seat)s?\b"
)
_CLOCK: Final = re.compile(r"(?::\d\d)? ?[ap]\.?m\b", re.IGNORECASE)
_LEAST_DIFFERENCE: Final = 0.1
"""Smaller ones could pass for rounding."""
_FURTHEST: Final = 4
"""Steps between a number in words and the one in its place, so that it stays plausible."""


def figure_changes(line: Line, note: Note, draw: Random) -> tuple[Change, ...]:
    """One change for each figure of the statement that can be made false."""
    return (*_digit_changes(line, note, draw), *_word_changes(line, note, draw))


def _digit_changes(line: Line, note: Note, draw: Random) -> Iterator[Change]:
    for found in _DIGITS.finditer(line.text, line.start, line.end):
        before, after = line.text[: found.start()], line.text[found.end() :]
        if _NAMED.search(before) or after.startswith(f"-{found['number']}"):
            continue
        others = [
            other
            for other in _others(found["number"], before, after)
            if _fits_bound(found["number"], other, before) and not _has(note.text, other)
        ]
        if others:
            yield Change(*found.span("number"), draw.choice(others))


def _others(number: str, before: str, after: str) -> tuple[str, ...]:
    """Figures that could stand in place of this one."""
    if number.isdecimal() and (_MONTH.search(before) or _AFTER_DAY.match(after)):
        days = range(2, 29) if int(number) <= 31 else ()
        return tuple(f"{day}" for day in days if day != int(number))
    if re.fullmatch(r"(?:19|20)\d\d", number) and not before.endswith("$"):
        year = int(number)
        return tuple(f"{year + by}" for by in (-3, -2, -1, 1, 2) if year + by <= 2024)
    if _CLOCK.match(after):
        return tuple(f"{hour}" for hour in range(2, 12) if hour != int(float(number)))
    most = 100.0 if re.match(r"%| per ?cent", after) and _value(number) <= 100 else float("inf")
    return tuple(other for other in _respelled(number) if _value(other) <= most)


def _respelled(number: str) -> Iterator[str]:
    """The number with its first or second digit changed, as far off as is plausible."""
    if _value(number) < 2:
        return
    places = [at for at, character in enumerate(number) if character.isdecimal()][:2]
    for place in places:
        for digit in "0123456789":
            other = number[:place] + digit + number[place + 1 :]
            off = abs(_value(other) - _value(number)) / _value(number)
            starts = other[0] != "0" and _value(other) >= 2
            if starts and _LEAST_DIFFERENCE <= off <= (1.0 if place == 0 else 0.9):
                yield other


def _fits_bound(number: str, other: str, before: str) -> bool:
    """Whether the change is false: "at least 50" would follow from "at least 100"."""
    bare = before.rstrip("$€£")
    if _AT_LEAST.search(bare):
        return _value(other) > _value(number)
    return not _AT_MOST.search(bare) or _value(other) < _value(number)


def _word_changes(line: Line, note: Note, draw: Random) -> Iterator[Change]:
    for found in _WORDS.finditer(line.text, line.start, line.end):
        word, after = found[0], line.text[found.end() :]
        if not _counts(line, found.start(), word, after):
            continue
        before = line.text[: found.start()]
        scale = _SMALL if word.lower() in _SMALL else _TENS
        others = [
            other
            for other in scale
            if other != word.lower()
            and _word_fits(scale, word.lower(), other, before)
            and not _has(note.text.lower(), other)
        ]
        if others:
            other = draw.choice(others)
            yield Change(*found.span(), other.capitalize() if word[0].isupper() else other)


def _counts(line: Line, start: int, word: str, after: str) -> bool:
    """Whether the word is a figure, and not a part of a name or of another number."""
    if after.startswith(("-", "–")) and not _UNITS.match(after):
        return False
    if word[0].isupper():
        before = line.text[:start].rstrip("“‘\"'")
        return start <= line.start + 1 or before.endswith((". ", ": "))
    return not re.match(r" (?:of a kind|by two)", after)


def _word_fits(scale: list[str], word: str, other: str, before: str) -> bool:
    further = scale.index(other) - scale.index(word)
    if abs(further) > _FURTHEST:
        return False
    if _AT_LEAST.search(before):
        return further > 0
    return not _AT_MOST.search(before) or further < 0


def _value(number: str) -> float:
    return float(number.replace(",", ""))


def _has(text: str, number: str) -> bool:
    """Whether the note says this figure anywhere: the change might then be true."""
    return re.search(rf"(?<![\w.,]){re.escape(number)}(?!\w|[.,]\d)", text) is not None
