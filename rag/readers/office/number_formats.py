"""Spreadsheet values as the sheet shows them: `12.5%`, `$ 1,200`, `2024-12-05`.

After the number formats of ECMA-376, 18.8.30, as far as they change what is read; days are
always told as ISO 8601.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final, TypeAlias

Value: TypeAlias = str | bool | int | float | datetime | date | time | timedelta | None

_MOST_DIGITS: Final = 12
_QUOTED: Final = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
_CURRENCY: Final = re.compile(r"\[\$([^-\]]*)(?:-[^\]]*)?\]")
_BRACKETS: Final = re.compile(r"\[[^\]]*\]")
_DIGITS: Final = re.compile(r"[#0?][#0?, ]*(?:\.[#0?]+)?,*")
_SECTIONS: Final = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*\Z)')
_PLAIN: Final = frozenset({"", "General", "@", "Standard"})


@dataclass(frozen=True, slots=True)
class _Form:
    """One section of a number format."""

    before: str
    after: str
    decimals: int
    optional: bool
    """Whether trailing zeros are left out."""
    grouped: bool
    thousands: int
    """How often the number is divided by a thousand."""
    digits: int
    """The least number of digits before the point."""


def shown(value: Value, form: str) -> str:
    """The value as its cell shows it; empty for none."""
    match value:
        case None | str():
            return value or ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _number(value, form)
        case datetime() | date():
            return _day(value, form)
        case _:
            return _clock(value) if isinstance(value, time) else _duration(value)


def plain_number(value: float) -> str:
    """The number with as many digits as mean something, without an exponent where it can be."""
    if not abs(value) < float("inf"):
        return str(value)
    rounded = Decimal(f"{value:.{_MOST_DIGITS}g}") if isinstance(value, float) else Decimal(value)
    if rounded and not -9 < rounded.adjusted() < 18:
        return f"{rounded:g}"
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(value: float, form: str) -> str:
    sections = _SECTIONS.split(form)
    section, signed = sections[0], True
    if value < 0 and len(sections) > 1:
        section, signed = sections[1], False
    elif not value and len(sections) > 2:
        section = sections[2]
    if section.strip() in _PLAIN or not abs(value) < float("inf"):
        return plain_number(value)
    told = _form(section)
    if told is None:
        return plain_number(value)
    return _filled(value, told, signed=signed)


def _filled(value: float, form: _Form, *, signed: bool) -> str:
    amount = Decimal(repr(abs(value))) / 1000**form.thousands
    if "%" in form.before + form.after:
        amount *= 100
    digits = f"{amount:{',' if form.grouped else ''}.{form.decimals}f}"
    if form.optional and "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    whole, point, rest = digits.partition(".")
    digits = f"{whole.zfill(form.digits)}{point}{rest}"
    negative = value < 0 and signed and any(digit in "123456789" for digit in digits)
    return f"{'-' if negative else ''}{form.before}{digits}{form.after}".strip()


def _form(section: str) -> _Form | None:
    """The parts of a section; None for those with exponents, fractions or no digits."""
    bare = _BRACKETS.sub("", _CURRENCY.sub(r'"\1"', section))
    found = _DIGITS.search(_QUOTED.sub(lambda mark: "\0" * len(mark[0]), bare))
    if found is None:
        return None
    before, digits, after = (bare[: found.start()], found[0].rstrip(), bare[found.end() :])
    if any(sign in after for sign in ("E+", "E-", "/", "#", "?")) or "E" in before:
        return None
    scaled = len(digits) - len(digits.rstrip(","))
    whole, _, decimals = digits.rstrip(",").partition(".")
    return _Form(
        before=_literal(before),
        after=_literal(after),
        decimals=len(decimals),
        optional="#" in decimals,
        grouped="," in whole,
        thousands=scaled,
        digits=whole.count("0"),
    )


def _literal(part: str) -> str:
    """What a part of a format shows: its quoted signs, and `%` and money as they are."""
    return _QUOTED.sub(lambda mark: mark[1] or mark[2] or "", part)


def _day(value: datetime | date, form: str) -> str:
    letters = _BRACKETS.sub("", _QUOTED.sub("", form)).lower()
    clock = value.time() if isinstance(value, datetime) else time()
    has_clock = bool(clock.replace(microsecond=0)) and clock != time()
    if "y" in letters and "d" not in letters and not set("hs") & set(letters):
        return f"{value:%Y-%m}" if "m" in letters else f"{value:%Y}"
    if has_clock and letters and not set("hs") & set(letters):
        has_clock = letters in {"general", "standard"}
    day = f"{value.year:04}-{value.month:02}-{value.day:02}"
    return f"{day} {_clock(clock)}" if has_clock else day


def _clock(value: time) -> str:
    return f"{value:%H:%M:%S}" if value.second else f"{value:%H:%M}"


def _duration(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{sign}{hours}:{minutes:02}" + (f":{seconds % 60:02}" if seconds % 60 else "")
