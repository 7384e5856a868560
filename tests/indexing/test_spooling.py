import os
import tempfile

import numpy as np
import pytest

from rag.errors import ModelError, StorageError
from rag.indexing import SyncReport
from rag.indexing.spooling import Spool
from tests.fakes import FakeEncoder
from tests.indexing.desk import RAIN, WAR


def test_a_spool_gives_back_what_it_was_given(tmp_path):
    encoder = FakeEncoder(dimension=8)
    texts = [f"Rain fell on {number}." for number in range(2_500)]
    with Spool(tmp_path, 8) as spool:
        spool.encode(iter(texts), encoder.encode_documents)
        for _ in range(2):
            np.testing.assert_array_equal(np.array(list(spool)), encoder.encode_documents(texts))
        assert len(spool) == 2_500
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_said_plainly(tmp_path, monkeypatch):
    def full(*arguments, **keywords):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    with pytest.raises(StorageError, match="No space left on device"):
        Spool(tmp_path, 8)


def test_a_disk_that_fills_up_is_said_plainly(tmp_path):
    encoder = FakeEncoder(dimension=8)
    with Spool(tmp_path, 8) as spool:
        descriptor = os.open("/dev/full", os.O_WRONLY)
        os.dup2(descriptor, spool._file.fileno())
        os.close(descriptor)
        with pytest.raises(StorageError, match="No space left on device"):
            spool.encode(["Rain."], encoder.encode_documents)


def contents(desk):
    held = {}
    for known in desk.catalogue.documents():
        sentences = desk.catalogue.document_sentences(known.id)
        vectors = desk.catalogue.vectors([sentence.id for sentence in sentences])[1]
        held[known.path] = ([sentence.text for sentence in sentences], vectors.tobytes())
    return held


def test_large_documents_are_stored_as_small_ones_are(desk):
    desk.write("a.txt", WAR)
    desk.write("b.txt", " ".join(f"Rain fell on {number}." for number in range(1_500)))
    desk.write("c.txt", RAIN)
    desk.sync(".")
    whole = contents(desk)
    desk.changes["large"] = 4
    assert desk.sync(".", rebuild=True) == SyncReport(updated=3, sentences=1_505)
    assert contents(desk) == whole
    assert desk.vectors.check() == ()


def test_progress_goes_on_within_a_large_document(desk):
    desk.changes["large"] = 4
    size = desk.write("b.txt", " ".join(f"Rain on {n}." for n in range(3_000))).stat().st_size
    desk.sync(".")
    done = [seen.bytes_done for seen in desk.progress if seen.path == "b.txt"]
    assert len(done) > 1_000
    assert done == sorted(done)
    assert done[-1] == pytest.approx(size)
    assert {seen.bytes_total for seen in desk.progress} == {size}


def test_progress_ends_with_all_bytes_whatever_became_of_the_files(desk):
    desk.write("a.txt", WAR)
    desk.sync(".")
    total = sum(
        desk.write(name, text).stat().st_size
        for name, text in (("b.txt", WAR), ("c.txt", b"\xff"), ("d.txt", RAIN))
    )
    desk.progress.clear()
    desk.sync(".")
    assert (desk.progress[-1].bytes_done, desk.progress[-1].bytes_total) == (total, total)
    done = [seen.bytes_done for seen in desk.progress]
    assert done == sorted(done)


def test_a_large_document_is_there_whole_or_not_at_all(desk):
    desk.changes["large"] = 4
    desk.write("a.txt", WAR)
    desk.write("b.txt", " ".join(f"Rain on {n}." for n in range(3_000)))

    class Failing(FakeEncoder):
        def encode_documents(self, texts, *, progress=None):
            if len(self.documents) > 1_500:
                raise ModelError("out of memory")
            return super().encode_documents(texts, progress=progress)

    whole, desk.encoder = desk.encoder, Failing(dimension=32)
    with pytest.raises(ModelError):
        desk.sync(".")
    assert desk.paths == ["a.txt"]
    assert {path.name for path in (desk.root / ".rag").iterdir()} <= {
        ".gitignore", "library.sqlite", "library.sqlite-wal", "library.sqlite-shm", "write.lock",
    }  # fmt: skip
    desk.encoder = whole
    assert desk.sync().added == 1
