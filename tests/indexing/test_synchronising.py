import os
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from filelock import FileLock

from rag.domain import EncoderCard, FileNotice, Notice
from rag.errors import LibraryError, ModelError, ReadError, StorageError
from rag.indexing import FailedFile, SyncReport
from rag.library import FORMAT, FaissVectors, SqliteCatalogue
from rag.ports import Manifest
from tests.fakes import FakeEncoder
from tests.indexing.desk import RAIN, WAR, read
from tests.library import making


def test_new_files_are_added_with_their_vectors(desk):
    desk.write("a.txt", WAR)
    desk.write("sub/b.txt", RAIN)
    desk.write("c.png", "")
    assert desk.sync(".") == SyncReport(added=2, ignored=1, passed_over=("c.png",), sentences=5)
    assert desk.paths == ["a.txt", "sub/b.txt"]
    hits = desk.vectors.search(desk.encoder.encode_query("wounded soldiers"), 1)
    assert desk.catalogue.sentences([hits[0][0]])[0].text == "Soldiers were wounded."
    assert desk.vectors.check() == ()
    assert desk.catalogue.manifest == Manifest(FORMAT, desk.encoder.card, None)


def test_nothing_is_opened_when_nothing_changed(desk):
    desk.write("a.txt", WAR)
    desk.sync("a.txt")
    generation = desk.catalogue.generation
    assert desk.sync() == SyncReport(unchanged=1)
    assert desk.sync(".") == SyncReport(unchanged=1)
    assert desk.opened == 1
    assert desk.catalogue.generation == generation
    assert not desk.sync().changed


def test_the_encoder_is_not_opened_for_an_empty_folder(desk):
    assert desk.sync(".") == SyncReport()
    assert desk.opened == 0


def test_a_changed_file_is_read_again_wherever_the_run_looks(desk):
    path = desk.write("a.txt", WAR)
    desk.sync("a.txt")
    desk.write("a.txt", RAIN)
    report = desk.sync()
    assert (report.updated, report.added, report.removed, report.sentences) == (1, 0, 0, 2)
    assert report.changed
    (document,) = desk.catalogue.documents()
    assert desk.catalogue.text(document.id) == path.read_text()


def test_a_new_date_alone_costs_one_look_at_the_content(desk):
    path = desk.write("a.txt", WAR)
    desk.sync("a.txt")
    generation = desk.catalogue.generation
    os.utime(path, ns=(1, 1))
    assert desk.sync() == SyncReport(unchanged=1)
    assert desk.catalogue.documents()[0].modified_ns == 1
    assert desk.catalogue.generation == generation
    assert desk.opened == 1


def test_what_is_gone_leaves_and_what_is_only_uncovered_stays(desk):
    for name in ("a.txt", "kept/b.txt", "odd.log"):
        desk.write(name, f"{WAR} {name}")
    desk.sync(".", "odd.log")
    (desk.root / "a.txt").unlink()
    assert desk.sync("kept") == SyncReport(removed=1, unchanged=2)
    assert desk.paths == ["kept/b.txt", "odd.log"]
    (desk.root / "kept/b.txt").unlink()
    (desk.root / "kept").rmdir()
    desk.write("kept", "a file where a folder was")
    assert desk.sync().removed == 1


def test_a_file_that_became_a_folder_is_gone(desk):
    desk.write("a.txt", WAR).unlink()
    desk.write("b.txt", RAIN)
    desk.write("a.txt", WAR)
    desk.sync(".")
    (desk.root / "a.txt").unlink()
    (desk.root / "a.txt").mkdir()
    assert desk.sync() == SyncReport(removed=1, unchanged=1)


