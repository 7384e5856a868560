import pytest

from rag.conversation import suggestion
from tests import samples
from tests.conversation.talk import refused


@pytest.mark.parametrize(
    ("quote", "text"),
    {
        "Nineteen people were burned by kettles.": "How many people were burned by kettles?",
        "Forty drivers dropped out, mostly to change jobs.": "How many drivers dropped out?",
        "The recall was announced on 12 February 2025.": "When was the recall announced?",
        "The mayor of Norham, Ada Quist, opened the bridge.": "Who is the mayor of Norham?",
        "The judge, Ada Quist, said that it was over.": "Who is the judge?",
        "“No,” said Ada Quist.": "What did Ada Quist say?",
        "It is what people in Old Norham want.": "Tell me about Old Norham?",
    }.items(),
)
def test_a_question_is_made_of_the_nearest_passage(quote, text):
    assert suggestion(refused("What is the price of gold?", quote)).rstrip("?") == text.rstrip("?")


def test_what_shares_words_with_the_question_comes_first():
    answer = refused(
        "How many drivers were paid?", "Nine people were burned.", "Forty drivers were tested."
    )
    assert suggestion(answer) == "How many drivers were tested?"


def test_only_what_can_be_answered_is_suggested():
    answer = refused("Why?", "Nine people were burned.", "Forty drivers were tested.")
    assert suggestion(answer, lambda text: "drivers" in text) == "How many drivers were tested?"
    assert suggestion(answer, lambda text: False) is None


@pytest.mark.parametrize(
    "quote",
    [
        "Plans of North Korean troops are known.",
        "Death Toll Soars: 50+ Killed, 400+ Wounded in Norham Shooting",
    ],
)
def test_adjectives_and_words_of_headlines_are_no_names(quote):
    assert suggestion(refused("What is the price of gold?", quote)) is None


def test_an_answer_or_a_passage_without_matter_suggests_nothing():
    assert suggestion(samples.answer()) is None
    assert suggestion(refused("Why?", "it was so.")) is None
    assert suggestion(refused("Why?")) is None
