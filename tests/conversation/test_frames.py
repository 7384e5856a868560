import pytest

from rag.conversation.frames import is_plural, parse

PARTS = {
    "How many were wounded?": ("How many", "were", "", "wounded"),
    "How many people live in Carrick?": ("How many people", "", "", "live in Carrick"),
    "Who was killed?": ("Who", "was", "", "killed"),
    "Who proposed the act first?": ("Who", "", "", "proposed the act first"),
    "What did the council leader say?": ("What", "did", "the council leader", "say"),
    "When was the factory in Leeds sold?": ("When", "was", "the factory in Leeds", "sold"),
    "Who is the mayor of Carrick?": ("Who", "is", "the mayor of Carrick", ""),
    "Which libraries will close?": ("Which libraries", "will", "", "close"),
    "Did Mateo Ruiz miss any matches?": ("", "Did", "Mateo Ruiz", "miss any matches"),
    "and how much did it cost?": ("how much", "did", "it", "cost"),
    "By how many votes was the budget approved?": (
        "By how many votes",
        "was",
        "the budget",
        "approved",
    ),
    "How many of the people hurt in the fire died?": (
        "How many of the people hurt in the fire",
        "",
        "",
        "died",
    ),
}


@pytest.mark.parametrize(("question", "parts"), PARTS.items())
def test_a_question_is_taken_apart_without_a_tagger(question, parts):
    frame = parse(question)
    assert (frame.asked, frame.auxiliary, frame.subject, frame.predicate) == parts


@pytest.mark.parametrize("text", ["the second article", "Tell me about the storm.", "", "?!"])
def test_what_is_no_question_has_no_parts(text):
    assert parse(text) is None


def test_the_question_word_and_its_noun():
    frame = parse("How many North Korean soldiers were killed?")
    assert (frame.question_word, frame.noun) == ("how many", "North Korean soldiers")
    assert parse("Since when is she mayor?").question_word == "when"
    assert parse("Was it sold?").question_word == ""


@pytest.mark.parametrize(
    ("noun", "several"),
    {
        "the libraries": True,
        "two men": True,
        "people": True,
        "Russia and China": True,
        "the bus": False,
        "the price of tickets": False,
        "": False,
    }.items(),
)
def test_several(noun, several):
    assert is_plural(noun) is several


@pytest.mark.parametrize("denied", ["Won't", "Can't", "Shan't", "Didn’t"])
def test_a_denied_auxiliary_is_one(denied):
    found = parse(f"{denied} the mayor resign?")
    assert found is not None
    assert (found.auxiliary, found.subject) == (denied, "the mayor")
