import logging

import pytest

from rag.models import transcode
from rag.models.gguf_file import check_gguf, parameter_count
from rag.models.hashes import computed_sha256, remember_sha256, remembered_sha256
from rag.models.registry import DEFAULT_MODEL_SHA256, default_model
from tests.models.making import write_gguf


@pytest.fixture
def source(tmp_path):
    return write_gguf(tmp_path / "Small.Q4_1.gguf")


def test_a_failure_falls_back_to_the_source(source, tmp_path, caplog):
    with caplog.at_level(logging.WARNING):
        assert transcode.fast_copy(source, "a" * 64, tmp_path / "cache") == source
    assert "slower" in caplog.text
    assert not [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]


def test_a_cache_that_cannot_be_written_falls_back_to_the_source(source, tmp_path, caplog):
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert transcode.fast_copy(source, "a" * 64, tmp_path / "cache") == source
    assert "slower" in caplog.text


def test_a_finished_copy_is_used_as_it_is(source, tmp_path):
    copy = transcode.copy_path(source, "a" * 64, tmp_path)
    copy.parent.mkdir()
    write_gguf(copy)
    remember_sha256(copy, tmp_path, "noted")
    before = copy.stat().st_mtime_ns
    assert transcode.fast_copy(source, "a" * 64, tmp_path) == copy
    assert copy.stat().st_mtime_ns == before


def test_a_copy_that_changed_since_is_not_whole(source, tmp_path):
    copy = transcode.copy_path(source, "a" * 64, tmp_path)
    copy.parent.mkdir()
    write_gguf(copy)
    remember_sha256(copy, tmp_path, "noted")
    assert transcode.is_whole(copy, tmp_path)
    copy.write_bytes(copy.read_bytes()[:-10])
    assert not transcode.is_whole(copy, tmp_path)


def test_another_source_has_another_copy(source, tmp_path):
    paths = {transcode.copy_path(source, letter * 64, tmp_path) for letter in "ab"}
    assert len(paths) == 2


@pytest.mark.model
def test_the_default_model_is_transcoded_once(model_cache):
    copy = transcode.fast_copy(default_model(), DEFAULT_MODEL_SHA256, model_cache)
    assert copy.parent == model_cache / "models"
    check_gguf(copy)
    assert parameter_count(copy) == parameter_count(default_model())
    assert remembered_sha256(copy, model_cache) == computed_sha256(copy)
    before = copy.stat().st_mtime_ns
    assert transcode.fast_copy(default_model(), DEFAULT_MODEL_SHA256, model_cache) == copy
    assert copy.stat().st_mtime_ns == before
