import pytest

from rag.questions import analyse
from rag.sufficiency import absent_entities


def test_a_name_is_absent_only_when_none_of_its_words_occurs():
    question = analyse("Did Ana Ruiz visit Atlantis?")
    assert absent_entities(question, {"ruiz": 3}, []) == ("Atlantis",)


@pytest.mark.parametrize("near", ["The Atlantean fleet sank.", "They sailed to Atlantys."])
def test_a_name_derived_or_misspelt_is_not_absent(near):
    question = analyse("Did Ana visit Atlantean or Atlantis?")
    assert "Atlantis" in absent_entities(question, {}, ["Nothing like it."])
    assert len(absent_entities(question, {}, [near])) < len(absent_entities(question, {}, []))
