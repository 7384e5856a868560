from rag.briefing import saying
from rag.briefing.telling import Ledger


def test_speakers_keep_the_words_of_the_sentence_that_is_cited(material_of):
    material = material_of(
        "Jill Okafor opened the new ferry. Okafor said the harbour would never close again."
    )
    said = saying.collect(material, Ledger(material), [0.0] * len(material.sentences))
    assert [item.speaker for item in said] == ["Okafor"]
