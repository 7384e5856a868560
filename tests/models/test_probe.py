import sys

import pytest

from rag.errors import ModelError
from rag.models import probe
from rag.models.probe import Buffers
from tests.models.making import write_gguf

DIES = "import os, signal; os.kill(os.getpid(), signal.{})"
WORKS = "pass"


@pytest.fixture
def model(tmp_path):
    return write_gguf(tmp_path / "model.gguf")


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def machine(monkeypatch):
    """Replaces the child's program by one for each kind of buffers; counts the children."""
    started = []

    def install(**programs):
        def command(_module, _model, buffers):
            started.append(buffers)
            return sys.executable, "-c", programs[buffers]

        monkeypatch.setattr(probe, "child_command", command)
        return started

    return install


def test_extra_buffers_are_used_where_they_work(machine, model, cache):
    machine(extra=WORKS, plain=DIES.format("SIGILL"))
    assert probe.extra_buffers(model, cache) is True


@pytest.mark.parametrize("signal", ["SIGILL", "SIGSEGV", "SIGABRT"])
def test_a_machine_that_kills_them_does_without(machine, model, cache, signal):
    machine(extra=DIES.format(signal), plain=WORKS)
    assert probe.extra_buffers(model, cache) is False
    assert probe.remembered_verdict(model, cache) is Buffers.PLAIN


def test_the_cost_is_paid_once(machine, model, cache):
    started = machine(extra=DIES.format("SIGILL"), plain=WORKS)
    assert [probe.extra_buffers(model, cache) for _ in range(3)] == [False] * 3
    assert started == ["extra", "plain"]


def test_another_file_is_probed_again(machine, model, cache, tmp_path):
    started = machine(extra=WORKS)
    probe.extra_buffers(model, cache)
    probe.extra_buffers(write_gguf(tmp_path / "other.gguf"), cache)
    assert started == ["extra", "extra"]


def test_another_build_is_probed_again(machine, model, cache, monkeypatch):
    started = machine(extra=WORKS)
    probe.extra_buffers(model, cache)
    monkeypatch.setattr(probe, "build_identity", lambda: "another build")
    probe.extra_buffers(model, cache)
    assert started == ["extra", "extra"]


def test_a_machine_that_kills_both_is_told_how_to_build(machine, model, cache):
    started = machine(extra=DIES.format("SIGILL"), plain=DIES.format("SIGILL"))
    for _ in range(2):
        with pytest.raises(ModelError, match="dies on this machine") as caught:
            probe.extra_buffers(model, cache)
        assert "CMAKE_ARGS" in caught.value.hint
    assert started == ["extra", "plain"]


def test_a_killed_child_says_nothing_about_the_machine(machine, model, cache):
    machine(extra=DIES.format("SIGKILL"), plain=DIES.format("SIGKILL"))
    with pytest.raises(ModelError, match="killed by SIGKILL"):
        probe.extra_buffers(model, cache)
    assert probe.remembered_verdict(model, cache) is None


def test_a_success_after_a_passing_failure_is_not_remembered(machine, model, cache):
    machine(extra="raise SystemExit('no memory')", plain=WORKS)
    assert probe.extra_buffers(model, cache) is False
    assert probe.remembered_verdict(model, cache) is None


def test_a_cache_that_cannot_be_written_only_forgets(machine, model, cache):
    cache.write_text("a file where the folder should be")
    started = machine(extra=WORKS)
    assert probe.extra_buffers(model, cache)
    assert probe.extra_buffers(model, cache)
    assert started == ["extra", "extra"]


def test_a_broken_record_is_probed_again(machine, model, cache):
    machine(extra=WORKS)
    probe.extra_buffers(model, cache)
    (record,) = (cache / "probes").iterdir()
    record.write_text('{"buffers": "sideways"}')
    assert probe.remembered_verdict(model, cache) is None
    assert probe.extra_buffers(model, cache)


def test_a_model_the_child_refuses_is_explained_in_its_words(model, cache):
    with pytest.raises(ModelError, match=r"cannot be loaded by llama\.cpp") as caught:
        probe.extra_buffers(model, cache)
    assert caught.value.hint
    assert probe.remembered_verdict(model, cache) is None


def test_the_users_folder_is_not_on_the_childs_import_path(model, cache, tmp_path, monkeypatch):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "numpy.py").write_text("raise SystemExit('the wrong numpy')")
    monkeypatch.chdir(folder)
    with pytest.raises(ModelError, match=r"cannot be loaded by llama\.cpp"):
        probe.extra_buffers(model, cache)


@pytest.mark.model
def test_the_default_model_runs_on_this_machine(model_cache):
    from rag.models.registry import default_model

    assert probe.probe(default_model(), model_cache) in {Buffers.EXTRA, Buffers.PLAIN}
