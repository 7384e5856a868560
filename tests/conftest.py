"""Keeps tests away from the user's settings, cache and network."""

import functools
import os
import signal
from pathlib import Path

import platformdirs
import pytest
import typer
from hypothesis import settings

from tests import examples  # noqa: F401, it knows the profiles
from tests.fakes import FakeEncoder, FakeModel

settings.load_profile("quick")

_STABLE_CACHE = Path(platformdirs.user_cache_dir("sourceline-tests", appauthor=False))


def pytest_configure(config):
    """The hub must not be reached for, whatever imports what; Ctrl-C is heard.

    A run that was started in the background begins with Ctrl-C ignored, and so would every
    program that a test starts.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", TOKENIZERS_PARALLELISM="false")


@pytest.fixture(scope="session")
def model_cache() -> Path:
    """A cache that outlives the run: transcoding, probing and twinning are paid once."""
    override = os.environ.get("RAG_TEST_MODEL_CACHE")
    folder = Path(override) if override else _STABLE_CACHE
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def _fast_cache(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session", autouse=True)
def _commands_built_once():
    """typer's runner builds all commands anew for each call, which takes longer than most calls."""
    with pytest.MonkeyPatch.context() as patch:
        built = functools.cache(typer.main.get_command)
        patch.setattr("typer.testing._get_command", built, raising=False)
        yield


@pytest.fixture(scope="session", autouse=True)
def _without_ocr():
    """Tests say the same whether or not the extra is installed; those of OCR ask for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rag.readers.ocr.recognition.models", lambda: None)
        yield


@pytest.fixture(autouse=True)
def _isolated(request, monkeypatch):
    """No RAG_* from outside; a cache of the tests' own; no home folder's settings."""
    for name in [name for name in os.environ if name.startswith("RAG_")]:
        if name != "RAG_TEST_MODEL_CACHE":
            monkeypatch.delenv(name)
    needs_models = request.node.get_closest_marker("model") is not None
    cache = request.getfixturevalue("model_cache" if needs_models else "_fast_cache")
    monkeypatch.setenv("RAG_CACHE_DIR", str(cache))
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def encoder() -> FakeEncoder:
    return FakeEncoder()


@pytest.fixture
def model() -> FakeModel:
    return FakeModel()
