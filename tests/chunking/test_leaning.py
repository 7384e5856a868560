import pytest

from rag.chunking.leaning import needs_sentence_before


@pytest.mark.parametrize(
    "text",
    [
        "He added that the harbour would close.",
        "“It will close,” she said.",
        "The latter was repaired.",
        "The company said it would close.",
        "However, the harbour closed.",
        "This was denied.",
        "The decision was made on Monday.",
    ],
)
def test_a_sentence_that_points_back_needs_the_one_before(text):
    assert needs_sentence_before(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz closed the harbour.",
        "The mayor of Porto closed the harbour.",
        "The mayor, Ana Ruiz, closed the harbour.",
        "There is no harbour in Porto.",
        "Those who stayed were fed.",
        "This week the harbour closed.",
        "Both of the harbours closed.",
    ],
)
def test_a_sentence_that_says_what_it_is_about_does_not(text):
    assert not needs_sentence_before(text)
