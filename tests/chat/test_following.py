from rag.chat.following import following
from rag.conversation import Conversation
from tests import samples


class Library:
    def __init__(self):
        self.asked = []

    def documents(self):
        return ()

    def mentioning(self, words):
        return ()

    def answerable(self, question):
        self.asked.append(question)
        return True


def test_a_follow_up_is_made_self_contained():
    follow_ups = following(Library())
    first = samples.answer(
        question="How many houses were flooded?", understood="How many houses were flooded?"
    )
    talk = Conversation().with_turn("How many houses were flooded?", first)
    found = follow_ups.understand("and damaged?", talk)
    assert found.text == "How many houses were damaged?"


def test_a_question_that_says_all_itself_stays_as_it_was_typed():
    typed = "Who  paid for the bridge at Marl?"
    assert following(Library()).understand(typed, Conversation()).text == typed


def test_what_was_answered_suggests_nothing():
    assert following(Library()).suggest(samples.answer()) is None
