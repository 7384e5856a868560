"""Figures told of another thing than in the evidence."""

import pytest

from rag.checker import EvidenceBase
from rag.checker.claims import parse
from rag.checker.swaps import swapped
from tests.fakes import FakeEncoder


def things(sentence: str, evidence: str) -> list[str]:
    encoder = FakeEncoder()
    base = EvidenceBase.of([evidence], encoder=encoder)
    return [thing for _, thing in swapped(parse(sentence, encoder=encoder), base)]


@pytest.mark.parametrize(
    ("sentence", "evidence", "expected"),
    [
        ("1,000 were killed", "at least 100 were killed and around 1,000 wounded", ["kill"]),
        ("100 were wounded", "at least 100 were killed and around 1,000 wounded", ["wound"]),
        ("revenue was $2m", "revenue was $5m and profit $2m", ["revenu"]),
        ("profit was $5m", "revenue was $5m and profit $2m", ["profit"]),
        ("Alice sold 7 apples", "Alice sold 5 apples, Bob sold 7 apples", ["alic"]),
    ],
)
def test_swapped_figures_are_found(sentence: str, evidence: str, expected: list[str]) -> None:
    assert things(sentence, evidence) == expected


@pytest.mark.parametrize(
    ("sentence", "evidence"),
    [
        ("100 were killed", "at least 100 were killed and around 1,000 wounded"),
        ("1,000 troops were wounded", "100 troops were killed and 1,000 wounded in Kursk"),
        ("100 were killed in Kursk", "100 troops were killed and 1,000 wounded in Kursk"),
        ("profit was $2m", "revenue was $5m and profit $2m"),
        ("sales rose to $2m", "sales rose 5%, to $2m"),
        ("it grew in the 10th and 11th centuries", "in the 10th and 11th centuries it grew"),
        ("nothing at all", "5 apples, 7 pears"),
    ],
)
def test_what_is_told_of_the_same_thing_is_no_swap(sentence: str, evidence: str) -> None:
    assert things(sentence, evidence) == []
