import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.evaluation.statistics import bootstrap, bootstrap_balanced, sign_test, wilson


@given(st.integers(0, 200), st.integers(1, 200))
def test_the_share_lies_in_its_wilson_interval(hits, more):
    total = hits + more - 1 or 1
    low, high = wilson(min(hits, total), total)
    assert 0.0 <= low <= min(hits, total) / total <= high <= 1.0


def test_wilson_is_the_published_interval():
    low, high = wilson(81, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
    assert wilson(0, 0) == (0.0, 1.0)


@given(
    st.lists(st.tuples(st.floats(0, 1), st.sampled_from([1.0, 2.0, 4.0])), min_size=1, max_size=30)
)
def test_a_bootstrap_lies_between_the_extremes_and_repeats_itself(pairs):
    low, high = bootstrap(pairs)
    shares = [value / of for value, of in pairs]
    assert min(shares) - 1e-9 <= low <= high <= max(shares) + 1e-9
    assert bootstrap(pairs) == (low, high)


def test_more_questions_make_a_narrower_interval():
    few, many = (bootstrap([(0.0, 1.0), (1.0, 1.0)] * count) for count in (5, 500))
    assert many[1] - many[0] < few[1] - few[0]


def test_balanced_accuracy_of_a_perfect_and_of_a_blind_run():
    assert bootstrap_balanced([1.0] * 20, [0.0] * 5) == (1.0, 1.0)
    assert bootstrap_balanced([1.0] * 20, [1.0] * 5) == (0.5, 0.5)


@pytest.mark.parametrize(
    ("gained", "lost", "p_value"), [(0, 0, 1.0), (5, 5, 1.0), (1, 9, 0.0215), (8, 0, 0.0078)]
)
def test_sign_test(gained, lost, p_value):
    assert sign_test(gained, lost) == pytest.approx(p_value, abs=1e-4)
    assert sign_test(lost, gained) == sign_test(gained, lost)


def test_the_sign_test_takes_large_runs():
    assert 0.0 <= sign_test(2000, 1500) < 1e-10
