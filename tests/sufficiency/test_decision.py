from dataclasses import replace

import pytest

from rag.domain import RefusalReason
from rag.sufficiency import (
    Contradiction,
    Coverage,
    Support,
    on_topic,
    probability,
    refusal,
    stands_beside,
)
from rag.sufficiency.decision import fitted

AGREED = Contradiction(negated=False, opposite=False, number=False)
STRONG = Support(
    gain=0.8,
    dense=0.85,
    coverage=Coverage(1.0, head=True, names=True),
    against=AGREED,
    span=-1.0,
    has_type=True,
    has_name=True,
    absent_entities=(),
)
WEAK = replace(STRONG, gain=0.2, dense=0.2, coverage=Coverage(0.1, head=True, names=True))


def test_strong_evidence_is_enough():
    assert probability(STRONG) > fitted().enough
    assert refusal(STRONG) is None
    assert stands_beside(STRONG)


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


def test_what_is_too_weak_does_not_stand_beside_either():
    assert not stands_beside(WEAK)
    assert not stands_beside(replace(STRONG, has_type=False))


def test_the_model_weighs_signals_that_exist():
    assert set(fitted().weights) == set(STRONG.signals)
    assert 0 < fitted().beside < fitted().enough < 1


@pytest.mark.parametrize("signal", ["gain", "dense"])
def test_more_of_a_signal_never_makes_it_less_likely(signal):
    better = replace(WEAK, **{signal: getattr(WEAK, signal) + 0.3})
    assert probability(better) >= probability(WEAK)


@pytest.mark.parametrize("against", ["negated", "opposite", "number"])
def test_what_speaks_against_it_never_makes_it_likelier(against):
    worse = replace(STRONG, against=replace(AGREED, **{against: True}))
    assert probability(worse) <= probability(STRONG)


def test_a_denied_question_is_not_answered_by_a_sentence_that_affirms():
    plain = replace(STRONG, dense=0.6)
    assert probability(replace(plain, against=replace(AGREED, negated=True))) < probability(plain)


def test_any_one_signal_puts_a_sentence_on_topic():
    assert not on_topic(gain=0.1, dense=0.1, coverage=0.0)
    assert on_topic(gain=0.5, dense=0.1, coverage=0.0)
    assert on_topic(gain=0.1, dense=0.5, coverage=0.0)
    assert on_topic(gain=0.1, dense=0.1, coverage=0.5)
