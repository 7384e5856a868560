"""Ranges, percentages, money, measures and durations."""

import pytest

from rag.domain import Kind, Quantity
from rag.quantities import find


def only(text: str) -> Quantity:
    (quantity,) = find(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("10–20", 10, 20, None),
        ("10-20", 10, 20, None),
        ("10 to 20", 10, 20, None),
        ("10-to-15", 10, 15, None),
        ("between 10 and 20", 10, 20, None),
        ("between one hundred and two hundred", 100, 200, None),
        ("two or three", 2, 3, None),
        ("3 to 5 million", 3_000_000, 5_000_000, None),
        ("500 to 2 thousand", 500, 2000, None),
        ("$3-5 million", 3_000_000, 5_000_000, "$"),
        ("$3.5m to $4m", 3_500_000, 4_000_000, "$"),
        ("5% to 7%", 5, 7, "%"),
        ("5-7 per cent", 5, 7, "%"),
        ("10-12 weeks", 10, 12, "week"),
        ("$5m-$10m", 5_000_000, 10_000_000, "$"),
        ("five to ten percent", 5, 10, "%"),
    ],
)
def test_ranges(text: str, low: float, high: float, unit: str | None) -> None:
    quantity = only(text)
    assert quantity.text == text
    assert (quantity.value, quantity.value_high, quantity.unit) == (low, high, unit)


@pytest.mark.parametrize(
    "text", ["ranging from 3 to 5", "ranged from 3 to 5", "varies from 3 to 5"]
)
def test_what_ranges_from_one_to_another_is_a_range(text: str) -> None:
    assert (only(text).text, only(text).value, only(text).value_high) == ("3 to 5", 3, 5)


def test_both_figures_of_a_change_have_its_unit() -> None:
    before, after = find("rose from 3 to 5 per cent")
    assert (before.unit, after.unit) == ("%", "%")
    assert before.text == "3"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("from 10 to 20", [10, 20]),
        ("won by 52 to 48", [52, 48]),
        ("rose from 3 to 5 per cent", [3, 5]),
        ("fell from 5 to 3 million", [5_000_000, 3_000_000]),
        ("from 500 to 1 million", [500, 1_000_000]),
        ("5 km to 10 kg", [5, 10]),
    ],
)
def test_what_is_no_range(text: str, values: list[float]) -> None:
    found = find(text)
    assert [quantity.value for quantity in found] == values
    assert all(quantity.value_high is None for quantity in found)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("5%", 5, "%"),
        ("5 %", 5, "%"),
        ("5 per cent", 5, "%"),
        ("five percent", 5, "%"),
        ("-3.2%", -3.2, "%"),
        ("2.5 percentage points", 2.5, "percentage point"),
        ("0.5 of a percentage point", 0.5, "percentage point"),
        ("half a percentage point", 0.5, "percentage point"),
        ("(12.5)%", -12.5, "%"),
        ("one in five", 20, "%"),
        ("nine out of ten", 90, "%"),
        ("3 of every 4", 75, "%"),
        ("25 basis points", 25, "basis point"),
    ],
)
def test_percentages(text: str, value: float, unit: str) -> None:
    quantity = only(text)
    assert (quantity.text, quantity.value, quantity.unit) == (text, value, unit)
    assert quantity.kind is Kind.PERCENT


