"""How a figure stands among those of the evidence."""

import pytest

from rag.checker.figures import Match, match
from rag.quantities import find


@pytest.mark.parametrize(
    ("figure", "evidence", "expected"),
    [
        ("1k", "1,000", Match.EQUAL),
        ("one thousand", "1000", Match.EQUAL),
        ("about 1,000", "1,043", Match.ROUNDED),
        ("over 1,000", "1,043", Match.ROUNDED),
        ("up to 1,100", "1,043", Match.ROUNDED),
        ("June 2022", "5 June 2022", Match.ROUNDED),
        ("$90 million", "between $90 million and $100 million", Match.VALUE),
        ("between 90 and 100", "90 or even 100 came", Match.VALUE),
        ("5%", "a share of 5", Match.VALUE),
        ("1,000", "1,043", Match.ABSENT),
        ("over 1,000", "2,043", Match.ABSENT),
        ("over 1,000", "943", Match.ABSENT),
        ("expected to reach 3.5 million", "3.515 million", Match.ABSENT),
        ("5%", "5 percentage points", Match.ABSENT),
        ("$5", "€5", Match.ABSENT),
        ("50", "1500", Match.ABSENT),
        ("fifth", "five", Match.ABSENT),
        ("5 June 2022", "June 2022", Match.ABSENT),
    ],
)
def test_figures_match_by_value_and_unit(figure: str, evidence: str, expected: Match) -> None:
    (quantity,) = find(figure)
    assert match(quantity, find(evidence)) is expected
