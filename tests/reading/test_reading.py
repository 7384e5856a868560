import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.chunking.tables import understood
from rag.ports import Branch
from rag.questions import analyse
from rag.reading import answers_type, beginnings, extract
from tests.fakes import FakeModel


def read_out(text: str, question: str, *scripted: str):
    """The extract, with the model made to prefer the scripted spans."""
    asked = analyse(question)
    branch = Branch(f"Text: {text}\nQuestion:", f" {question}", "\nAnswer:")
    return read_by(FakeModel(answers=scripted), branch, text, asked)


def read_by(model, branch, text, question, *, row=None, likeness=None):
    """The extract where this branch is put to the model."""
    with model.read("", [branch]) as reading:
        followed = beginnings(reading, 0, text, question=question, row=row)
        (scored,) = reading.spans([followed])
    return extract(scored, text, question=question, row=row, likeness=likeness)


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


def test_a_count_in_a_sentence_that_does_not_name_those_asked_for_is_none():
    text = "After the storm 40 boats were lost."
    assert read_out(text, "How many Danish boats were lost?") is None
    text = "Of the Danish fleet 40 boats were lost."
    assert read_out(text, "How many Danish boats were lost?") is not None


def test_a_name_in_another_clause_does_not_tell_what_a_figure_counts():
    text = "The port sent thousands of boats to the strait, where Danish ships lay at anchor."
    assert read_out(text, "How many Danish boats were lost?") is None
    text = "Thousands of boats were lost by the Danish fleet, which lay at anchor."
    assert read_out(text, "How many Danish boats were lost?") is not None


def test_a_quoted_count_of_others_is_none_either():
    text = "He confirmed that “several hundred” Danish boats were lost."
    assert read_out(text, "How many Swedish boats were lost?") is None
    assert read_out(text, "How many Danish boats were lost?") is not None


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("How many were killed?", "60"),
        ("How many are missing?", "80"),
        ("How many were wounded?", None),
        ("How many boats were there?", "60"),
    ],
)
def test_a_figure_answers_for_what_happened_to_those_it_counts(question, figure):
    text = "At least 60 were killed and 80 are missing."
    found = read_out(text, question)
    assert (words(text, found.short) if found else None) == figure


def test_a_question_of_money_is_not_answered_by_a_bare_count():
    assert read_out("At least 45 jobs depend on the mill.", "How much will the mill cost?") is None


def test_who_is_not_answered_by_a_date():
    text = "The mill, designed by Okoro & Partners, opens in September 2026."
    found = read_out(text, "Who designed the mill?", "September 2026")
    assert found is None or not found.fits or "2026" not in words(text, found.short)


def test_words_that_mostly_repeat_the_question_yield_to_others():
    text = "Lodz Old Mill Stadium is where Polonia plays."
    question = "Old Mill Stadium is the home of which team?"
    found = read_out(text, question, "Lodz Old Mill Stadium")
    assert found is None or "Stadium" not in words(text, found.short)


def test_a_firm_with_an_ampersand_is_a_name():
    text = "It was designed by Okoro & Partners in a year."
    found = read_out(text, "Who designed the mill?", "Okoro & Partners")
    assert words(text, found.short) == "Okoro & Partners"
    assert found.fits


def cell_of(rows: tuple[str, ...], question: str) -> str | None:
    text = rows[-1]
    branch = Branch(f"Text: {text}\nQuestion:", f" {question}", "\nAnswer:")
    row = understood(rows, len(rows) - 1)
    found = read_by(FakeModel(), branch, text, analyse(question), row=row)
    return words(text, found.short) if found else None


TABLE = (
    "| in millions | 2019 | 2018 | Change |",
    "| Total sales (note 4) | $ 1,496.5 | $ 1,202.9 | up |",
)


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("What is the amount of total sales in 2019?", "$ 1,496.5"),
        ("What is the amount of total sales in 2018?", "$ 1,202.9"),
        ("how much were total sales in 2018", "$ 1,202.9"),
    ],
)
def test_of_a_table_row_the_cell_under_the_heading_asked_about_answers(question, cell):
    assert cell_of(TABLE, question) == cell


def test_a_row_without_a_figure_has_none_to_give():
    rows = ("| harbour | keeper |", "| North (2) | Ana Ruiz |")
    question = analyse("How many ships came?")
    assert cell_of(rows, "How many ships came?") is None
    assert not answers_type(rows[1], question, understood(rows, 1))


def test_a_row_under_years_may_say_in_which_year():
    question = analyse("In which year were total sales largest?")
    assert answers_type(TABLE[1], question, understood(TABLE, 1))


