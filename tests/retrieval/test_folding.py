import pytest

from rag.domain import Candidate, Sentence
from rag.retrieval.folding import fold


def folded(*texts):
    """How many candidates are left of sentences of as many documents."""
    sentences = (
        Sentence(number, number, number, 0, 0, len(text), text, 1, 1)
        for number, text in enumerate(texts, 1)
    )
    return len(fold([Candidate(sentence, 0.5, 1.0, 1.0) for sentence in sentences]))


def test_the_same_sentence_of_two_documents_is_one():
    text = "The new bridge across the harbour cost $5 million in total."
    assert folded(text, text) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("$5 million", "€5 million"),
        ("5 % more", "5 more"),
        ("3 hours", "3 days"),
        ("5 km", "5 miles"),
        ("5 to 10 boats", "5 to 12 boats"),
        ("at least 5 boats", "5 boats"),
    ],
)
def test_sentences_whose_figures_differ_in_unit_or_range_or_hedge_are_two(one, other):
    text = "The new bridge across the old harbour took the council and the town {} in total."
    assert folded(text.format(one), text.format(other)) == 2
