import pytest

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


def test_the_sentence_before_loses_its_own_connective(material_of):
    material = material_of(
        "However, the city council has closed the old pier. It gave no reason for that."
    )
    expected = "… the city council has closed the old pier. It gave no reason for that."
    assert told(material, 1).text == expected


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


@pytest.mark.parametrize(
    ("before", "pronoun"),
    [
        (
            "Mayor Anna Berg said the bridge will open. Her deputy was at the meeting as well.",
            "He",
        ),
        ("President Carter said the bridge is safe. Reporters then asked Smith about it.", "He"),
        ("Anna Berg said the bridge is safe. A nurse from Kiel also spoke.", "She"),
        ("Anna Berg said the bridge is safe. Smith walked out of the hall.", "He"),
        ("Anna Berg said the bridge is safe. The lawyer was in the hall.", "She"),
        ("Anna Berg said the bridge is safe. The old welder had seen it.", "He"),
        ("Anna Berg said he had lied about the bridge.", "He"),
        ("Anna Berg told her that the bridge is safe.", "She"),
        ("Anna Berg's lawyer said that the bridge is safe.", "She"),
        ("A spokeswoman said that the bridge is safe.", "He"),
    ],
)
def test_he_is_left_out_when_another_may_be_meant(material_of, before, pronoun):
    material = material_of(f"{before} {pronoun} said 30 people had drowned in the river.")
    last = len(material.sentences) - 1
    assert telling.resolve(material, last) is None


def test_he_is_the_one_person_of_the_nearest_sentence_that_mentions_any(material_of):
    material = material_of(
        "Mayor Anna Berg said the bridge will open in May. "
        "The engineer Tom Vale told the council that 12 bolts had failed. "
        "He denied that the bridge was safe."
    )
    assert told(material, 2).text == "[The engineer Tom Vale] denied that the bridge was safe."


@pytest.mark.parametrize(
    ("before", "named"),
    [
        ("Lund mentioned that these casualties included several high-ranking officials.", "Lund"),
        ("Tom Vale, the engineer, said that the bridge is safe.", "Tom Vale, the engineer"),
        ("The city's engineer, Tom Vale, said that 12 bolts had failed in May.", "Tom Vale"),
        ("A Ruritanian deputy Tom Vale said that it burned. It rained.", "deputy Tom Vale"),
        ("Tom Vale said that the bridge in Strelsau is safe.", "Tom Vale"),
        ("Tom Vale said that the North Ruritanian forces fled.", "Tom Vale"),
        ("Tom Vale said that it burned. He said that it sank.", "Tom Vale"),
    ],
)
def test_he_is_who_alone_is_mentioned(material_of, before, named):
    material = material_of(f"{before} He said 30 people had drowned in the river.")
    last = len(material.sentences) - 1
    assert named.split()[0] in told(material, last).text.split("]")[0]


def test_she_is_who_closes_the_sentence_before(material_of):
    material = material_of(
        "The sum includes land, Mayor Ada Lund told the paper. “It is a great deal of money, but "
        "the pier is rotten,” she said. She said work would begin in spring."
    )
    name = telling.resolve(material, 2)
    assert name is not None
    assert material.text(name.sentence)[name.start : name.end] == "Mayor Ada Lund"
