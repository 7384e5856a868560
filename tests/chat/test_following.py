from rag.chat.following import following
from rag.conversation import Conversation
from tests import samples
from tests.chat.engines import stored

HERALD, COURIER = stored(1, "herald.txt"), stored(2, "courier.txt")


class Library:
    def documents(self):
        return (HERALD, COURIER)

    def mentioning(self, words):
        return ("courier.txt", "herald.txt")


def asked(question):
    return Conversation().with_turn(
        question, samples.answer(question=question, understood=question)
    )


def test_a_follow_up_is_made_self_contained():
    talk = asked("How many houses were flooded?")
    found = following(Library()).understand("and damaged?", talk, ())
    assert found.text == "How many houses were damaged?"


def test_a_question_that_says_all_itself_stays_as_it_was_typed():
    typed = "Who  paid for the bridge at Marl?"
    assert following(Library()).understand(typed, Conversation(), ()).text == typed


def test_only_documents_that_are_asked_are_meant_by_a_source():
    talk, typed = asked("How many houses were flooded?"), "what does the Courier say?"
    understand = following(Library()).understand
    assert understand(typed, talk, (HERALD, COURIER)).sources == ("courier.txt",)
    assert understand(typed, talk, (HERALD,)).sources == ()
    by_words = "what about the Selby one?"
    assert understand(by_words, talk, (HERALD,)).sources == ("herald.txt",)


def test_what_was_answered_suggests_nothing():
    assert following(Library()).suggest(samples.answer(), lambda _: True) is None


def test_what_is_asked_does_not_grow_with_the_chat(talk, engine):
    first = "How many houses were flooded in Norham?"
    chain = ("who said that?", "did he say why?", "is that confirmed?", "and the year before?")
    talk(first, *chain * 40, follow_ups=following(Library()))
    assert len(engine.asked) == 161
    assert max(map(len, engine.asked)) < 500
