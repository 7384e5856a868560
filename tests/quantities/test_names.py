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
