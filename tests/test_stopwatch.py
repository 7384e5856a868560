import pytest

from rag.stopwatch import Stopwatch


def test_a_stage_entered_twice_adds_up():
    watch = Stopwatch()
    for _ in range(2):
        with watch("reading"):
            pass
    once = watch.seconds["reading"]
    with watch("reading"):
        pass
    assert list(watch.seconds) == ["reading"]
    assert watch.seconds["reading"] >= once > 0


def test_a_stage_that_fails_is_counted_too():
    watch = Stopwatch()
    with pytest.raises(ValueError, match="halt"), watch("reading"):
        raise ValueError("halt")
    assert "reading" in watch.seconds
