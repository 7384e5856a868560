"""Numbers that name something are never figures."""

import pytest

from rag.domain import Kind
from rag.quantities import find


@pytest.mark.parametrize(
    "text",
    [
        "Boeing 747",
        "Covid-19",
        "G20",
        "Article 5",
        "article 16(4)",
        "Section 3.2",
        "F-16",
        "page 12",
        "No. 5",
        "#5",
        "555-123-4567",
        "+44 20 7946 0958",
        "(555) 123-4567",
        "ISBN 978-3-16-148410-0",
        "1.2.3",
        "192.168.0.1",
        "007",
        "10:30",
        "5 p.m.",
        "3-1",
        "24/7",
        "10-K",
        "5G",
        "4x4",
        "10.1128/genomea.00319-17",
        "1,000,0000",
        "9" * 40,
    ],
)
def test_names_are_found_whole_as_other(text: str) -> None:
    (quantity,) = find(f"It is {text}, they said")
    assert (quantity.text, quantity.kind) == (text, Kind.OTHER)


def test_a_capitalised_name_after_a_determiner_takes_its_number() -> None:
    (quantity,) = find("They flew the Kamov 52.")
    assert (quantity.text, quantity.kind) == ("Kamov 52", Kind.OTHER)


@pytest.mark.parametrize(
    "text", ["[3]", "[3, 4]", "[ 3 ]", "[12–14]", "https://x.org/1500?a=50", "a50@x.org"]
)
def test_references_and_addresses_are_not_found(text: str) -> None:
    assert find(f"See {text} there") == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [("10:30 pm", "T22:30"), ("5 p.m.", "T17:00"), ("12 am", "T00:00"), ("14:05:09", "T14:05:09")],
)
def test_times_of_day(text: str, value: str) -> None:
    assert find(text)[0].value == value


def test_a_capital_before_a_counted_noun_is_no_name() -> None:
    (quantity,) = find("In the Kursk 100 soldiers died")
    assert (quantity.value, quantity.kind) == (100, Kind.COUNT)


@pytest.mark.parametrize(
    "text",
    ["killed[^3]", "killed[^note-3]", "killed<sup>3</sup>", "killed^3^", "in[^3] the army^[12]^"],
)
def test_marks_of_notes_are_no_figures(text):
    assert find(f"Soldiers {text}.") == ()


@pytest.mark.parametrize("mark", ["[^3]", " [3]", "[^a]"])
def test_a_figure_before_the_mark_of_a_note_is_read_without_it(mark):
    assert [found.value for found in find(f"They killed 100{mark} people.")] == [100]


@pytest.mark.parametrize("power", ["10^6", "10^6^", "10<sup>6</sup>", "10^-6", "100<sup>3</sup>"])
def test_a_raised_figure_is_one_with_the_figure_below_it_and_has_no_value(power):
    (found,) = find(f"There were {power} boats.")
    assert (found.text, found.value) == (power, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3.2 × 10^6", 3_200_000),
        ("3.2×10<sup>6</sup>", 3_200_000),
        ("5 · 10⁶", 5_000_000),
        ("1.5 × 10^-3", 0.0015),
        ("1.5 × 10⁻³", 0.0015),
    ],
)
def test_a_factor_and_a_power_of_ten_have_a_value(text, value):
    assert [found.value for found in find(f"There were {text} boats.")] == [value]


@pytest.mark.parametrize("unit", ["m^2", "m^2^", "m<sup>2</sup>", "m²"])
def test_a_unit_to_a_power_is_that_unit(unit):
    (found,) = find(f"An area of 20 {unit} burned.")
    assert (found.value, found.unit) == (20, "m²")


@pytest.mark.parametrize("mark", ["^3^", "<sup>3</sup>", "[^3]"])
def test_a_year_keeps_its_value_before_the_mark_of_a_note(mark):
    assert [found.value for found in find(f"It was in 2021{mark}.")] == ["2021"]
