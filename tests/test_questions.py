import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.questions import QuestionKind, analyse, content_words, stems

KINDS = [
    ("how many were wounded?", QuestionKind.COUNT),
    ("How much rain fell in Lisbon?", QuestionKind.COUNT),
    ("What was the population of Ghent in 1900?", QuestionKind.COUNT),
    ("How much did the bridge cost?", QuestionKind.MONEY),
    ("How much will the bridge cost?", QuestionKind.MONEY),
    ("What percentage of voters stayed at home?", QuestionKind.PERCENT),
    ("How long did the strike last?", QuestionKind.DURATION),
    ("How many years did the siege take?", QuestionKind.DURATION),
    ("When was the treaty signed?", QuestionKind.DATE),
    ("In what year did the mill close?", QuestionKind.DATE),
    ("And since when is the mill closed?", QuestionKind.DATE),
    ("What happens when the pump runs dry?", QuestionKind.FACT),
    ("Who signed the treaty?", QuestionKind.PERSON),
    ("What is the name of the new minister?", QuestionKind.PERSON),
    ("Where was the ship built?", QuestionKind.PLACE),
    ("Which country won?", QuestionKind.PLACE),
    ("Why did the dam fail?", QuestionKind.REASON),
    ("What caused the fire?", QuestionKind.REASON),
    ("Did the council agree?", QuestionKind.YES_NO),
    ("Hasn't the court ruled?", QuestionKind.YES_NO),
    ("List the members of the board", QuestionKind.LIST),
    ("What are the main complaints?", QuestionKind.LIST),
    ("Describe the accident", QuestionKind.DESCRIPTION),
    ("How does the pump work?", QuestionKind.DESCRIPTION),
    ("What did the mayor say?", QuestionKind.DESCRIPTION),
    ("Which newspaper broke the story?", QuestionKind.FACT),
    ("What did the laboratory confirm?", QuestionKind.FACT),
]


@pytest.mark.parametrize(("text", "kind"), KINDS, ids=[text for text, _ in KINDS])
def test_the_kind_follows_from_the_wording(text, kind):
    assert analyse(text).kind is kind


def test_content_words_leave_out_question_words_and_repeats():
    assert content_words("Who paid the mayor, and who paid the mayor's aide?") == (
        "paid",
        "mayor",
        "aide",
    )


def test_a_question_of_function_words_keeps_them_all():
    assert content_words("who was it?") == ("who", "was", "it")


def test_names_are_runs_of_capitals_without_possessives():
    question = analyse("When did Ana Ruiz leave Porto's Green Party?")
    assert question.entities == ("Ana Ruiz", "Porto", "Green Party")


def test_a_leading_verb_is_no_name():
    assert analyse("Describe Porto").entities == ("Porto",)


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("How many tanks were destroyed?", ("tanks",)),
        ("how many school buses did the city buy?", ("school", "buses")),
        ("how many were wounded?", ()),
        ("Who came?", ()),
    ],
)
def test_what_is_counted_is_named(text, counted):
    assert analyse(text).counted == counted


def test_stems_meet_across_inflections():
    assert stems("They signed it") & stems("signing, signs")


@given(st.text())
def test_any_text_can_be_analysed(text):
    question = analyse(text)
    assert question.text == " ".join(text.split())
    assert len(set(question.words)) == len(question.words)


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("Who is the president of Peru?", "president"),
        ("Who is Peru's finance minister?", "minister"),
        ("What was the name of the old ferry?", "ferry"),
        ("What is the capital of Peru?", "capital"),
        ("Who signed the treaty?", None),
        ("how many were wounded?", None),
    ],
)
def test_a_question_with_is_asks_for_the_holder_of_its_noun(text, head):
    assert analyse(text).head == head
