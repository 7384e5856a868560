"""Which of a sentence's figures is the one that is asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag import quantities
from rag.domain import Span
from rag.questions import analyse
from rag.reading.clauses import distance
from rag.reading.figures import LONGEST, LONGEST_RANGE, figure_beginnings, mentions_of
from rag.reading.levels import levels
from rag.reading.respective import respective
from rag.reading.times import of_the_period
from tests.reading.test_reading import read_out, words


def kept(rule, text, question):
    asked = analyse(question)
    return [one.text for one in rule(mentions_of(text, asked), text, question=asked.text)]


PAIRS = "Income rose to $29 million in 2019 compared with $14 million in 2018."
FRONT = "In 2018 we booked income of $53 million, compared with $55 million in 2017."
FERRY = "It carried 2,150 passengers in May, up from 1,800 in April."
QUARTERS = "They sold 12 houses in the first quarter and 9 in the second quarter."
ENDS = "The staff grew from 1,501 people at June 30, 2018 to 1,620 people at June 30, 2019."


@pytest.mark.parametrize(
    ("text", "question", "figures"),
    [
        (PAIRS, "What was the income in 2019?", ["$29 million"]),
        (PAIRS, "How much income was there in 2018?", ["$14 million"]),
        (PAIRS, "How much income was there in 2017?", ["$29 million", "$14 million"]),
        (PAIRS, "How much income was there?", ["$29 million", "$14 million"]),
        (FRONT, "How much income was there in 2018?", ["$53 million"]),
        (FRONT, "How much income was there in 2017?", ["$55 million"]),
        (ENDS, "How many people were there in 2019?", ["1,620"]),
        (ENDS, "How many people were there in 2018?", ["1,501"]),
        (FERRY, "How many passengers were carried in April?", ["1,800"]),
        (FERRY, "How many passengers were carried in May?", ["2,150"]),
        (FERRY, "How many passengers were carried in June?", ["2,150", "1,800"]),
        (QUARTERS, "How many houses did they sell in the second quarter?", ["9"]),
        ("Of 12 boats 4 sank in 2018.", "How many boats sank in 2018?", ["12", "4"]),
        ("In 2018 12 boats sank. 4 sank later.", "How many boats sank in 2018?", ["12", "4"]),
    ],
)
def test_a_figure_of_another_time_is_left_out(text, question, figures):
    assert kept(of_the_period, text, question) == figures


ROW = (
    "Fees were $5 million, $6 million and $4 million in fiscal 2019, 2018 and 2017, respectively."
)
SHIPS = "The Azores and Madeira lost 12 and 40 ships, respectively, and sold 3."


@pytest.mark.parametrize(
    ("text", "question", "figures"),
    [
        (ROW, "How much were the fees in 2019?", ["$5 million"]),
        (ROW, "How much were the fees in 2018?", ["$6 million"]),
        (ROW, "How much were the fees?", ["$5 million", "$6 million", "$4 million"]),
        (SHIPS, "How many ships did Madeira lose?", ["40", "3"]),
        (SHIPS, "How many ships did Madeira and Azores lose?", ["12", "40", "3"]),
        (SHIPS.replace(", respectively", ""), "How many did Madeira lose?", ["12", "40", "3"]),
    ],
)
def test_of_a_row_the_figure_that_is_respectively_asked_for_stays(text, question, figures):
    assert kept(respective, text, question) == figures


@pytest.mark.parametrize(
    ("text", "question", "figures"),
    [
        ("Staff rose by 119 people, to 1,620.", "How many people work there?", ["1,620"]),
        ("Staff rose by 119 people, to 1,620.", "By how many people did staff rise?", None),
        ("The price rose from $3 to nearly $12.", "How much was oil?", ["nearly $12"]),
        ("The price rose from $3 to nearly $12.", "How much was oil before?", None),
        ("The price rose by $3.", "How much was oil?", ["$3"]),
        ("Ships sailed from 3 ports to 12 towns.", "How many were there?", ["3", "12"]),
    ],
)
def test_changes_and_former_levels_are_left_out_unless_asked_for(text, question, figures):
    every = kept(lambda mentions, *_, **__: mentions, text, question)
    assert kept(levels, text, question) == (figures or every)


@given(st.text(), st.text())
def test_no_rule_adds_a_figure_or_loses_all(text, question):
    mentions = quantities.find(text)
    for rule in (of_the_period, respective, levels):
        left = rule(mentions, text, question=question)
        assert set(left) <= set(mentions)
        assert bool(left) == bool(mentions)


SMOKERS = "Of the patients 3.4% were current smokers and 6.9% were former smokers."


@pytest.mark.parametrize(("asked", "nearer"), [("current", "3.4%"), ("former", "6.9%")])
def test_the_words_asked_about_are_nearer_to_their_figure(asked, nearer):
    far = {
        one.text: distance(SMOKERS, Span(one.start, one.end), (asked, "smokers"))
        for one in quantities.find(SMOKERS)
    }
    assert min(far, key=far.__getitem__) == nearer


@given(st.text(), st.lists(st.text(min_size=1)))
def test_a_distance_is_bounded(text, asked):
    for one in quantities.find(text):
        assert 0 <= distance(text, Span(one.start, one.end), asked) <= 2


def test_a_figure_of_the_question_does_not_answer_it():
    text = "The 1973 oil crisis began in October 1974."
    found = read_out(text, "When did the 1973 oil crisis begin?", "1973")
    assert words(text, found.short) == "October 1974"


def test_a_long_range_is_followed_to_its_end():
    text = "Epidemics end in about 250,000 to 500,000 deaths."
    question = analyse("How many deaths are there?")
    assert figure_beginnings(0, text, question=question).longest > LONGEST
    text = f"About {'1,000,000,000,' * 9}000 to 2 deaths."
    assert figure_beginnings(0, text, question=question).longest <= LONGEST_RANGE


def test_a_figure_with_a_unit_counts_no_things():
    text = "It has eleven units on its 209-acre ground."
    found = read_out(text, "How many units are there?", "209-acre")
    assert words(text, found.short).startswith("eleven")