def test_files_outside_the_root_are_kept_by_their_absolute_path(desk, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "c.txt"
    outside.write_text(RAIN)
    assert desk.sync(outside).added == 1
    assert desk.paths == [outside.as_posix()]
    assert desk.sync() == SyncReport(unchanged=1)


def test_two_files_may_say_the_same(desk):
    desk.write("a.txt", WAR)
    desk.sync("a.txt")
    desk.write("b.txt", WAR)
    desk.write("c.txt", WAR)
    assert desk.sync(".").added == 2
    _, vectors = desk.catalogue.vectors()
    np.testing.assert_array_equal(vectors[:3], vectors[3:6])
    assert len(desk.catalogue.search_text(["wounded"], 9)) == 3


def test_files_that_swap_their_contents_do_not_swap_their_vectors(desk):
    desk.changes["batch"] = 1
    desk.write("a.txt", WAR)
    desk.write("b.txt", RAIN)
    desk.sync(".")
    desk.write("a.txt", RAIN)
    desk.write("b.txt", WAR)
    assert desk.sync().updated == 2
    for document in desk.catalogue.documents():
        sentences = desk.catalogue.document_sentences(document.id)
        _, vectors = desk.catalogue.vectors([sentence.id for sentence in sentences])
        expected = desk.encoder.encode_documents([sentence.text for sentence in sentences])
        np.testing.assert_array_equal(vectors, expected)


def test_vectors_of_a_text_that_is_cut_otherwise_are_not_taken_over(desk):
    desk.write("a.txt", WAR)
    desk.sync(".")
    desk.write("b.txt", WAR)
    desk.changes["split"] = lambda document: making.split(document)[:1]
    desk.sync(".")
    second = desk.catalogue.documents()[1]
    assert second.sentences == 2
    assert desk.opened == 2


def test_failures_are_collected_and_the_rest_goes_on(desk):
    desk.write("a.txt", b"\xff\xfe\x00")
    desk.write("b.txt", WAR)
    desk.write("c.txt", "")
    report = desk.sync(".", "missing.txt")
    assert (report.added, desk.paths) == (1, ["b.txt"])
    assert sorted(report.failed, key=lambda failed: failed.path) == [
        FailedFile("a.txt", "is binary", "Convert it."),
        FailedFile("c.txt", "is empty", "Fill it."),
        FailedFile("missing.txt", "does not exist", "Check the path."),
    ]


def test_a_pipe_is_refused_without_being_opened(desk):
    os.mkfifo(desk.root / "pipe")
    (failed,) = desk.sync("pipe").failed
    assert failed.reason == "is no regular file"


def test_a_document_whose_file_was_emptied_is_no_longer_cited(desk):
    desk.write("a.txt", WAR)
    desk.sync(".")
    desk.write("a.txt", "")
    report = desk.sync()
    assert (report.removed, [failed.reason for failed in report.failed]) == (1, ["is empty"])
    assert desk.paths == []


def test_a_document_whose_file_cannot_be_opened_now_is_kept(desk):
    desk.write("a.txt", WAR)
    desk.sync(".")
    desk.write("a.txt", RAIN)

    def refuse(path, *, stored_as):
        raise ReadError(f"{path} may not be read") from PermissionError(13, "Permission denied")

    desk.changes["read"] = refuse
    report = desk.sync()
    assert (report.removed, [failed.reason for failed in report.failed]) == (
        0,
        ["may not be read"],
    )
    assert desk.paths == ["a.txt"]
    desk.changes.clear()
    assert desk.sync().updated == 1


def test_what_an_older_reader_read_is_read_again(desk):
    desk.write("a.txt", WAR)
    desk.changes["readers"] = frozenset({"text/1", "markdown/1"})
    desk.sync(".")
    assert desk.sync() == SyncReport(unchanged=1)
    desk.changes["readers"] = frozenset({"text/2"})
    assert desk.sync().updated == 1


def test_documents_are_stored_in_batches_bounded_by_their_sentences(desk):
    desk.changes["batch"] = 4
    for number in range(7):
        desk.write(f"{number}.txt", f"{RAIN} In {number}.")
    desk.sync(".")
    assert desk.catalogue.generation == 4


def test_a_batch_that_fails_costs_nothing_of_those_before(desk):
    desk.changes["batch"] = 2
    for number in range(4):
        desk.write(f"{number}.txt", f"{RAIN} In {number}.")

    class Failing(FakeEncoder):
        def encode_documents(self, texts, *, progress=None):
            if len(self.documents) >= 6:
                raise ModelError("out of memory")
            return super().encode_documents(texts, progress=progress)

    whole, desk.encoder = desk.encoder, Failing(dimension=32)
    with pytest.raises(ModelError):
        desk.sync(".")
    assert desk.paths == ["0.txt", "1.txt"]
    desk.encoder = whole
    assert desk.sync(".") == SyncReport(added=2, unchanged=2, sentences=6)


def test_a_full_disk_keeps_what_was_stored_and_the_next_run_finishes(desk):
    desk.changes["batch"] = 2
    for number in range(30):
        desk.write(f"{number:02}.txt", f"{RAIN * 20} In {number}.")
    pages = desk.catalogue._database.rows("PRAGMA page_count")[0][0]
    desk.catalogue._database.rows(f"PRAGMA max_page_count = {pages + 60}")
    with pytest.raises(StorageError, match="the disk is full"):
        desk.sync(".")
    kept = len(desk.paths)
    assert 0 < kept < 30
    desk.catalogue._database.rows("PRAGMA max_page_count = 1000000")
    report = desk.sync(".")
    assert (report.added, report.unchanged) == (30 - kept, kept)


def test_progress_counts_files_and_sentences(desk):
    desk.write("a.txt", WAR)
    desk.write("b.txt", RAIN)
    desk.sync(".")
    seen = [(item.files_done, item.files_total, item.path) for item in desk.progress]
    assert seen[0] == (0, 2, "a.txt")
    assert seen[-1] == (2, 2, "")
    counts = [item.sentences for item in desk.progress]
    assert counts == sorted(counts)
    assert counts[-1] == 5


def test_another_encoder_is_refused_before_anything_is_embedded(desk):
    desk.write("a.txt", WAR)
    desk.sync(".")
    desk.encoder = FakeEncoder(dimension=16, name="other")
    desk.write("b.txt", RAIN)
    with pytest.raises(LibraryError, match="not other") as caught:
        desk.sync(".")
    assert "rag index --rebuild" in caught.value.hint
    assert desk.encoder.documents == []
    assert desk.paths == ["a.txt"]


def test_a_rebuild_reads_everything_again_for_the_new_encoder(desk, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "c.txt"
    outside.write_text(RAIN)
    desk.write("a.txt", WAR)
    desk.sync(".", outside)
    desk.encoder = FakeEncoder(dimension=16, name="other")
    report = desk.sync(rebuild=True)
    assert (report.updated, report.sentences) == (2, 5)
    assert desk.catalogue.manifest.encoder == desk.encoder.card
    assert desk.catalogue.vectors()[1].shape == (5, 16)
    assert len(desk.vectors.search(desk.encoder.encode_query("rain"), 9)) == 5
    assert desk.sync() == SyncReport(unchanged=2)


def test_a_rebuild_with_the_same_encoder_embeds_anew(desk):
    desk.write("a.txt", WAR)
    desk.sync(".")
    desk.encoder.documents.clear()
    assert desk.sync(rebuild=True).updated == 1
    assert len(desk.encoder.documents) == 3


def test_an_interrupted_rebuild_forgets_no_file(desk, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "c.log"
    outside.write_text(RAIN)
    desk.write("a.txt", WAR)
    desk.sync(".", outside)
    desk.changes["batch"] = 1
    desk.encoder = FakeEncoder(16, name="other")

    class Interrupted(FakeEncoder):
        def encode_documents(self, texts, *, progress=None):
            raise KeyboardInterrupt

    whole, desk.encoder = desk.encoder, Interrupted(16, name="other")
    with pytest.raises(KeyboardInterrupt):
        desk.sync(rebuild=True)
    assert len(desk.paths) == 2
    desk.encoder = whole
    assert desk.sync() == SyncReport(updated=2, sentences=5)


def test_a_second_writer_is_refused_or_yields(desk):
    desk.write("a.txt", WAR)
    with FileLock(desk.root / ".rag" / "write.lock"):
        with pytest.raises(LibraryError, match="another run is writing"):
            desk.sync(".")
        assert desk.sync(".", yields=True) == SyncReport(busy=True)
        assert desk.paths == []
    assert desk.sync(".", yields=True).added == 1


def test_the_lock_is_free_after_a_failure(desk):
    desk.write("a.txt", WAR)

    def broken():
        raise ModelError("no encoder")

    desk.changes["encoder"] = broken
    with pytest.raises(ModelError):
        desk.sync(".")
    desk.changes.clear()
    assert desk.sync(".").added == 1


def searched(catalogue, vectors):
    """How many sentences a search finds, how many of them are there, and how many should be."""
    query = FakeEncoder(dimension=32).encode_query("roads closed")
    with catalogue.snapshot():
        hits = vectors.search(query, 500)
        found = catalogue.sentences([hit for hit, _ in hits])
        return len(hits), len(found), sum(known.sentences for known in catalogue.documents())


def test_readers_in_other_threads_search_whole_documents_while_files_are_added(desk):
    desk.changes["batch"] = 1
    for number in range(40):
        desk.write(f"{number}.txt", f"{RAIN} In {number}.")
    started, stop = threading.Barrier(3), threading.Event()

    def search():
        with SqliteCatalogue.open(desk.root / ".rag", writable=False) as catalogue:
            vectors = FaissVectors(desk.root / ".rag", catalogue)
            counts = [searched(catalogue, vectors)]
            started.wait()
            while not stop.is_set():
                counts.append(searched(catalogue, vectors))
            return [*counts, searched(catalogue, vectors)]

    with ThreadPoolExecutor() as pool:
        readers = [pool.submit(search) for _ in range(2)]
        started.wait()
        desk.sync(".")
        stop.set()
    for reader in readers:
        counts = reader.result()
        assert (counts[0], counts[-1]) == ((0, 0, 0), (120, 120, 120))
        assert all(hits == found == expected for hits, found, expected in counts)


def test_weights_make_the_encoder_not_its_name(desk):
    desk.write("a.txt", WAR)
    desk.sync(".")
    desk.encoder = FakeEncoder(dimension=32, name="elsewhere")
    desk.write("b.txt", RAIN)
    assert desk.sync(".").added == 1
    assert desk.catalogue.manifest.encoder == EncoderCard("elsewhere", 32, "e" * 64)


@pytest.mark.parametrize("large", [8_192, 1])
def test_what_a_reader_tells_is_reported_when_the_file_is_read_and_kept(desk, large):
    def telling(path, *, stored_as):
        notices = (Notice("is odd", "Mend it."),) if "odd" in path.name else ()
        return replace(read(path, stored_as=stored_as), notices=notices)

    desk.changes = {"read": telling, "large": large}
    desk.write("odd.txt", WAR)
    desk.write("plain.txt", RAIN)
    told = (FileNotice("odd.txt", "is odd", "Mend it."),)
    assert desk.sync(".").notices == told
    assert desk.sync(".").notices == ()
    assert desk.catalogue.notices() == told
