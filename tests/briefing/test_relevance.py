from rag.briefing.relevance import about, names_subject, relevance
from tests.fakes import FakeEncoder

TEXT = (
    "The council closed the old pier in the harbour. Bakers sold a rye cake with honey there. "
    "The honey comes from the hills beyond the town. Boats lost their masts in the storm."
)


def test_sentences_on_the_subject_come_first(material_of):
    material = material_of(TEXT)
    scores = relevance(material, FakeEncoder(), "honey cake")
    assert scores.argmax() == 1
    assert scores[2] > scores[0]
    assert 1 in about(material, scores)
    assert 3 not in about(material, scores)


def test_nothing_is_about_what_no_sentence_names(material_of):
    material = material_of(TEXT)
    assert about(material, relevance(material, FakeEncoder(), "volcanoes")) == ()


def test_words_of_asking_are_no_subject(material_of):
    material = material_of(
        "The meeting will describe and discuss what people think of it. " + TEXT
    )
    assert relevance(material, FakeEncoder(), "Describe the honey").argmax() != 0


def test_asking_for_all_of_it_names_no_subject():
    assert not names_subject("Summarise the whole meeting.")
    assert names_subject("What was said about the pier?")
