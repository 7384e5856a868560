import pytest

from rag import quantities
from rag.briefing import measures


def only(text: str) -> measures.Measure:
    (measure,) = measures.find(0, text, quantities.find(text))
    return measure


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Around 300 additional passengers have been hurt.", "Around 300 additional passengers"),
        ("The owner sent approximately 10,000 sailors to help.", "approximately 10,000 sailors"),
        ("At least 12 fatalities occurred.", "At least 12 fatalities"),
        (
            "The number of injured will reach nearly 300.",
            "The number of injured will reach nearly 300",
        ),
        ('He saw "several hundred" young sailors on deck.', '"several hundred" young sailors'),
        ("The 17 million viewers number reflects the audience.", "17 million viewers number"),
        ("They found hundreds of people on the pier.", "hundreds of people"),
    ],
)
def test_a_figure_grows_to_what_it_counts(text, phrase):
    assert only(text).phrase == phrase


def test_events_are_those_of_the_figures_own_clause():
    text = "Lund said that 12 sailors were killed, while 300 passengers were injured."
    kinds = [each.event_kinds for each in measures.find(0, text, quantities.find(text))]
    assert kinds == [{"death"}, {"injury"}]


def test_small_counts_in_words_are_no_figures_of_the_table():
    text = "The two countries signed one pact."
    assert measures.find(0, text, quantities.find(text)) == ()
