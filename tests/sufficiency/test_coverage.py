import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.questions import analyse
from rag.sufficiency import cover


def test_rare_words_weigh_more():
    question = analyse("Did the mayor visit Porto?")
    frequencies = {"mayor": 50, "visit": 50, "porto": 1}
    rare = cover(question, "Porto was flooded.", frequencies, 100)
    common = cover(question, "The mayor was late.", frequencies, 100)
    whole = cover(question, "The mayor visited Porto.", frequencies, 100)
    assert 0 < common.words < rare.words < 1
    assert whole.words == pytest.approx(1)


def test_the_noun_asked_about_is_missed():
    question = analyse("Who is the president of Peru?")
    assert not cover(question, "A lawmaker of Peru spoke.", {}, 50).head
    assert cover(question, "Peru's president spoke.", {}, 50).head


def test_a_word_derived_from_one_that_was_asked_for_covers_it():
    question = analyse("Did Korea answer?")
    assert cover(question, "The Korean answer came.", {}, 50).words == pytest.approx(1)
    assert cover(question, "The kor answer came.", {}, 50).words < 1


def test_a_missing_name_is_told():
    question = analyse("Did the Danish fishermen strike?")
    assert not cover(question, "The fishermen went on strike.", {}, 50).names
    assert cover(question, "The Danish went on strike.", {}, 50).names


@given(st.text(max_size=60), st.text(max_size=200), st.integers(0, 1000))
def test_a_share_whatever_is_asked_and_said(question, text, total):
    assert 0 <= cover(analyse(question), text, {}, total).words <= 1 + 1e-9
