import pytest

from rag.briefing import figures
from rag.briefing.telling import Ledger


@pytest.fixture
def rows(material_of):
    def find(*texts):
        material = material_of(*texts)
        found = figures.group(tuple(measure for own in material.measures for measure in own))
        return figures.table(material, found, Ledger(material))

    return find


@pytest.mark.parametrize(
    "text",
    [
        "Tom Vale denied that 40 workers were killed.",
        "Tom Vale denied killing 40 workers.",
        "It is not true that 300 bolts failed, Anna Berg said.",
        "Anna Berg said reports that 500 people had been injured were false.",
        "The claim that 500 people had been injured is false, Tom Vale wrote.",
        "There is no evidence that 40 workers were killed.",
        "The council did not hire 12 inspectors.",
        "Some 40 workers were killed, a claim Tom Vale denied.",
        "Only one in 50 workers was injured.",
    ],
)
def test_what_is_denied_and_what_a_part_is_of_are_no_figures(rows, text):
    assert rows(text) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Tests found 12 of the 40 bolts had failed.", ["12 of the 40 bolts had failed"]),
        (
            "The company with 9,000 employees said 14 had died.",
            ["14 had died", "9,000 employees"],
        ),
        ("The owner of 40 ships denied that the pier leaked.", ["40 ships"]),
        ("Not only 40 workers were killed.", ["40 workers were killed"]),
        ("Some 40 workers were not killed.", ["Some 40 workers were not killed"]),
        ("He denied the charge, but 40 workers were killed.", ["40 workers were killed"]),
        ("Half of the 40 bolts had failed.", ["Half of the 40 bolts had failed"]),
        ("A total of 40 bolts had failed.", ["A total of 40 bolts had failed"]),
    ],
)
def test_a_figure_is_told_with_what_is_said_of_it_alone(rows, text, told):
    assert sorted(row.telling for row in rows(text)) == sorted(told)
