import pytest

from rag.briefing.caveats import find, strength
from rag.briefing.ranking import Ranked
from rag.briefing.telling import Ledger


def ranked(material):
    return Ranked([1.0] * len(material.sentences), material.usable)


@pytest.mark.parametrize(
    ("text", "degree"),
    [
        ("The claim has yet to be independently verified by the paper.", 0),
        ("The report is unconfirmed.", 0),
        ("Neither side has publicly acknowledged the loss.", 1),
        ("It is unclear who lit the fire.", 1),
        ("The defence disputes that he lit the fire.", 1),
        ("Reports that he offered to pay for the pier are untrue.", 1),
        ("The owner allegedly lit the fire.", 2),
        ("I am told that the crew was promised nine million crowns.", 2),
        ("We were also told in 2022 that the pier would open in 2026.", 2),
        ("The fire is believed to have begun below deck.", 3),
        ("The police confirmed the arrest.", None),
    ],
)
def test_degrees_of_doubt(text, degree):
    assert strength(text) == degree


def test_an_express_doubt_is_told_even_where_it_leans(material_of):
    material = material_of("It rained.\n\nHowever, these claims have yet to be verified.")
    ((_, plan),) = find(material, ranked(material))
    assert Ledger(material).state(plan).text == "… these claims have yet to be verified."


def test_the_strongest_comes_first_and_no_sentence_twice(material_of):
    material = material_of(
        "The fire is believed to have begun below deck.\n\n"
        "The mayor said that the pier is safe, without giving a reason. "
        "However, these claims have yet to be verified."
    )
    found = find(material, ranked(material))
    assert [degree for degree, _ in found] == [0, 3]
    assert found[0][1].sentences == (1, 2)


def test_a_short_doubt_without_a_name_follows_the_sentence_that_has_one(material_of):
    material = material_of(
        "Two workers saw cracks in the pier of Lund Shipping. The company declined to comment."
    )
    ((_, plan),) = find(material, ranked(material))
    assert plan.sentences == (0, 1)


def test_a_doubt_that_two_copies_of_a_story_tell_is_told_once(material_of):
    story = (
        "The ferry Ada burned in the harbour of Kiel for six hours on Monday night. "
        "Two boats took the 40 passengers and their dogs to the old pier in the north. "
        "The claim that it was arson has yet to be verified by the police of the town."
    )
    material = material_of(story, f"Ferry burns\n\n{story}")
    assert len(find(material, ranked(material))) == 1
