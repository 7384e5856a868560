from rag.briefing import saying
from rag.briefing.telling import Ledger


def speakers(material) -> list[str]:
    scores = [0.0] * len(material.sentences)
    return [item.speaker for item in saying.collect(material, Ledger(material), scores)]


def test_a_surname_is_completed_as_its_own_document_wrote_the_name(material_of):
    material = material_of(
        "Maria Okafor said the ferry was sold in May. The harbour was closed. "
        "Okafor said the crew was paid.",
        "Peter Okafor said the ferry was lost at sea. Okafor said the crew was safe on land.",
    )
    assert speakers(material) == ["Maria Okafor"] * 2 + ["Peter Okafor"] * 2


def test_a_surname_alone_stays_as_it_is(material_of):
    assert speakers(material_of("Okafor said the ferry was sold in May.")) == ["Okafor"]
