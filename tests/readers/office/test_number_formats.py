# A sheet's days and times have no time zone.
# ruff: noqa: DTZ001
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.readers.office.number_formats import plain_number, shown


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (1452, "General", "1452"),
        (0.1 + 0.2, "General", "0.3"),
        (1e15, "General", "1000000000000000"),
        (1.5e300, "General", "1.5e+300"),
        (12.5, "0", "12"),
        (0.125, "0.0%", "12.5%"),
        (0.125, "0%", "12%"),
        (-0.125, "0.0%", "-12.5%"),
        (120345.5, "#,##0.00", "120,345.50"),
        (120345.5, "#,##0", "120,346"),
        (120345.5, '"$"#,##0.00', "$120,345.50"),
        (120345.5, "[$€-407]#,##0.00", "€120,345.50"),
        (120345.5, "#,##0.00\\ [$€-407]", "120,345.50 €"),
        (-1200, "#,##0;(#,##0)", "(1,200)"),
        (-1200, '#,##0_);[Red]"("#,##0")"', "(1,200)"),
        (-1200, "#,##0", "-1,200"),
        (0, '0;-0;"none"', "0"),
        (5, "000", "005"),
        (1234567, '0.0,,"M"', "1.2M"),
        (3.14, '0.00" km"', "3.14 km"),
        (3.5, "0.##", "3.5"),
        (3, "0.##", "3"),
        (-0.001, "0.0", "0.0"),
        (2.5e-7, "0.00E+00", "0.00000025"),
        (0.5, "# ?/?", "0.5"),
        (float("inf"), "0.0", "inf"),
        (True, "General", "TRUE"),
        ("40 houses", "@", "40 houses"),
        (None, "General", ""),
    ],
)
def test_numbers_are_shown_as_the_sheet_shows_them(value, form, text):
    assert shown(value, form) == text


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (datetime(2024, 12, 5), "mm-dd-yy", "2024-12-05"),
        (datetime(2024, 12, 5), "yyyy", "2024"),
        (datetime(2024, 12, 1), "mmm yyyy", "2024-12"),
        (datetime(2024, 12, 5, 14, 30), "d/m/yy h:mm", "2024-12-05 14:30"),
        (datetime(2024, 12, 5, 14, 30, 9), "d/m/yy h:mm:ss", "2024-12-05 14:30:09"),
        (datetime(2024, 12, 5, 14, 30), "d/m/yyyy", "2024-12-05"),
        (date(800, 12, 25), "General", "0800-12-25"),
        (time(14, 30), "h:mm", "14:30"),
        (timedelta(hours=30, minutes=5), "[h]:mm", "30:05"),
        (timedelta(seconds=-61), "[h]:mm:ss", "-0:01:01"),
    ],
)
def test_days_and_times_are_told_without_doubt(value, form, text):
    assert shown(value, form) == text


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_a_plain_number_is_the_number_to_twelve_digits(value):
    assert float(plain_number(value)) == pytest.approx(value, rel=1e-11)


VALUES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text()
    | st.datetimes() | st.dates() | st.times() | st.timedeltas() | st.datetimes(timezones=st.just(UTC))
)  # fmt: skip
FORMS = st.text(st.sampled_from('0#?.,%;"\\[]$€E+-_*@ dmyhs/General'), max_size=20)


@given(VALUES, FORMS)
def test_whatever_the_format_the_value_is_told(value, form):
    assert isinstance(shown(value, form), str)
