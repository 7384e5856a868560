import pytest

from rag.evaluation.scores import Score
from rag.evaluation.totals import TITLES, measures, stages


def by_name(*scored):
    return {one.name: one for one in measures(scored)}


def test_a_share_is_the_sum_of_values_over_the_sum_of_weights():
    found = by_name({"shown_right": Score(1, 4)}, {"shown_right": Score(2, 2)})
    assert found["shown_right"].value == pytest.approx(0.5)
    assert found["shown_right"].questions == 2


def test_sums_have_no_interval():
    found = by_name({"unsupported_names": Score(2)}, {"unsupported_names": Score(1)})
    assert (found["unsupported_names"].value, found["unsupported_names"].low) == (3, None)


def test_balanced_accuracy_weighs_both_classes_alike():
    refused, answered = {"refusal_recall": Score(1)}, {"refusal_recall": Score(0)}
    falsely, rightly = {"false_refusals": Score(1)}, {"false_refusals": Score(0)}
    found = by_name(refused, answered, falsely, *[rightly] * 3)
    assert found["balanced_accuracy"].value == pytest.approx((0.5 + 0.75) / 2)
    assert found["balanced_accuracy"].questions == 6
    assert found["refusal_recall"].low < 0.5 < found["refusal_recall"].high


def test_of_one_class_alone_neither_precision_nor_balance_is_told():
    found = by_name({"refusal_recall": Score(1), "refusal_precision": Score(1)})
    assert found.keys() == {"refusal_recall"}


def test_measures_come_in_one_order():
    given = {name: Score(1.0) for name in reversed(list(TITLES))}
    assert [one.name for one in measures([given])] == list(TITLES)
    assert measures([]) == ()


def test_seconds_by_stage():
    seconds = [{"reading": float(number), "total": 10.0} for number in range(1, 11)]
    reading, total = stages(seconds)
    assert (reading.mean, reading.median, reading.p90) == (5.5, 5.5, 10.0)
    assert total.name == "total"
    assert stages([]) == ()
