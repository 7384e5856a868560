"""Offsets, order and speed of `find`, and the seeds' own quantities."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.domain import Kind
from rag.quantities import find

SEEDS = Path(__file__).parents[2] / "seeds"

WORDS = st.sampled_from(
    "at least about between and to of a half the in May June 2022 5 10–20 $ 3.5 million % 1,000 "
    "several hundred dozen first 3rd Thursday last week two thirds ago - – — ( ) [3] , . : F-16 "
    "1990s 10:30 am +44 https://x.org/50 or more 12/05/2024 2024-12-05 ½ minus € ' s".split(" ")
)


@given(st.one_of(st.text(), st.lists(WORDS).map(" ".join), st.lists(WORDS).map("".join)))
def test_every_quantity_is_a_slice_of_its_text_and_none_overlap(text: str) -> None:
    last = 0
    for quantity in find(text):
        assert text[quantity.start : quantity.end] == quantity.text
        assert last <= quantity.start <= quantity.figure_start
        assert quantity.figure_start < quantity.figure_end <= quantity.end
        last = quantity.end


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("at least 100 soldiers", "100"),
        ("US$3.5 million or more", "3.5 million"),
        ("between 10 and 20 people", "10 and 20"),
        ("nearly −5°C", "−5"),
        ("early 2022", "2022"),
        ("some 5 to 7 per cent", "5 to 7"),
    ],
)
def test_the_figure_is_bare(text: str, figure: str) -> None:
    (quantity,) = find(text)
    assert text[quantity.figure_start : quantity.figure_end] == figure


def test_fifty_is_not_found_inside_fifteen_hundred() -> None:
    assert [quantity.value for quantity in find("1500 and 150 and 1,500 and 50")] == [
        1500,
        150,
        1500,
        50,
    ]


def test_nothing_is_read_across_a_paragraph() -> None:
    assert [quantity.value for quantity in find("at least\n\n5\n\nmillion")] == [5]
    assert find("at least\n\n5")[0].qualifier is None


def test_a_line_break_is_a_space() -> None:
    (quantity,) = find("at\nleast\n100")
    assert (quantity.qualifier, quantity.value) == ("at least", 100)


def test_the_seeds_hold_what_readers_see_in_them() -> None:
    found = [
        (quantity.text, quantity.value, quantity.qualifier)
        for path in sorted(SEEDS.glob("*.txt"))
        for quantity in find(path.read_text(encoding="utf-8"))
        if quantity.kind is Kind.COUNT
    ]
    assert found == [
        ("at least 100", 100, "at least"),
        ("around 1,000", 1000, "around"),
        ("approximately 10,000", 10000, "approximately"),
        ("several hundred", None, None),
        ("At least 100", 100, "at least"),
        ("thousands", None, None),
        ("at least 100", 100, "at least"),
        ("expected to reach nearly 1,000", 1000, "expected to reach nearly"),
        ("several hundred", None, None),
        ("two", 2, None),
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1" * 100_000, id="digits"),
        pytest.param("1" + " " * 100_000 + "2", id="spaces"),
        pytest.param("one and " * 12_000, id="nested and"),
        pytest.param("one hundred and " * 6_000, id="hundreds"),
        pytest.param("1,111" + ",111" * 25_000 + "1", id="groups"),
        pytest.param("about " * 16_000 + "5", id="hedges"),
        pytest.param("thousands of " * 8_000, id="scales"),
        pytest.param("from 1 to " * 10_000, id="from to"),
        pytest.param("one in " * 14_000, id="one in"),
        pytest.param("$(1" * 30_000, id="accounts"),
        pytest.param("€1,11" * 20_000, id="decimal commas"),
        pytest.param("1.111" + ".111" * 25_000 + ",1", id="grouping points"),
        pytest.param("a.b@" * 25_000, id="addresses"),
        pytest.param("1-" * 50_000, id="hyphens"),
        pytest.param("1." * 50_000, id="full stops"),
        pytest.param("[" * 50_000, id="brackets"),
        pytest.param("(" * 50_000, id="parentheses"),
        pytest.param("a" * 100_000, id="letters"),
        pytest.param("\n" * 100_000, id="lines"),
    ],
)
def test_no_input_takes_more_than_its_share_of_time(text: str) -> None:
    """Eight times the text may take 24 times as long; a quadratic reader would take 64 times."""
    assert grows(text[: len(text) // 8], text, at_most=24)


@pytest.mark.slow
def test_twice_the_text_takes_about_twice_the_time() -> None:
    text = "at least 5 to 10 million and "
    assert grows(text * 1_000, text * 4_000, at_most=10)


def grows(small: str, large: str, *, at_most: float) -> bool:
    """Whether `large` takes that many times as long as `small`, or less, in any of a few tries.

    A busy machine slows some of them down, a quadratic reader all.
    """
    return any(seconds(large) < at_most * seconds(small) + 0.05 for _ in range(6))


def seconds(text: str) -> float:
    started = time.process_time()
    find(text)
    return time.process_time() - started
