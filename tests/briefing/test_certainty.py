from rag.briefing import certainty
from rag.briefing.selection import Fact
from rag.briefing.telling import Ledger


def found(material):
    fact = Fact(1.0, (), tuple(range(len(material.sentences))))
    return certainty.find(material, (fact,), Ledger(material))


def test_confirmed_by_one_and_claimed_by_another(material_of):
    (difference,) = found(
        material_of(
            "Ann Lund confirmed that 12 sailors drowned.",
            "Some 12 sailors drowned, Per Holm claimed.",
        )
    )
    assert difference.kind == "qualifier"
    assert [side.text for side in difference.values] == ["Ann Lund confirmed", "Per Holm claimed"]
    assert "12 sailors" in difference.measure


def test_the_same_certainty_is_no_difference(material_of):
    material = material_of("Lund confirmed that it rained.", "Holm announced that it rained.")
    assert found(material) == ()


def test_one_document_does_not_differ_from_itself(material_of):
    assert found(material_of("Lund confirmed that it rained. Holm claimed that it rained.")) == ()
