import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import UsageError
from rag.evaluation.comparing import SCHEMA, baseline, compare
from rag.evaluation.scores import Score

RUNS = st.dictionaries(
    st.sampled_from("abcdef"),
    st.dictionaries(
        st.sampled_from(["exact_match", "false_refusals", "unsupported_names"]),
        st.sampled_from([Score(0.0), Score(1.0), Score(1.0, 2.0)]),
    ),
)


@given(RUNS, RUNS)
def test_comparing_backwards_swaps_gains_and_losses(before, after):
    forth, back = compare(before, after), compare(after, before)
    assert [(one.gained, one.lost, one.p_value) for one in forth] == [
        (one.lost, one.gained, one.p_value) for one in back
    ]
    assert [(one.before, one.after) for one in forth] == [(one.after, one.before) for one in back]


@given(RUNS)
def test_a_run_differs_from_itself_in_nothing(run):
    for one in compare(run, run):
        assert (one.gained, one.lost, one.p_value) == (0, 0, 1.0)
        assert one.before == one.after


def test_only_shared_questions_are_compared_and_fewer_refusals_are_a_gain():
    before = {name: {"false_refusals": Score(1.0)} for name in "abc"}
    after = {name: {"false_refusals": Score(0.0)} for name in "bcd"}
    (found,) = compare(before, after)
    assert (found.gained, found.lost, found.unchanged) == (2, 0, 0)
    assert (found.before, found.after, found.p_value) == (1.0, 0.0, 0.5)


def test_an_earlier_run_is_read_back(tmp_path):
    path = tmp_path / "run.json"
    rows = [{"id": "q1", "scores": {"exact_match": [1, 2]}, "other": None}]
    path.write_text(json.dumps({"schema": SCHEMA, "questions": rows, "more": 1}))
    assert baseline(path) == {"q1": {"exact_match": Score(1, 2)}}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "cannot be read"),
        ("{", "is no evaluation"),
        ('{"schema": "x"}', "is no evaluation"),
        ('{"schema": "sourceline.note/1", "questions": []}', "is sourceline.note/1"),
    ],
)
def test_a_file_that_is_no_run_is_refused(tmp_path, text, told):
    path = tmp_path / "run.json"
    if text is not None:
        path.write_text(text)
    with pytest.raises(UsageError, match=told):
        baseline(path)
