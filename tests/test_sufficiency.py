from dataclasses import replace

import pytest

from rag.domain import RefusalReason
from rag.questions import analyse
from rag.sufficiency import ENOUGH, Support, absent_entities, coverage, probability, refusal

STRONG = Support(gain=0.8, dense=0.6, coverage=1.0, span=-1.0, has_type=True, absent_entities=())
WEAK = replace(STRONG, gain=0.3, dense=0.35, coverage=0.2, span=-4.0)


def test_strong_evidence_is_enough():
    assert probability(STRONG) > ENOUGH
    assert refusal(STRONG) is None


@pytest.mark.parametrize(
    ("support", "reason"),
    [
        (replace(WEAK, dense=0.1, gain=0.1, coverage=0.0), RefusalReason.OFF_TOPIC),
        (replace(STRONG, absent_entities=("Atlantis",)), RefusalReason.ENTITY_ABSENT),
        (replace(STRONG, has_type=False), RefusalReason.NO_SUCH_FIGURE),
        (WEAK, RefusalReason.TOO_WEAK),
    ],
    ids=["off topic", "entity absent", "no figure", "too weak"],
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
    assert absent_entities(question, {"ruiz": 3}) == ("Atlantis",)
