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
    ("What is going on in the harbour?", QuestionKind.DESCRIPTION),
    ("what's happening at the dam", QuestionKind.DESCRIPTION),
    ("What is the latest on the strike?", QuestionKind.DESCRIPTION),
    ("Which newspaper broke the story?", QuestionKind.ORGANISATION),
    ("what political party is the mayor a member of", QuestionKind.ORGANISATION),
    ("Who publishes the Coast Gazette?", QuestionKind.ORGANISATION),
    ("which two companies own the harbour", QuestionKind.LIST),
    ("What type of school is it?", QuestionKind.FACT),
    ("who sang the song about the ferry", QuestionKind.PERSON),
    ("author of the ferry song", QuestionKind.PERSON),
    ("number of wounded", QuestionKind.COUNT),
    ("What is the average temperature in May?", QuestionKind.COUNT),
    ("What was the number they referred to in the report?", QuestionKind.COUNT),
    ("What is the extreme temperature linked to?", QuestionKind.FACT),
    ("What was the new budget spent on?", QuestionKind.FACT),
    ("What is the figure for?", QuestionKind.FACT),
    ("price of the first ferry ticket", QuestionKind.MONEY),
    ("What is the cost of a ticket?", QuestionKind.MONEY),
    ("What was Tarn's revenue in the third quarter?", QuestionKind.MONEY),
    ("What was Tarn Foods’ operating profit in 2023?", QuestionKind.MONEY),
    ("What is its budget?", QuestionKind.MONEY),
    ("What was the change in Tarn's provision for income tax?", QuestionKind.FACT),
    ("What was Tarn's profit margin?", QuestionKind.FACT),
    ("What was Tarn's budget spent on?", QuestionKind.FACT),
    ("What is the birth date of Ana Ruiz?", QuestionKind.DATE),
    ("The mill was closed in which year?", QuestionKind.DATE),
    ("difference between russian blue and british blue cat", QuestionKind.DESCRIPTION),
    ("how layers of sound occur in a piece of music", QuestionKind.DESCRIPTION),
    ("how to repair a net", QuestionKind.DESCRIPTION),
    ("types and causes of rust", QuestionKind.LIST),
    ("what are two ways to cross the river", QuestionKind.LIST),
    ("Name two members of the board", QuestionKind.LIST),
    ("was the harbour closed", QuestionKind.YES_NO),
    ("Tell me whether the harbour was closed", QuestionKind.YES_NO),
    ("Do you know who closed the harbour?", QuestionKind.PERSON),
    ("Does the report say how many were wounded?", QuestionKind.COUNT),
    ("Was the general who led the army wounded?", QuestionKind.YES_NO),
    ("Which town did the general who led the army come from?", QuestionKind.PLACE),
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


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("Who are the directors of the mill?", True),
        ("Which countries signed?", True),
        ("What are the contract types?", True),
        ("What were sales in 2019 and 2018, respectively?", True),
        ("Who signed?", False),
        ("Which country signed?", False),
    ],
)
def test_a_question_may_ask_for_several_things(text, several):
    assert analyse(text).several is several


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
