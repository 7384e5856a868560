import os

import pytest

from rag.models.states import States

TOKENS = (1, 2, 3)


@pytest.fixture
def states(tmp_path):
    return States(tmp_path, "model build")


def file_of(tmp_path):
    (path,) = (tmp_path / "states").iterdir()
    return path


def test_a_state_comes_back(states):
    states.keep(TOKENS, b"state")
    assert states.load(TOKENS) == b"state"


def test_other_tokens_or_another_model_have_their_own(states, tmp_path):
    states.keep(TOKENS, b"state")
    assert states.load((1, 2)) is None
    assert States(tmp_path, "another").load(TOKENS) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-1],
        lambda data: data[:4],
        lambda data: b"",
        lambda data: data[:-1] + b"?",
        lambda data: data + b"?",
    ],
)
def test_a_damaged_state_is_none(states, tmp_path, damage):
    states.keep(TOKENS, b"state")
    path = file_of(tmp_path)
    path.write_bytes(damage(path.read_bytes()))
    assert states.load(TOKENS) is None


def test_only_the_newest_are_kept(states, tmp_path):
    for token in range(12):
        states.keep((token,), b"state")
        os.utime(max((tmp_path / "states").iterdir(), key=os.path.getmtime), (token, token))
    kept = [token for token in range(12) if states.load((token,))]
    assert len(kept) == 8


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path):
    (tmp_path / "file").write_text("")
    states = States(tmp_path / "file", "model build")
    states.keep(TOKENS, b"state")
    assert states.load(TOKENS) is None


def test_without_a_folder_nothing_is_kept():
    states = States(None, "model build")
    states.keep(TOKENS, b"state")
    assert states.load(TOKENS) is None
