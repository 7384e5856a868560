import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.summary_texts import bare, cut, fill, once, sentences_of

SENTENCES = st.lists(st.text("ab ", min_size=1).filter(str.strip), max_size=6)


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        ("… that the “bridge” is closed.", "that the bridge is closed."),
        ("[Mayor Ann Lee] “said it opens.”", "Mayor Ann Lee said it opens."),
        ('"We will go," he said ... later.', "We will go, he said later."),
        ("Nothing to leave out.", "Nothing to leave out."),
    ],
)
def test_a_statement_is_bared_of_its_marks(stated, words):
    assert bare(stated) == words


def test_sentences_stand_on_one_line_each():
    text = "The bridge is closed. Boats\tstill run.\n\nTrains do not run today."
    assert sentences_of(text) == (
        "The bridge is closed.",
        "Boats still run.",
        "Trains do not run today.",
    )


def test_a_sentence_is_told_once_whatever_its_marks():
    assert list(once(["It rained.", "“It rained”", "It snowed."])) == ["It rained.", "It snowed."]


@given(SENTENCES, st.integers(0, 12))
def test_a_cut_keeps_the_first_words(sentences, words):
    kept = " ".join(cut(sentences, words)).split()
    assert kept == " ".join(sentences).split()[:words]


def test_a_cut_keeps_sentences_apart():
    assert cut(["one two", "three four", "five"], 3) == ("one two", "three")


def test_the_best_are_taken_until_there_are_words_enough_and_told_in_order():
    texts = ["a b", "c d e", "c d e", "f g"]
    assert fill([3, 1, 2, 0], texts, 4) == ("c d e", "f g")
    assert fill([3, 1, 2, 0], texts, 6) == ("a b", "c d e", "f g")
    assert fill([0, 1], texts, 0) == ()


def test_fewer_words_than_wanted_are_all_told():
    assert fill([1, 0], ["a b", "c"], 99) == ("a b", "c")
