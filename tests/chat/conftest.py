import pytest

from tests.chat.engines import Engine, Talk


@pytest.fixture
def engine(tmp_path):
    folder = tmp_path / ".rag"
    folder.mkdir()
    return Engine(folder)


@pytest.fixture
def talk(engine, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return Talk(engine)


@pytest.fixture
def out(talk):
    return talk.out


@pytest.fixture
def err(talk):
    return talk.err
