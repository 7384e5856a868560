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
        ("The owner allegedly lit the fire.", 2),
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
