from dataclasses import replace

import pytest

from rag.domain import RefusalReason
from rag.questions import analyse
from rag.sufficiency import (
    ENOUGH,
    Support,
    absent_entities,
    coverage,
    on_topic,
    probability,
    refusal,
)

STRONG = Support(gain=0.8, dense=0.6, coverage=1.0, span=-1.0, has_type=True, absent_entities=())
WEAK = replace(STRONG, gain=0.3, dense=0.35, coverage=0.2, span=-4.0)


def test_strong_evidence_is_enough():
    assert probability(STRONG) > ENOUGH
    assert refusal(STRONG) is None


@pytest.mark.parametrize(
    ("support", "reason"),
    [
        (replace(STRONG, absent_entities=("Atlantis",)), RefusalReason.ENTITY_ABSENT),
        (replace(STRONG, has_type=False), RefusalReason.NO_SUCH_FIGURE),
        (WEAK, RefusalReason.TOO_WEAK),
    ],
    ids=["entity absent", "no figure", "too weak"],
)
def test_each_weakness_has_its_reason(support, reason):
    assert refusal(support) is reason


@pytest.mark.parametrize("signal", ["gain", "dense", "coverage", "span"])
def test_more_of_any_signal_never_makes_it_less_likely(signal):
    better = replace(WEAK, **{signal: getattr(WEAK, signal) + 0.3})
    assert probability(better) > probability(WEAK)


def test_coverage_weighs_rare_words_more():
    question = analyse("Did the mayor visit Porto?")
    frequencies = {"mayor": 50, "visit": 50, "porto": 1}
    rare = coverage(question, "Porto was flooded.", frequencies, 100)
    common = coverage(question, "The mayor was late.", frequencies, 100)
    assert 0 < common < rare < 1
    assert coverage(question, "The mayor visited Porto.", frequencies, 100) == pytest.approx(1)


def test_a_name_is_absent_only_when_none_of_its_words_occurs():
    question = analyse("Did Ana Ruiz visit Atlantis?")
    assert absent_entities(question, {"ruiz": 3}, []) == ("Atlantis",)


def test_a_sentence_without_the_noun_asked_about_covers_little():
    question = analyse("Who is the president of Peru?")
    without = coverage(question, "A lawmaker of Peru spoke.", {"president": 3, "peru": 3}, 50)
    assert without < 0.3
    assert coverage(question, "Peru's president spoke.", {"president": 3, "peru": 3}, 50) == 1


def test_a_word_derived_from_one_that_was_asked_for_covers_it():
    question = analyse("Did Korea answer?")
    assert coverage(question, "The Korean answer came.", {}, 50) == pytest.approx(1)
    assert coverage(question, "The kor answer came.", {}, 50) < 1


def test_any_one_signal_puts_a_sentence_on_topic():
    assert not on_topic(gain=0.1, dense=0.1, coverage=0.0)
    assert on_topic(gain=0.5, dense=0.1, coverage=0.0)
    assert on_topic(gain=0.1, dense=0.5, coverage=0.0)
    assert on_topic(gain=0.1, dense=0.1, coverage=0.5)


def test_a_missing_name_costs_more_than_another_missing_word():
    question = analyse("Did the Danish fishermen strike?")
    frequencies = {"danish": 5, "fishermen": 5, "strike": 5}
    nameless = coverage(question, "The fishermen went on strike.", frequencies, 50)
    named = coverage(question, "The Danish went on strike.", frequencies, 50)
    assert nameless < named


@pytest.mark.parametrize("near", ["The Atlantean fleet sank.", "They sailed to Atlantys."])
def test_a_name_derived_or_misspelt_is_not_absent(near):
    question = analyse("Did Ana visit Atlantean or Atlantis?")
    assert "Atlantis" in absent_entities(question, {}, ["Nothing like it."])
    assert len(absent_entities(question, {}, [near])) < len(absent_entities(question, {}, []))
