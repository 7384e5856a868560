from rag.briefing import telling
from rag.briefing.telling import Ledger


def told(material, index):
    plan = telling.plan(material, index)
    return Ledger(material).state(plan) if plan else None


def test_he_is_named_in_brackets_and_the_name_is_cited(material_of):
    material = material_of("Mayor Ada Lund said that it burned. She added that nobody was hurt.")
    statement = told(material, 1)
    assert statement.text == "[Mayor Ada Lund] added that nobody was hurt."
    assert [piece.text for piece in statement.pieces] == [
        "Mayor Ada Lund",
        "added that nobody was hurt.",
    ]
    assert len(statement.citations) == 2


def test_he_is_left_out_when_two_persons_speak_before(material_of):
    material = material_of(
        "Ada Lund said that it burned, and Per Holm said that it sank.\n\n"
        "He added that nobody was hurt."
    )
    assert telling.resolve(material, 1) is None
    assert told(material, 1) is None


def test_he_is_not_a_body_between_two_speakers(material_of):
    material = material_of(
        "Ada Lund said that it burned. The Port Authority reported that it sank. "
        "She added that nobody was hurt."
    )
    assert told(material, 2).text.startswith("[Ada Lund] added")


def test_names_of_another_document_never_resolve_a_pronoun(material_of):
    material = material_of("Ada Lund said that it burned.", "She added that nobody was hurt.")
    assert telling.resolve(material, 1) is None


def test_an_opening_connective_is_shown_as_left_out(material_of):
    material = material_of("It rained.\n\nHowever, the city council has closed the old pier.")
    assert told(material, 1).text == "… the city council has closed the old pier."


def test_a_leaning_sentence_follows_the_one_before_it_whole(material_of):
    text = "The mayor said that the pier is safe. However, these claims have yet to be verified."
    material = material_of(text)
    statement = told(material, 1)
    assert statement.text == text
    assert len(statement.pieces) == len(statement.citations) == 1


def test_one_citation_for_one_sentence(material_of):
    material = material_of("The mayor said that the pier is safe.")
    ledger = Ledger(material)
    assert ledger.cite(0) == ledger.cite(0) == 1
    assert len(ledger.citations) == 1


def test_he_is_left_out_when_the_speakers_sentence_names_another(material_of):
    material = material_of(
        "Ines Calder blamed captain Maria Ode for the fire, police said. "
        "She has been arrested with twelve others on the northern coast."
    )
    assert telling.resolve(material, 1) is None


def test_words_that_carry_the_meaning_are_no_connective(material_of):
    for sentence in (
        "Nor did the ministry confirm that 100 people were hurt in the fire.",
        "But for the warning of the crew, the ferry to the islands would have sunk.",
        "Instead of turning back, the ferry went on towards the burning harbour.",
    ):
        statement = told(material_of(f"The harbour burned.\n\n{sentence}"), 1)
        assert statement is None or sentence in statement.text
