import pytest

from rag.briefing import disagreements
from rag.briefing.telling import Ledger
from tests.briefing.memory import document
from tests.fakes import FakeEncoder


@pytest.fixture
def differing(material_of):
    def find(*texts):
        material = material_of(*texts)
        found = tuple(measure for own in material.measures for measure in own)
        return disagreements.find(material, found, FakeEncoder(), Ledger(material), 12)

    return find


def test_hedges_that_differ(differing):
    (found,) = differing(
        "Lund said that around 300 passengers were wounded on the ferry.",
        "The number of injured on the ferry is expected to reach nearly 300.",
    )
    assert found.kind == "qualifier"
    assert [value.text.split()[0] for value in found.values] == ["around", "The"]
    assert [len(value.citations) for value in found.values] == [1, 1]


def test_scopes_that_differ(differing):
    (found,) = differing(
        "Several hundred sailors were killed or injured on the ferry.",
        "Several hundred sailors were killed on the ferry.",
    )
    assert found.kind == "scope"


def test_numbers_that_differ(differing):
    (found,) = differing(
        "The fire on the ferry killed 12 sailors in the harbour.",
        "The fire on the ferry killed 14 sailors in the harbour.",
    )
    assert found.kind == "value"
    assert {value.value for value in found.values} == {12, 14}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("At least 12 sailors were killed.", "Around 300 sailors were injured."),
        ("Some 40 ships left the harbour.", "Some 50 trucks left the harbour."),
        ("The fire killed 12 sailors.", "The fire killed 12 sailors."),
        ("The town paid $4 million for a new pier.", "Its bakers lost $5 million in bad weather."),
        ("About 12 sailors were killed.", "Around 12 sailors died."),
        (
            "The ferry costs the town 5 million euros a year.",
            "The ferry costs the town 9 million euros.",
        ),
        (
            "The town paid 5 million euros for the ferry in 2019.",
            "The town paid 7 million euros for the ferry in 2023.",
        ),
        (
            "Tests found that 77 bolts had failed.",
            "Tests found that more than 30 bolts had failed.",
        ),
        (
            "The price of the bridge rose from 40 million to 50 million euros.",
            "The price of the bridge is 50 million euros, not 40 million euros.",
        ),
        (
            "The collapse of the Kiel bridge killed 12 workers.",
            "The collapse of the Bonn bridge killed 14 workers.",
        ),
        (
            "The yard's net profit was 18 million euros.",
            "The yard's operating profit was 25 million euros.",
        ),
        (
            "Kiel's bridge collapse killed 12 workers.",
            "Bonn's bridge collapse killed 14 workers.",
        ),
    ],
)
def test_different_things_and_equal_figures_are_no_disagreement(differing, one, other):
    assert differing(one, other) == ()


def test_one_document_does_not_disagree_with_itself(differing):
    assert differing("The fire killed 12 sailors. The fire killed 14 sailors.") == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The bridge will cost 42 million euros.",
            "The bridge will cost at least 45 million euros.",
        ),
        (
            "The collapse of the Kiel bridge killed 12 workers in May 2019.",
            "The collapse of the Kiel bridge in 2019 killed 14 workers.",
        ),
        (
            "The ferry costs the town 5 million euros a year.",
            "The ferry costs the town 9 million euros a year.",
        ),
        (
            "At least 2.1 million euros of the money went back to the wife of the accused.",
            "About 1.9 million euros of the money went back to the wife of the accused.",
        ),
    ],
)
def test_what_is_one_thing_and_told_with_other_numbers_differs(differing, one, other):
    (found,) = differing(one, other)
    assert found.kind == "value"
    assert found.measure != "a"


def test_amounts_that_differ_are_called_after_what_both_tell(differing):
    (found,) = differing(
        "The yard's net profit was 18 million euros.",
        "The mail says the yard's net profit was 17 million euros.",
    )
    assert found.measure == "yard's net profit"


def test_what_differs_is_called_without_of_the(differing):
    (found,) = differing(
        "At least 2.1 million euros of the money went back to the wife of the accused.",
        "About 1.9 million euros of the money went back to the wife of the accused.",
    )
    assert found.measure.split()[0] == "money"


def test_three_numbers_of_one_thing_are_sides_of_one_difference(differing):
    (found,) = differing(
        "The quake on the coast broke 60 houses in Kelda.",
        "The quake on the coast broke 85 houses in Kelda.",
        "The quake on the coast broke 120 houses in Kelda.",
    )
    assert [side.value for side in found.values] == [60, 85, 120]


def test_three_sides_stand_by_the_days_of_their_documents(note_of):
    told = "The quake on the coast broke {} houses in Kelda."
    days = ((85, "2025-03-05"), (120, "2025-03-06"), (60, "2025-03-04"))
    note = note_of(*(document(f"{n}.txt", told.format(n), date=day) for n, day in days))
    (found,) = note.disagreements
    assert [side.value for side in found.values] == [60, 85, 120]
