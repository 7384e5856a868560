"""Units, percent signs and spans of time that stand after a number."""

from typing import NamedTuple

from rag.domain import Kind
from rag.quantities.money import CURRENCY_WORDS
from rag.quantities.phrases import Phrases, inverted
from rag.quantities.tokens import Sort, Tokens


class Unit(NamedTuple):
    """A unit's one name and the kind of quantity it makes."""

    name: str
    kind: Kind


_DURATIONS = {
    "millisecond": "millisecond, milliseconds, ms",
    "second": "second, seconds, sec, secs",
    "minute": "minute, minutes, min, mins",
    "hour": "hour, hours, hr, hrs, h",
    "day": "day, days",
    "night": "night, nights",
    "week": "week, weeks, wk, wks",
    "fortnight": "fortnight, fortnights",
    "month": "month, months",
    "quarter": "quarters",
    "year": "year, years, yr, yrs",
    "decade": "decade, decades",
    "century": "century, centuries",
}
_MEASURES = {
    "mm": "mm, millimetre, millimetres, millimeter, millimeters",
    "cm": "cm, centimetre, centimetres, centimeter, centimeters",
    "m": "m, metre, metres, meter, meters",
    "km": "km, kms, kilometre, kilometres, kilometer, kilometers",
    "nm": "nm, nanometre, nanometres, nanometer, nanometers",
    "inch": "inch, inches",
    "foot": "foot, feet, ft",
    "yard": "yard, yards, yd",
    "mile": "mile, miles, mi",
    "nautical mile": "nautical mile, nautical miles",
    "light-year": "light year, light years, light-year, light-years",
    "acre": "acre, acres",
    "ha": "ha, hectare, hectares",
    "m²": "m², m2, sqm, sq m, square metre, square metres, square meter, square meters",
    "km²": "km², km2, sq km, square km, square kilometre, square kilometres, "
    "square kilometer, square kilometers",
    "square mile": "square mile, square miles, sq mi, sq miles",
    "square foot": "square foot, square feet, sq ft",
    "m³": "m³, m3, cubic metre, cubic metres, cubic meter, cubic meters",
    "µg": "µg, μg, mcg, microgram, micrograms",
    "mg": "mg, milligram, milligrams",
    "g": "g, gram, grams, gramme, grammes",
    "kg": "kg, kgs, kilo, kilos, kilogram, kilograms, kilogramme, kilogrammes",
    "tonne": "tonne, tonnes, metric ton, metric tons",
    "ton": "ton, tons",
    "lb": "lb, lbs",
    "oz": "oz, ounce, ounces",
    "ml": "ml, millilitre, millilitres, milliliter, milliliters",
    "litre": "litre, litres, liter, liters",
    "gallon": "gallon, gallons",
    "barrel": "barrel, barrels",
    "km/h": "km/h, kmh, kph, km per hour, km an hour, kilometres per hour, kilometers per hour, "
    "kilometres an hour, kilometers an hour",
    "mph": "mph, miles per hour, miles an hour",
    "m/s": "m/s, metres per second, meters per second",
    "knot": "knot, knots",
    "°C": "°C, ℃, degrees C, degrees Celsius, degree Celsius, degrees centigrade",
    "°F": "°F, ℉, degrees F, degrees Fahrenheit, degree Fahrenheit",
    "degree": "°, degree, degrees",
    "kW": "kw, kilowatt, kilowatts",
    "MW": "mw, megawatt, megawatts",
    "GW": "gw, gigawatt, gigawatts",
    "kWh": "kwh, kilowatt-hours, kilowatt hours",
    "MWh": "mwh, megawatt-hours, megawatt hours",
    "GWh": "gwh, gigawatt-hours, gigawatt hours",
    "TWh": "twh, terawatt-hours, terawatt hours",
    "Hz": "hz, hertz",
    "kHz": "khz",
    "MHz": "mhz",
    "GHz": "ghz",
    "kB": "kb, kilobyte, kilobytes",
    "MB": "mb, megabyte, megabytes",
    "GB": "gb, gigabyte, gigabytes",
    "TB": "tb, terabyte, terabytes",
    "dB": "db, decibel, decibels",
    "times": "times, x, fold",
}
_PERCENTS = {
    "%": "%, percent, per cent, pc, pct",
    "percentage point": "percentage point, percentage points, percentage-point, "
    "percent point, percent points, % points, pp, ppt",
    "basis point": "basis point, basis points, basis-point, bps",
    "‰": "‰, per mille",
}
_UNITS = Phrases(
    {
        phrase: Unit(name, kind)
        for kind, table in (
            (Kind.DURATION, inverted(_DURATIONS)),
            (Kind.COUNT, inverted(_MEASURES)),
            (Kind.PERCENT, inverted(_PERCENTS)),
            (Kind.MONEY, CURRENCY_WORDS),
        )
        for phrase, name in table.items()
    }
)
_FACTORS = {
    "millisecond": ("second", 0.001),
    "second": ("second", 1.0),
    "minute": ("second", 60.0),
    "hour": ("second", 3_600.0),
    "day": ("second", 86_400.0),
    "week": ("second", 604_800.0),
    "fortnight": ("second", 1_209_600.0),
    "month": ("month", 1.0),
    "year": ("month", 12.0),
    "decade": ("month", 120.0),
    "century": ("month", 1_200.0),
    "mm": ("m", 0.001),
    "cm": ("m", 0.01),
    "m": ("m", 1.0),
    "km": ("m", 1_000.0),
    "mg": ("g", 0.001),
    "g": ("g", 1.0),
    "kg": ("g", 1_000.0),
    "tonne": ("g", 1_000_000.0),
    "cent": ("$", 0.01),
    "penny": ("GBP", 0.01),
}
_OLD = frozenset({"old", "olds"})


def unit_at(tokens: Tokens, index: int) -> tuple[Unit, int] | None:
    """The unit at `index`, past a joining hyphen, and the index after it."""
    first = tokens.after_hyphen(index)
    found = _UNITS.at(tokens, first)
    sign = first > index and tokens[first].sort is Sort.CURRENCY
    if found is None or sign or not _stands(tokens, index, found):
        return None
    unit, last = found
    old = tokens.after_hyphen(last)
    aged = unit.kind is Kind.DURATION and tokens.word(old) in _OLD
    return unit, old + 1 if aged else last


def conversion(unit: str | None) -> tuple[str | None, float]:
    """The base unit and the exact factor that takes a value there; itself and 1 for others."""
    return _FACTORS.get(unit or "", (unit, 1.0))


def _stands(tokens: Tokens, index: int, found: tuple[Unit, int]) -> bool:
    """Whether the words are meant as a unit here."""
    word, end = tokens.word(index), found[1]
    if tokens.glued(end) and tokens.is_word(end - 1) and tokens[end].sort.name == "NUMBER":
        return False
    if word == "second":
        return tokens.word(index - 1) == "one"
    if word == "p":
        return (
            tokens.glued(index) and tokens[index].text == "p" and len(tokens.word(index - 1)) < 3
        )
    if word in {"x", "h", "m", "g"}:
        return tokens[index].text.islower() and tokens[index].sort is Sort.WORD
    return not (found[0].name == "times" and word == "fold")
