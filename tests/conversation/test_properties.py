"""Whatever is typed and whatever was answered, a question comes back."""

from hypothesis import example, given
from hypothesis import strategies as st

from rag.conversation import suggestion, understand
from tests.conversation.talk import answered, refused

WORDS = st.sampled_from(
    "and but what about who when where why how many much of them it that she they there was were "
    "did is the a second article other one killed in 2019 Norham mayor people ? , said more his "
    "its those because Ada Quist , £3 million before year by to".split()
)
TYPED = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=9).map(" ".join))


@given(TYPED, TYPED, TYPED, TYPED)
@example("", "\x1f", "", "")
@example("", "", "", "those:")
def test_any_text_gives_a_question(first, short, quote, asked):
    talk = answered(first, (short, quote), others=((quote, "other.txt"),))
    found = understand(asked, talk)
    assert bool(found.text.strip()) == bool(asked.strip())
    assert found.how
    again = answered(asked, (short, quote), understood=found, conversation=talk)
    assert bool(understand("and them?", again).text)


@given(TYPED, TYPED)
def test_any_refusal_gives_a_question_or_none(asked, quote):
    text = suggestion(refused(asked, quote))
    assert text is None or text.strip()
