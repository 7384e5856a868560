"""Reads the value of digits, however they are grouped."""

import re
from decimal import Decimal

_VULGAR_FRACTIONS = {
    "½": Decimal("0.5"),
    "¼": Decimal("0.25"),
    "¾": Decimal("0.75"),
    "⅓": Decimal(1) / 3,
    "⅔": Decimal(2) / 3,
}
_POWER = re.compile(r"\s?[×·]\s?10(?=[\^<⁻⁰¹²³⁴-⁹])")
_EXPONENT = re.compile(r"[-−–⁻\d⁰¹²³⁴-⁹]")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−–", "0123456789---")
_LONGEST = 30
_GROUPING = str.maketrans("", "", "'’ \u00a0\u2009\u202f")


def digits_value(text: str) -> Decimal | None:
    """The value of digits with grouping or fractions, or None if they are too long to be one."""
    if _POWER.search(text):
        return _scientific(text)
    if text[-1] in _VULGAR_FRACTIONS:
        return Decimal(text[:-1] or 0) + _VULGAR_FRACTIONS[text[-1]]
    if "/" in text:
        whole, _, fraction = text.rpartition(" ")
        above, below = fraction.split("/")
        return Decimal(whole or 0) + Decimal(above) / Decimal(below)
    if len(text) > _LONGEST:
        return None
    digits = text.translate(_GROUPING)
    return Decimal(_pointed(digits, bare=len(digits) == len(text)))


def _scientific(text: str) -> Decimal | None:
    """`3.2 × 10^6`: the factor times the power of ten."""
    factor, power = _POWER.split(text, maxsplit=1)
    exponent = "".join(_EXPONENT.findall(power)).translate(_LOWERED)
    value = digits_value(factor)
    return None if value is None else value.scaleb(int(exponent))


def _pointed(digits: str, *, bare: bool) -> str:
    """The digits with a point before the decimals and nothing else between them.

    A comma is a decimal mark before other than three digits, or where points group the digits
    before it: 3,5 and 1.000,50. A single point is one always: 3.500 is three and a half.
    """
    head, comma, tail = digits.rpartition(",")
    if comma and "." not in tail and ("." in head or len(tail) != 3 or not bare):
        return f"{head.replace('.', '')}.{tail}"
    return digits.replace("." if digits.count(".") > 1 else ",", "")


def has_leading_zero(text: str) -> bool:
    """Whether the digits are a code such as 007 and no number."""
    return len(text) > 1 and text[0] == "0" and text[1] not in ".,"


def plain(value: Decimal) -> float:
    """The value as an int where it is whole, else as a float."""
    return int(value) if value == value.to_integral_value() else float(value)
