import numpy as np

from rag.indexing import SyncReport
from tests.indexing.desk import RAIN, WAR


def rename(desk, before, after):
    (desk.root / after).parent.mkdir(parents=True, exist_ok=True)
    (desk.root / before).rename(desk.root / after)


def test_a_renamed_file_is_neither_read_nor_embedded_nor_copied_to_the_vectors(desk):
    desk.write("a.txt", WAR)
    desk.sync(".")
    before, sentences = desk.catalogue.documents()[0], desk.catalogue.vectors()
    generation = desk.catalogue.generation
    rename(desk, "a.txt", "sub/b.txt")

    def never(path, *, stored_as):
        raise AssertionError(path)

    desk.changes["read"] = never
    report = desk.sync(".")
    assert report == SyncReport(renamed=1)
    assert report.changed
    (after,) = desk.catalogue.documents()
    assert (after.path, after.id) == ("sub/b.txt", before.id)
    np.testing.assert_array_equal(desk.catalogue.vectors()[1], sentences[1])
    assert desk.catalogue.generation == generation
    assert desk.vectors.check() == ()
    assert desk.opened == 1
    assert desk.sync() == SyncReport(unchanged=1)


def test_a_renamed_folder_takes_its_files_along(desk):
    for number in range(30):
        desk.write(f"old/{number}.txt", f"{RAIN} In {number:02}.")
    desk.sync("old")
    rename(desk, "old", "new/place")
    assert desk.sync("new") == SyncReport(renamed=30)
    texts = {known.path: desk.catalogue.text(known.id) for known in desk.catalogue.documents()}
    assert texts == {f"new/place/{n}.txt": f"{RAIN} In {n:02}." for n in range(30)}


def test_a_copy_is_no_renaming(desk):
    desk.write("a.txt", WAR)
    desk.sync(".")
    desk.write("b.txt", WAR)
    assert desk.sync(".") == SyncReport(added=1, unchanged=1, sentences=3)


def test_one_of_two_copies_stands_for_the_file_that_is_gone(desk):
    desk.write("a.txt", WAR)
    desk.sync(".")
    rename(desk, "a.txt", "b.txt")
    desk.write("c.txt", WAR)
    assert desk.sync(".") == SyncReport(added=1, renamed=1, sentences=3)
    assert desk.paths == ["b.txt", "c.txt"]
    assert len(desk.encoder.documents) == 3


def test_two_files_of_one_content_are_both_renamed(desk):
    desk.write("a.txt", WAR)
    desk.write("b.txt", WAR)
    desk.sync(".")
    rename(desk, "a.txt", "c.txt")
    rename(desk, "b.txt", "d.txt")
    assert desk.sync(".") == SyncReport(renamed=2)
    assert desk.paths == ["c.txt", "d.txt"]


def test_a_file_renamed_and_changed_is_another_file(desk):
    desk.write("a.txt", WAR)
    desk.sync(".")
    rename(desk, "a.txt", "b.txt")
    desk.write("b.txt", WAR.replace("failed", "falled"))
    assert desk.sync(".") == SyncReport(added=1, removed=1, sentences=3)


def test_a_file_renamed_onto_another_replaces_it_without_embedding(desk):
    desk.write("a.txt", WAR)
    desk.write("b.txt", RAIN)
    desk.sync(".")
    rename(desk, "a.txt", "b.txt")
    assert desk.sync(".") == SyncReport(updated=1, removed=1, sentences=3)
    assert len(desk.encoder.documents) == 5


def test_another_suffix_may_mean_another_reader_and_is_read(desk):
    desk.changes["supported"] = lambda path: path.suffix in {".txt", ".md"}
    desk.write("a.txt", WAR)
    desk.sync(".")
    rename(desk, "a.txt", "a.md")
    assert desk.sync(".") == SyncReport(added=1, removed=1, sentences=3)
    assert len(desk.encoder.documents) == 3


def test_what_no_reader_of_today_has_read_is_read(desk):
    desk.write("a.txt", WAR)
    desk.sync(".")
    rename(desk, "a.txt", "b.txt")
    desk.changes["readers"] = frozenset({"text/2"})
    assert desk.sync(".") == SyncReport(added=1, removed=1, sentences=3)


def test_a_title_taken_from_the_name_follows_it(desk):
    desk.changes["called_after"] = lambda path: f"{path.stem}.txt"
    desk.write("a.txt", WAR)
    desk.write("told.txt", RAIN)
    desk.sync(".")
    desk.catalogue._database.rows("UPDATE documents SET title = 'The Rain' WHERE path > 'b'")
    rename(desk, "a.txt", "b.txt")
    rename(desk, "told.txt", "toll.txt")
    desk.sync(".")
    assert [known.title for known in desk.catalogue.documents()] == ["b.txt", "The Rain"]


def test_many_files_of_one_size_are_told_apart_in_time(desk, monkeypatch):
    from rag.indexing import renaming

    for number in range(400):
        desk.write(f"a/{number:03}.txt", f"Rain {number:03}.")
    desk.sync("a")
    rename(desk, "a", "b")
    hashed = []
    real = renaming.sha256
    monkeypatch.setattr(renaming, "sha256", lambda path: hashed.append(path) or real(path))
    assert desk.sync("b") == SyncReport(renamed=400)
    assert len(hashed) == 400


def test_the_dates_of_many_touched_files_cost_one_transaction(desk):
    import os

    for number in range(20):
        desk.write(f"{number}.txt", f"Rain {number}.")
    desk.sync(".")
    for number in range(20):
        os.utime(desk.root / f"{number}.txt", ns=(1, 1))
    begun = []
    connection = desk.catalogue._database._connection
    connection.set_trace_callback(lambda sql: begun.append(sql) if "BEGIN IMM" in sql else None)
    assert desk.sync() == SyncReport(unchanged=20)
    assert len(begun) == 1
