import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.ports import Branch
from rag.questions import analyse
from rag.reading import answers_type, extract
from tests.fakes import FakeModel


def read_out(text: str, question: str, *scripted: str):
    """The extract, with the model made to prefer the scripted spans."""
    asked = analyse(question)
    branch = Branch(f"Text: {text}\nQuestion:", f" {question}", "\nAnswer:")
    with FakeModel(answers=scripted).read("", [branch]) as reading:
        return extract(reading, 0, text, question=asked)


def words(text: str, span) -> str:
    return text[span.start : span.end]


COUNTS = [
    ("Police said around 40 people were hurt.", "How many were hurt?", "40", "around 40 people"),
    ("At least 12 ferries have sunk.", "How many ferries sank?", "12", "At least 12 ferries"),
    (
        "Nearly 3.5 million tonnes were lost.",
        "How much grain was lost?",
        "3.5",
        "Nearly 3.5 million tonnes",
    ),
    (
        "It may cost up to $20 million.",
        "How much will it cost?",
        "20",
        "may cost up to $20 million",
    ),
]


@pytest.mark.parametrize(("text", "question", "figure", "grown"), COUNTS)
def test_a_figure_grows_to_take_in_hedge_unit_and_what_it_counts(text, question, figure, grown):
    found = read_out(text, question)
    assert figure in words(text, found.short)
    assert words(text, found.grown) == grown


def test_a_how_many_question_is_never_answered_by_a_date_or_a_name():
    text = "In 1998 the mayor of Porto left."
    assert read_out(text, "How many left?") is None
    assert not answers_type(text, analyse("How many left?"))


def test_a_when_question_takes_the_date_and_not_the_count():
    text = "On 3 May 2021 some 300 people marched."
    found = read_out(text, "When did they march?")
    assert words(text, found.short) == "3 May 2021"


def test_a_date_is_shown_with_its_preposition():
    found = read_out("The mill has been closed since 2014.", "When did the mill close?")
    text = "The mill has been closed since 2014."
    assert (words(text, found.short), words(text, found.grown)) == ("2014", "since 2014")


def test_a_date_in_the_clause_of_the_question_beats_one_in_a_side_clause():
    text = "In June the cities signed a pact, which took effect last month."
    found = read_out(text, "When was the pact signed?")
    assert words(text, found.short) == "June"


def test_who_prefers_a_name_that_the_question_does_not_hold():
    text = "Lisbon's mayor, Ana Ruiz, opened the bridge."
    found = read_out(text, "Who opened the bridge in Lisbon?", "Ana Ruiz")
    assert words(text, found.short) == "Ana Ruiz"


def test_words_that_only_repeat_the_question_are_no_answer():
    text = "The bridge opened."
    found = read_out(text, "Which bridge opened?", "The bridge opened")
    assert found is None or words(text, found.short) not in {"bridge opened", "opened"}


@given(
    st.text(max_size=80), st.sampled_from(["How many?", "When was it?", "Who was it?", "What?"])
)
def test_spans_lie_within_the_text_and_grow_outwards(text, question):
    found = read_out(text, question)
    if found is not None:
        assert 0 <= found.grown.start <= found.short.start < found.short.end <= found.grown.end
        assert found.grown.end <= len(text)


def test_a_count_of_others_is_no_count_of_those_asked_for():
    text = "In all 40 Danish boats were lost."
    assert read_out(text, "How many Swedish boats were lost?") is None
    assert words(text, read_out(text, "How many Danish boats were lost?").short).startswith("40")
    assert words(text, read_out(text, "How many boats were lost?").short).startswith("40")


def test_a_question_of_money_is_not_answered_by_a_bare_count():
    assert read_out("At least 45 jobs depend on the mill.", "How much will the mill cost?") is None


def test_who_is_not_answered_by_a_date():
    text = "The mill, designed by Okoro & Partners, opens in September 2026."
    found = read_out(text, "Who designed the mill?", "September 2026")
    assert found is None or not found.fits or "2026" not in words(text, found.short)


def test_a_firm_with_an_ampersand_is_a_name():
    text = "It was designed by Okoro & Partners in a year."
    found = read_out(text, "Who designed the mill?", "Okoro & Partners")
    assert words(text, found.short) == "Okoro & Partners"
    assert found.fits