@pytest.mark.parametrize(
    ("question", "date"),
    [
        ("When was Ana Ruiz born?", "5 January 1884"),
        ("When did Ana Ruiz die?", "11 November 1959"),
    ],
)
def test_of_a_life_the_end_that_is_asked_for_answers(question, date):
    text = "Ana Ruiz (5 January 1884 – 11 November 1959) was a fisher."
    assert words(text, read_out(text, question).short) == date


@pytest.mark.parametrize("figure", ["1873", "c. 1873", "May 3, 1873, to June 4, 1875"])
def test_a_bare_figure_does_not_fit_what_is_not_a_figure(figure):
    text = f"Since {figure} Kim, a sailor of Porto, has rowed."
    question = analyse("What sport is Kim associated with?")
    branch = Branch(f"Text: {text}\nQuestion:", f" {question.text}", "\nAnswer:")
    found = read_by(FakeModel(answers=[figure]), branch, text, question)
    assert found.fits is not (words(text, found.short) == figure)


def test_words_like_what_is_asked_for_are_preferred():
    text = "Kim plays Porto tennis."
    question = analyse("What sport is Kim associated with?")
    branch = Branch(f"Text: {text}\nQuestion:", f" {question.text}", "\nAnswer:")
    found = read_by(
        FakeModel(answers=["Porto"]),
        branch,
        text,
        question,
        likeness=lambda texts: [1.0 if one == "tennis" else 0.0 for one in texts],
    )
    assert words(text, found.short) == "tennis"


def test_how_much_is_not_answered_with_a_length_of_time():
    text = "The loan of $46 million runs for 2.7 years."
    assert words(text, read_out(text, "What is the amount of the loan?").grown) == "$46 million"
    assert words(text, read_out(text, "How long does the loan run?").short).startswith("2.7")


@pytest.mark.parametrize(
    ("question", "preferred", "figure"),
    [
        ("How many research facilities are there?", "12 countries", "19"),
        ("In how many countries are its research facilities?", "19 research", "12"),
        ("How many pumps are there?", "19 research", "300"),
    ],
)
def test_no_figure_of_another_thing_answers(question, preferred, figure):
    text = "The group has 19 research facilities in 12 countries and 300 pumps."
    assert words(text, read_out(text, question, preferred).short).startswith(figure)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Ada Quist, 44, of Mill Street, took cards from patients.", "How long was Quist jailed?"),
        ("From the deck of his 106-year-old ship Reed saw it.", "How long has Reed fished?"),
        ("Quist pleaded guilty to twelve counts of fraud.", "How long was Quist jailed?"),
        ("It is for an area of 1.8 km2 alone.", "What was the population of Norham?"),
        ("2. The new tools speed up training", "How long does training take?"),
        ("Ada Quist, 21, was taken to hospital after the tablets.", "How many did Quist take?"),
        ("A man aged 44 was taken to hospital.", "How many were taken to hospital?"),
    ],
)
def test_ages_and_numbers_of_headings_count_nothing_and_last_no_time(text, question):
    assert read_out(text, question) is None
    assert not answers_type(text, analyse(question))


@pytest.mark.parametrize(
    ("text", "question", "figure"),
    [
        ("Ada Quist, 44, was jailed.", "How old is Ada Quist?", "44"),
        ("A 106-year-old ship sank.", "How old was the ship?", "106"),
        ("Quist was jailed for three years.", "How long was Quist jailed?", "three"),
        ("The tunnel is 1.2 km long.", "How long was the tunnel?", "1.2"),
        ("In Norham, 40 were hurt.", "How many were hurt?", "40"),
        ("Lives (in years): pipes 20.", "How many years do pipes last?", "20"),
    ],
)
def test_an_age_answers_where_it_is_asked_for_and_a_length_in_any_unit(text, question, figure):
    assert figure in words(text, read_out(text, question).short)


def test_what_somebody_died_of_is_no_date():
    text = "Quist was taken to hospital on 12 April after taking tablets."
    found = read_out(text, "What did Quist die of?", "12 April", "taking tablets")
    assert found is None or not (words(text, found.short) == "12 April" and found.fits)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("What was Tarn's profit in 2023?", "16"),
        ("What was Tarn's profit in 2024?", "14"),
        ("What was Tarn's profit?", "14"),
        ("How much did the profit fall to?", "14"),
    ],
)
def test_a_figure_of_an_earlier_year_answers_for_that_year_alone(question, figure):
    text = "Profit fell to £14 million (third quarter of 2023: £16 million) because of flour."
    assert words(text, read_out(text, question).short).startswith(figure)


def test_a_figure_of_the_year_before_is_none_of_this():
    text = "Profit was £14 million (previous year: £16 million)."
    assert words(text, read_out(text, "What was Tarn's profit?").short).startswith("14")
    assert words(text, read_out(text, "What was Tarn's profit last year?").short).startswith("16")
