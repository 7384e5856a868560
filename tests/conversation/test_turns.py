import pytest

from rag.conversation import Conversation, Rule, Understood
from tests import samples


def turn(first):
    return samples.answer(citations=(samples.citation(first), samples.citation(first + 1)))


def test_a_new_conversation_numbers_from_one():
    assert Conversation().next_citation == 1
    assert Conversation().citations == ()


def test_citations_are_numbered_through_all_turns():
    talk = Conversation().with_turn("a?", turn(1)).with_turn("b?", turn(3))
    assert [citation.id for citation in talk.citations] == [1, 2, 3, 4]
    assert talk.next_citation == 5
    assert talk.citation(3).path == "reports/3.txt"
    assert talk.citation(9) is None
    assert [turn.question for turn in talk.turns] == ["a?", "b?"]


def test_a_turn_leaves_the_old_conversation_as_it_was():
    before = Conversation()
    before.with_turn("a?", turn(1))
    assert before.turns == ()


def test_numbers_shown_before_an_interruption_are_not_given_again():
    talk = Conversation().with_shown((samples.citation(1), samples.citation(2)))
    assert talk.next_citation == 3
    assert talk.citation(2).path == "reports/2.txt"


def test_a_number_means_one_passage():
    talk = Conversation().with_turn("a?", turn(1))
    with pytest.raises(ValueError, match=r"\[2\]"):
        talk.with_shown((samples.citation(2, "Another sentence."),))


def test_a_turn_knows_its_self_contained_question():
    follow_up = Understood("and killed?", "How many were killed?", Rule.INSTEAD)
    talk = Conversation().with_turn("and killed?", samples.answer(), follow_up)
    assert talk.turns[0].text == "How many were killed?"
    assert Conversation().with_turn("a?", samples.answer()).turns[0].text == "How many houses?"
