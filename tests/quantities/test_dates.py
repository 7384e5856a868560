"""Calendar dates, years and dates told from the day of writing."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.domain import Kind, Quantity
from rag.quantities import find

DAYS = st.dates(min_value=dt.date(1500, 1, 1), max_value=dt.date(2099, 12, 31))
FORMS = ("{d.day} {month} {d.year}", "{month} {d.day}, {d.year}", "{d.day}th of {month}, {d.year}")


def only(text: str) -> Quantity:
    (quantity,) = find(text)
    return quantity


@given(DAYS, st.sampled_from(FORMS))
def test_a_day_gives_back_its_iso_form(day: dt.date, form: str) -> None:
    text = form.format(d=day, month=f"{day:%B}")
    assert (only(text).text, only(text).value) == (text, day.isoformat())
    assert only(day.isoformat()).value == day.isoformat()


@pytest.mark.parametrize(
    ("text", "date", "value"),
    [
        ("Dec. 5, 2024", "Dec. 5, 2024", "2024-12-05"),
        ("on Thursday, 5 December 2024", "Thursday, 5 December 2024", "2024-12-05"),
        ("on 5 December", "5 December", "--12-05"),
        ("in February 2022", "February 2022", "2022-02"),
        ("In June, the countries", "June", "--06"),
        ("June", "June", "--06"),
        ("in December, a lawmaker", "December", "--12"),
        ("in 2022", "2022", "2022"),
        ("since 1999", "1999", "1999"),
        ("in 1066", "1066", "1066"),
        ("the 2016 election", "2016", "2016"),
        ("the 1763 treaty", "1763", "1763"),
        ("(1875)", "1875", "1875"),
        ("in 2019 sales rose", "2019", "2019"),
        ("2019–2021", "2019–2021", "2019/2021"),
        ("2019-21", "2019-21", "2019/2021"),
        ("between 1977 and 1984", "1977 and 1984", "1977/1984"),
        ("5–7 December 2024", "5–7 December 2024", "2024-12-05/2024-12-07"),
        ("December 5-7, 2024", "December 5-7, 2024", "2024-12-05/2024-12-07"),
        ("June to August 2022", "June to August 2022", "2022-06/2022-08"),
        ("the 1990s", "1990s", "199X"),
        ("the '90s", "'90s", None),
        ("the 19th century", "19th century", "18XX"),
        ("a twenty-first-century idea", "twenty-first-century", "20XX"),
        ("44 BC", "44 BC", "-0043"),
        ("Q4 2021", "Q4 2021", "2021-36"),
        ("the fourth quarter of 2021", "fourth quarter of 2021", "2021-36"),
        ("a third-quarter 2020 loss", "third-quarter 2020", "2020-35"),
        ("first quarter of fiscal year 2021", "first quarter of fiscal year 2021", "2021-33"),
        ("H1 2021", "H1 2021", "2021-40"),
        ("second half of 2021", "second half of 2021", "2021-41"),
        ("FY 2021/22", "2021/22", "2021/2022"),
        ("fiscal 2021", "2021", "2021"),
        ("summer 2022", "summer 2022", "2022-22"),
        ("FY2021", "FY2021", "2021"),
        ("25/12/2024", "25/12/2024", "2024-12-25"),
        ("12/25/2024", "12/25/2024", "2024-12-25"),
        ("05/12/2024", "05/12/2024", "2024"),
        ("5.12.2024", "5.12.2024", "2024-12-05"),
        ("on Thursday", "Thursday", None),
        ("Saturday’s vote", "Saturday", None),
        ("December's toll", "December", "--12"),
        ("earlier this month", "earlier this month", None),
        ("last week", "last week", None),
        ("last June", "last June", "--06"),
        ("yesterday", "yesterday", None),
        ("three weeks ago", "three weeks ago", None),
        ("in recent months", "recent months", None),
        ("this Thursday evening", "this Thursday evening", None),
    ],
)
def test_dates(text: str, date: str, value: str | None) -> None:
    quantity = only(text)
    assert (quantity.text, quantity.value, quantity.kind) == (date, value, Kind.DATE)


@pytest.mark.parametrize(
    "text",
    [
        "killed 2000 people",
        "2022 people",
        "at least 2000",
        "2000 km",
        "a total of 2022 were",
        "$2022",
        "the 1500 men",
    ],
)
def test_four_digits_that_count_are_no_year(text: str) -> None:
    assert all(quantity.kind is not Kind.DATE for quantity in find(text))


@pytest.mark.parametrize(
    "text", ["he may leave", "they march on", "May said so", "sat in the sun"]
)
def test_words_that_look_like_dates(text: str) -> None:
    assert find(text) == ()


def test_a_number_after_a_month_may_count() -> None:
    month, soldiers = find("in December 5 soldiers died")
    assert (month.value, soldiers.value) == ("--12", 5)
    assert only("on December 5 soldiers marched").value == "--12-05"
