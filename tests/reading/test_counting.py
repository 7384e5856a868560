"""What a figure counts, held against what is asked for."""

import pytest

from rag.questions import analyse
from rag.reading import asked_thing
from rag.reading.counting import UNLIKE, Counts, counting
from rag.reading.figures import mentions_of

FACTS = (
    "The group runs 19 research facilities in 12 countries, and sells its pumps in 64 countries."
)


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("How many patents were filed?", "patents"),
        ("In how many countries are the pumps sold?", "countries"),
        ("how many research facilities does it run", "research facilities"),
        ("How many of the wounded soldiers died?", "wounded soldiers"),
        ("What was the total number of deaths?", "deaths"),
        ("How many more people came?", "people"),
        ("how many were wounded?", None),
        ("How many of the dead were civilians?", None),
        ("How many MPs left?", "mps"),
        ("How many gas pipes burst?", "gas pipes"),
        ("How many firemen came?", "firemen"),
        ("How much rain fell?", None),
        ("Who counted the votes?", None),
    ],
)
def test_the_thing_that_is_to_be_counted(question, thing):
    assert asked_thing(analyse(question)) == thing


def told(text, question, likeness=None):
    asked = analyse(question)
    found = counting(mentions_of(text, asked), text, asked, likeness)
    return {text[one.figure_start : one.figure_end]: counts for one, counts in found.items()}


@pytest.mark.parametrize(
    ("text", "question", "figures"),
    [
        (FACTS, "How many research facilities are there?", ["19"]),
        (FACTS, "In how many countries are pumps sold?", ["12", "64"]),
        ("Its 19 laboratories filed 84 patents.", "How many patents were filed?", ["84"]),
        ("Of 40 ferries “12 vessels” sank, 3 burned.", "How many ferries sank?", ["40", "3"]),
        ("It employs 4,300 people, of whom 310 rest.", "How many people rest?", ["4,300", "310"]),
        ("It has 12 pumps and 84 patents, of which 3 lapsed.", "How many pumps?", ["12"]),
        ("Two thousand men and 14 women left.", "How many women left?", ["14"]),
        ("The 12 wells serve 900 homes.", "How many were served?", ["12", "900"]),
    ],
)
def test_figures_of_other_things_are_left_out(text, question, figures):
    assert list(told(text, question)) == figures


def test_what_is_not_named_may_be_counted_under_another_word():
    text = "The yard lost 14 vessels and 300 jobs."
    near = {"vessels": UNLIKE, "jobs": UNLIKE - 0.01}
    question = "How many boats were lost?"
    assert list(told(text, question, lambda texts: [near[one] for one in texts])) == ["14"]
    assert list(told(text, question)) == ["14", "300"]


def test_what_a_figure_counts_is_told():
    found = told("Of the 40 boats 12 sank.", "How many boats sank?")
    assert found == {"40": Counts.ASKED, "12": Counts.UNSAID}
