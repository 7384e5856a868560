"""When two quantities tell the same figure."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rag.domain import Kind, Quantity
from rag.quantities import agrees, find, rounds, same


def only(text: str) -> Quantity:
    (quantity,) = find(text)
    return quantity


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("1,000", "one thousand", "equal"),
        ("around 1,000", "nearly 1,000", "equal"),
        ("4,523,000", "4523000", "equal"),
        ("3.2 thousand", "3,200", "equal"),
        ("$5m", "US$5 million", "equal"),
        ("£5m", "5 million pounds", "equal"),
        ("10–20", "between 10 and 20", "equal"),
        ("2 weeks", "14 days", "equal"),
        ("90 minutes", "1.5 hours", "equal"),
        ("5 km", "5,000 metres", "equal"),
        ("half of them", "50%", "equal"),
        ("one in five", "20%", "equal"),
        ("two-fold", "doubled", "equal"),
        ("50 cents", "$0.50", "equal"),
        ("50p", "£0.50", "equal"),
        ("minus five", "-5", "equal"),
        ("Q4 2021", "the fourth quarter of 2021", "equal"),
        ("H1 2021", "March 2021", "rounded"),
        ("50p", "$0.50", "different"),
        ("H2 2021", "March 2021", "different"),
        ("several hundred", "Several hundred", "equal"),
        ("Boeing 747", "BOEING 747", "equal"),
        ("1,043", "around 1,000", "rounded"),
        ("3.2 million", "3,214,000", "rounded"),
        ("5%", "5.3%", "rounded"),
        ("2.5 km", "2,460 m", "rounded"),
        ("June 2022", "5 June 2022", "rounded"),
        ("2022", "5 June 2022", "rounded"),
        ("in June", "June 2022", "rounded"),
        ("the 1990s", "in 1995", "rounded"),
        ("the 19th century", "in 1848", "rounded"),
        ("2019–2021", "in 2020", "rounded"),
        ("Q4 2021", "November 2021", "rounded"),
        ("50", "1500", "different"),
        ("20", "21", "different"),
        ("100", "150", "different"),
        ("1,000", "1,400", "different"),
        ("5%", "5", "different"),
        ("5%", "5 percentage points", "different"),
        ("$5", "€5", "different"),
        ("A$5", "US$5", "different"),
        ("5 km", "5 miles", "different"),
        ("several hundred", "300", "different"),
        ("10–20", "15", "different"),
        ("June 2022", "June 2021", "different"),
        ("Q4 2021", "Q3 2021", "different"),
        ("5 June 2022", "6 June 2022", "different"),
        ("Boeing 747", "Boeing 737", "different"),
        ("first", "one", "different"),
    ],
)
def test_agreement_both_ways(one: str, other: str, expected: str) -> None:
    assert agrees(only(one), only(other)) == expected
    assert agrees(only(other), only(one)) == expected


@pytest.mark.parametrize(
    ("coarse", "exact"),
    [("around 1,000", "1,043"), ("2022", "June 2022"), ("5%", "5.3%"), ("the 1990s", "in 1995")],
)
def test_only_the_coarser_is_a_rounding(coarse: str, exact: str) -> None:
    assert rounds(only(coarse), only(exact))
    assert not rounds(only(exact), only(coarse))


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9))
def test_different_whole_numbers_are_never_the_same(one: int, other: int) -> None:
    quantities = [only(f"{number:,} kg") for number in (one, other)]
    assert same(*quantities) == (one == other)


@given(st.text(), st.text())
@example("0", "1" + 28 * "0")
def test_comparing_never_raises_and_is_symmetric(one: str, other: str) -> None:
    for left in find(one):
        for right in find(other):
            assert agrees(left, right) == agrees(right, left)
        assert agrees(left, left) == "equal"


@pytest.mark.parametrize(
    "amount", ["3.5 million kroner", "40 kronor", "200 zlotys", "4,000 reais"]
)
def test_currencies_by_name_are_money(amount: str) -> None:
    assert only(amount).kind is Kind.MONEY


def test_a_bare_krone_may_be_any_of_them() -> None:
    assert agrees(only("40 kroner"), only("40 Danish kroner")) == "equal"
    assert agrees(only("40 Danish kroner"), only("40 Swedish kronor")) == "different"
