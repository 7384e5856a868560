from rag.conversation.frames import parse
from rag.conversation.phrases import Phrase, Role, is_time, of_frame


def told(question):
    return [(one.text, one.role.value) for one in of_frame(parse(question))]


def test_the_noun_phrases_of_a_question():
    assert told("How much did Linden spend on players in 2024?") == [
        ("Linden", "subject"),
        ("players", "oblique"),
        ("2024", "oblique"),
    ]
    assert told("How many coins did the thieves steal?") == [
        ("coins", "object"),
        ("the thieves", "subject"),
    ]
    assert told("When did the first bill fail?") == [("the first bill", "subject")]


def test_a_second_mention_is_definite():
    def second(text):
        return Phrase(text, 0, 0, Role.OBJECT).definite

    assert second("a defence pact") == "the defence pact"
    assert second("players") == "the players"
    assert second("Porthaven") == "Porthaven"
    assert second("the mayor's plan") == "the mayor's plan"


def test_times():
    assert all(map(is_time, ("2019", "in 2019", "Monday night", "the year before")))
    assert not any(map(is_time, ("the factory", "Carrick", "")))
