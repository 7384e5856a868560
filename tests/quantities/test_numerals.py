"""Numbers in digits and in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.quantities import find, same

UNDER_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
SCALES = ((10**9, "billion"), (10**6, "million"), (1_000, "thousand"))


def below_thousand(number: int) -> str:
    if number < 20:
        return UNDER_TWENTY[number]
    if number < 100:
        tens, rest = TENS[number // 10 - 2], number % 10
        return f"{tens}-{UNDER_TWENTY[rest]}" if rest else tens
    hundreds, rest = f"{UNDER_TWENTY[number // 100]} hundred", number % 100
    return f"{hundreds} and {below_thousand(rest)}" if rest else hundreds


def in_words(number: int) -> str:
    parts, rest = [], number
    for scale, name in SCALES:
        if rest >= scale:
            parts.append(f"{below_thousand(rest // scale)} {name}")
            rest %= scale
    if rest or not parts:
        joint = "and " if parts and rest < 100 else ""
        parts.append(f"{joint}{below_thousand(rest)}")
    return " ".join(parts)


def value_of(text: str) -> float | str | None:
    (quantity,) = find(text)
    assert quantity.text == text
    return quantity.value


@given(st.integers(0, 10**12 - 1))
def test_numbers_in_words_give_back_their_value(number: int) -> None:
    assert value_of(in_words(number)) == number


@given(st.integers(2101, 10**12), st.sampled_from([",", "\u00a0", "\u2009", "\u202f", "'"]))
def test_grouped_digits_give_back_their_value(number: int, mark: str) -> None:
    assert value_of(f"{number:,}".replace(",", mark)) == number
    assert value_of(str(number)) == number


@given(st.integers(1, 999), st.sampled_from([("k", 1_000), ("m", 10**6), ("bn", 10**9)]))
def test_scale_letters_multiply(number: int, scale: tuple[str, int]) -> None:
    assert value_of(f"{number}{scale[0]}") == number * scale[1]


@given(st.decimals(min_value=0, max_value=9999, places=2).filter(lambda value: value % 1 != 0))
def test_decimals_give_back_their_value(number: object) -> None:
    assert value_of(f"{number}") == float(str(number))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (".5", 0.5),
        ("3.2 thousand", 3200),
        ("1.1 million", 1_100_000),
        ("4,523,000", 4_523_000),
        ("12,34,567", 1_234_567),
        ("10 000", 10_000),
        ("4 523 000", 4_523_000),
        ("1.000.000", 1_000_000),
        ("1,234,567.89", 1_234_567.89),
        ("2½", 2.5),
        ("1/2", 0.5),
        ("a dozen", 12),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("half a million", 500_000),
        ("a quarter of a million", 250_000),
        ("two and a half million", 2_500_000),
        ("a million and a half", 1_500_000),
        ("one thousand, two hundred and five", 1205),
        ("nineteen hundred", 1900),
        ("twenty one", 21),
        ("2 hundred thousand", 200_000),
        ("5 crore", 50_000_000),
        ("zero", 0),
    ],
)
def test_ways_to_write_a_number(text: str, value: float) -> None:
    assert value_of(text) == value


@pytest.mark.parametrize(
    "text",
    "several hundred|a few hundred|hundreds|thousands|dozens|tens of thousands|"
    "hundreds of thousands|several thousand|a couple of hundred|many thousands".split("|"),
)
def test_vague_numbers_are_quantities_without_a_value(text: str) -> None:
    (quantity,) = find(f"They lost {text} in a night")
    assert (quantity.text, quantity.value, quantity.kind) == (text, None, "count")


def test_one_thousand_is_one_number_however_it_is_written() -> None:
    written = ("1,000", "1000", "one thousand", "1k", "1.0 thousand", "a thousand", "1\u202f000")
    quantities = [find(text)[0] for text in written]
    assert all(same(quantities[0], quantity) for quantity in quantities)


@pytest.mark.parametrize(
    "text",
    [
        "no one came",
        "one of the largest",
        "the one that got away",
        "one-sided",
        "in one's own way",
        "several officials",
        "a few more",
        "tens",
        "half a loaf",
        "He has some",
        "half-hearted",
    ],
)
def test_words_that_count_nothing(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("one, two, three", [1, 2, 3]),
        ("1, 2 and 3", [1, 2, 3]),
        ("one hundred, two hundred", [100, 200]),
        ("one hundred and two hundred", [100, 200]),
        ("one thousand, two thousand", [1000, 2000]),
        ("in 2020 100 people", ["2020", 100]),
    ],
)
def test_lists_stay_lists(text: str, values: list[float]) -> None:
    assert [quantity.value for quantity in find(text)] == values
