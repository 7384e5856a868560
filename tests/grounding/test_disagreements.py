"""Where sources tell one measure differently."""

from dataclasses import replace

import pytest

from rag.grounding import Side, disagreement
from rag.quantities import find


def side(text: str, number: int, source: str | None = None) -> Side:
    return Side(text, next(iter(find(text)), None), (number,), source)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("around 1,000", "expected to reach nearly 1,000", "qualifier"),
        ("at least 100", "100", "qualifier"),
        ("1,043", "around 1,000", "qualifier"),
        ("at least 100", "at least 150", "value"),
        ("several hundred", "1,000", "value"),
        ("$5 million", "€5 million", "value"),
        ("5 June 2022", "6 June 2022", "date"),
        ("by 2022", "in 2022", "qualifier"),
        ("1,000", "one thousand", None),
        ("At least 100", "at least 100", None),
        ("June 2022", "5 June 2022", None),
        ("Thursday", "5 December 2024", None),
        ("1,000", "5%", None),
        ("nobody", "1,000", None),
    ],
)
def test_kinds(one: str, other: str, kind: str | None) -> None:
    found = disagreement("how many", (side(one, 1), side(other, 2)))
    assert (found.kind if found else None) == kind


def test_both_sides_are_shown_with_their_citations() -> None:
    found = disagreement(
        "how many were wounded?",
        (side("around 1,000", 1), side("nearly 1,000", 2), side("around one thousand", 3)),
    )
    assert found is not None
    assert found.measure == "how many were wounded?"
    assert [
        (value.text, value.value, value.qualifier, value.citations) for value in found.values
    ] == [
        ("around 1,000", 1000, "around", (1, 3)),
        ("nearly 1,000", 1000, "nearly", (2,)),
    ]


def test_one_wire_story_in_two_files_does_not_disagree_with_itself() -> None:
    assert disagreement("toll", (side("100", 1, "wire"), side("150", 2, "wire"))) is None
    assert disagreement("toll", (side("100", 1, "wire"), side("150", 2, "other"))) is not None


def test_a_source_that_gives_the_others_figure_too_does_not_disagree_with_it() -> None:
    killed_and_wounded = (side("100", 1, "one"), side("1,000", 2, "one"))
    assert disagreement("toll", (*killed_and_wounded, side("1,000", 3, "other"))) is None
    assert (
        disagreement("toll", (*killed_and_wounded, side("around 1,000", 3, "other"))) is not None
    )
    found = disagreement("toll", (*killed_and_wounded, side("100", 3, "b"), side("2,000", 4, "b")))
    assert found is not None
    assert found.kind == "value"


def test_a_source_that_only_doubts_the_others_figure_disagrees_with_it() -> None:
    doubt = replace(side("100", 2, "other"), doubted=True)
    found = disagreement("toll", (side("100", 1, "one"), doubt, side("60", 3, "other")))
    assert found is not None
    assert found.kind == "value"
    assert [value.citations for value in found.values] == [(1,), (2,), (3,)]


def test_a_different_figure_outweighs_a_different_hedge() -> None:
    found = disagreement("toll", (side("100", 1), side("at least 100", 2), side("300", 3)))
    assert found is not None
    assert found.kind == "value"
    assert len(found.values) == 3


def test_one_side_alone_disagrees_with_nobody() -> None:
    assert disagreement("toll", (side("100", 1),)) is None
    assert disagreement("toll", ()) is None
