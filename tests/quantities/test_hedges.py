"""The hedge beside a figure belongs to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.quantities import HEDGES, Direction, direction, find

BEFORE = (
    "at least|at most|up to|more than|over|fewer than|less than|under|nearly|almost|around|about|"
    "approximately|some|roughly|an estimated|as many as|no more than|close to|an average of|"
    "expected to reach nearly|believed to be around|could reach|just over|well over|"
    "no fewer than|in excess of|upwards of|reportedly"
).split("|")


@given(st.sampled_from(BEFORE), st.sampled_from(["1,000", "$3.5 million", "5%", "a dozen"]))
def test_the_hedge_before_a_figure_is_its_qualifier(hedge: str, figure: str) -> None:
    text = f"The toll was {hedge} {figure}."
    (quantity,) = find(text)
    assert quantity.qualifier == hedge
    assert quantity.text == f"{hedge} {figure}"


@pytest.mark.parametrize("hedge", ["or so", "or more", "or fewer", "at least", "or thereabouts"])
def test_the_hedge_after_a_figure_is_its_qualifier(hedge: str) -> None:
    (quantity,) = find(f"It took three weeks {hedge}, they said")
    assert (quantity.qualifier, quantity.text) == (hedge, f"three weeks {hedge}")


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("1,000+", "+"),
        (">50", ">"),
        ("~100", "~"),
        ("20-plus", "plus"),
        ("around 100 or so", "around or so"),
        ("At Least 100", "at least"),
        ("early 2022", "early"),
        ("mid-2022", "mid"),
        ("before 5 December", "before"),
        ("by 2030", "by"),
        ("at about 1:30 a.m.", "about"),
    ],
)
def test_other_hedges(text: str, qualifier: str) -> None:
    assert find(text)[0].qualifier == qualifier


@pytest.mark.parametrize(
    "text",
    [
        "an additional 1,000",
        "a total of 100",
        "only 100",
        "revised up to 478,000",
        "at least, 100",
        "least 100",
        "since 1999",
        "around the first",
    ],
)
def test_what_is_no_hedge(text: str) -> None:
    assert find(text)[0].qualifier is None


def test_a_hedge_belongs_to_one_figure_only() -> None:
    first, second = find("100 at least 50")
    assert {first.qualifier, second.qualifier} == {"at least", None}


@pytest.mark.parametrize(
    ("qualifier", "expected"),
    [
        ("at least", Direction.LOWER),
        ("well over", Direction.LOWER),
        ("no more than", Direction.UPPER),
        ("nearly", Direction.APPROXIMATE),
        ("could reach", Direction.EXPECTED),
        ("expected to reach nearly", Direction.APPROXIMATE),
        (None, None),
        ("purple", None),
    ],
)
def test_directions(qualifier: str | None, expected: Direction | None) -> None:
    assert direction(qualifier) is expected


def test_every_hedge_has_a_direction_and_is_lower_case() -> None:
    assert all(phrase == phrase.lower() for phrase in HEDGES)
    assert all(isinstance(meaning, Direction) for meaning in HEDGES.values())
