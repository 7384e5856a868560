import hashlib
import os

from rag.models import hashes


def test_the_hash_is_that_of_the_bytes(tmp_path):
    path = tmp_path / "m.gguf"
    path.write_bytes(b"weights")
    assert hashes.file_sha256(path, None) == hashlib.sha256(b"weights").hexdigest()


def test_a_known_hash_is_not_computed_again(tmp_path):
    path, cache = tmp_path / "m.gguf", tmp_path / "cache"
    path.write_bytes(b"weights")
    hashes.remember_sha256(path, cache, "noted")
    assert hashes.file_sha256(path, cache) == "noted"


def test_a_touched_file_is_hashed_anew(tmp_path):
    path, cache = tmp_path / "m.gguf", tmp_path / "cache"
    path.write_bytes(b"weights")
    hashes.remember_sha256(path, cache, "noted")
    os.utime(path, (1, 1))
    assert hashes.file_sha256(path, cache) == hashlib.sha256(b"weights").hexdigest()


def test_a_cache_that_cannot_be_written_only_forgets(tmp_path):
    path, cache = tmp_path / "m.gguf", tmp_path / "cache"
    path.write_bytes(b"weights")
    cache.write_bytes(b"a file where the folder should be")
    assert hashes.file_sha256(path, cache) == hashlib.sha256(b"weights").hexdigest()