@pytest.mark.parametrize(
    ("text", "figure", "percent"),
    [
        ("half of voters", "half", 50),
        ("three quarters of them", "three quarters", 75),
        ("a fifth of all", "a fifth", 20),
    ],
)
def test_a_fraction_of_something_is_a_percentage(text: str, figure: str, percent: float) -> None:
    quantity = only(text)
    assert (quantity.text, quantity.value, quantity.unit) == (figure, percent, "%")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("$3.5 million", 3_500_000, "$"),
        ("US$40", 40, "USD"),
        ("A$40", 40, "AUD"),
        ("USD 3,000", 3000, "USD"),
        ("3,000 USD", 3000, "USD"),
        ("€5m", 5_000_000, "EUR"),
        ("5m euros", 5_000_000, "EUR"),
        ("£3,000", 3000, "GBP"),
        ("20 million pounds", 20_000_000, "GBP"),
        ("₩5 trillion", 5 * 10**12, "KRW"),
        ("3 million dollars", 3_000_000, "$"),
        ("3 million U.S. dollars", 3_000_000, "USD"),
        ("€−119 million", -119_000_000, "EUR"),
        ("$(1,234)", -1234, "$"),
        ("1.000,50 euros", 1000.5, "EUR"),
        ("€1,50", 1.5, "EUR"),
        ("3.500 Euro", 3.5, "EUR"),
        ("50p", 50, "penny"),
        ("50 cents", 50, "cent"),
        ("hundreds of thousands of dollars", None, "$"),
    ],
)
def test_money(text: str, value: float | None, unit: str) -> None:
    quantity = only(text)
    assert (quantity.text, quantity.value, quantity.unit) == (text, value, unit)
    assert quantity.kind is Kind.MONEY


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("5 km", 5, "km"),
        ("5km", 5, "km"),
        ("5 kilometres", 5, "km"),
        ("10 km²", 10, "km²"),
        ("100 square kilometres", 100, "km²"),
        ("100 km/h", 100, "km/h"),
        ("−5°C", -5, "°C"),
        ("5 degrees Celsius", 5, "°C"),
        ("3 tonnes", 3, "tonne"),
        ("20 MW", 20, "MW"),
        ("50 m", 50, "m"),
        ("three times", 3, "times"),
        ("two-fold", 2, "times"),
        ("twice", 2, "times"),
        ("nearly doubled", 2, "times"),
    ],
)
def test_measures(text: str, value: float, unit: str) -> None:
    quantity = only(text)
    assert (quantity.text, quantity.value, quantity.unit) == (text, value, unit)
    assert quantity.kind is Kind.COUNT


def test_a_letter_m_is_metres_only_before_a_dimension() -> None:
    assert (only("10m wide").value, only("10m wide").unit) == (10, "m")
    assert (only("10m people").value, only("10m people").unit) == (10_000_000, None)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("three weeks", 3, "week"),
        ("5-year", 5, "year"),
        ("10-day", 10, "day"),
        ("two and a half hours", 2.5, "hour"),
        ("half an hour", 0.5, "hour"),
        ("43-year-old", 43, "year"),
        ("43 years old", 43, "year"),
        ("several weeks", None, "week"),
        ("a few days", None, "day"),
        ("30 seconds", 30, "second"),
        ("29 consecutive years", 29, "year"),
        ("three straight days", 3, "day"),
        ("two full weeks", 2, "week"),
    ],
)
def test_durations(text: str, value: float | None, unit: str) -> None:
    quantity = only(text)
    assert (quantity.text, quantity.value, quantity.unit) == (text, value, unit)
    assert quantity.kind is Kind.DURATION


def test_days_of_another_kind_are_counted() -> None:
    assert (only("40 working days").text, only("40 working days").kind) == ("40", Kind.COUNT)
    assert only("12 full ships").kind is Kind.COUNT


@pytest.mark.parametrize(
    ("text", "value"),
    [("3rd", 3), ("first", 1), ("twenty-first", 21), ("1,000th", 1000), ("fortieth", 40)],
)
def test_ordinals(text: str, value: int) -> None:
    quantity = only(text)
    assert (quantity.text, quantity.value, quantity.kind) == (text, value, Kind.ORDINAL)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("one in 2020", [1, "2020"]),
        ("two in three days", [2, 3]),
        ("(1,234)", [1234]),
        ("a 1080p film", [None]),
        ("$5-$10", [5]),
    ],
)
def test_what_only_looks_like_a_share_or_money(
    text: str, values: list[float | str | None]
) -> None:
    assert [quantity.value for quantity in find(text)] == values
