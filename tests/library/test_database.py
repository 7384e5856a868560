import errno
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from rag.errors import LibraryError, StorageError
from rag.library import SqliteCatalogue, discard
from rag.library.database import FILE
from tests.library.making import MANIFEST, prepared


def fill(folder, *paths):
    with SqliteCatalogue.open(folder, writable=True) as catalogue:
        for path in paths or ("a.txt",):
            catalogue.put([prepared(path, "It rained.")], manifest=MANIFEST)


def paths(folder, *, writable=False):
    with SqliteCatalogue.open(folder, writable=writable) as catalogue:
        return [document.path for document in catalogue.documents()]


def test_opening_for_writing_makes_a_folder_that_git_ignores(folder):
    SqliteCatalogue.open(folder, writable=True).close()
    assert (folder / ".gitignore").read_text() == "*\n"
    assert paths(folder) == []


def test_there_is_nothing_to_read_before_the_first_index(folder):
    with pytest.raises(LibraryError, match="there is no library in") as caught:
        SqliteCatalogue.open(folder, writable=False)
    assert "rag index" in caught.value.hint
    assert not folder.exists()


def test_an_index_killed_before_its_tables_were_made_leaves_no_riddle(folder):
    folder.mkdir()
    (folder / FILE).touch()
    with pytest.raises(LibraryError, match="holds no library"):
        SqliteCatalogue.open(folder, writable=False)
    assert paths(folder, writable=True) == []


def test_the_log_is_ahead_of_the_file_and_flushed_with_each_commit(catalogue):
    assert catalogue._database.rows("PRAGMA journal_mode") == (("wal",),)
    assert catalogue._database.rows("PRAGMA synchronous") == ((2,),)
    assert catalogue._database.rows("PRAGMA foreign_keys") == ((1,),)


def test_a_library_of_a_newer_version_is_refused_and_left_as_it_is(folder):
    fill(folder)
    with sqlite3.connect(folder / FILE) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = (folder / FILE).read_bytes()
    for writable in (False, True):
        with pytest.raises(
            LibraryError, match=r"newer version \(format 99, this one knows 2\)"
        ) as it:
            SqliteCatalogue.open(folder, writable=writable)
        assert "Upgrade" in it.value.hint
    assert (folder / FILE).read_bytes() == before


def test_another_programs_database_is_refused_and_left_as_it_is(folder):
    folder.mkdir()
    with sqlite3.connect(folder / FILE) as connection:
        connection.execute("CREATE TABLE songs (title)")
    connection.close()
    before = (folder / FILE).read_bytes()
    with pytest.raises(LibraryError, match="another program's database"):
        SqliteCatalogue.open(folder, writable=True)
    assert (folder / FILE).read_bytes() == before


@pytest.mark.parametrize("writable", [False, True])
def test_a_file_that_is_no_database_is_called_damaged(folder, writable):
    fill(folder)
    (folder / FILE).write_bytes(b"no database at all, but long enough to be looked at" * 50)
    with pytest.raises(LibraryError, match="is damaged") as caught:
        SqliteCatalogue.open(folder, writable=writable)
    assert "--rebuild" in caught.value.hint
    assert "your documents are untouched" in caught.value.hint


def test_damage_inside_is_met_with_the_same_words(folder):
    fill(folder, *(f"{number}.txt" for number in range(30)))
    content = bytearray((folder / FILE).read_bytes())
    content[8192:] = b"\xa5" * (len(content) - 8192)
    (folder / FILE).write_bytes(content)
    with (
        SqliteCatalogue.open(folder, writable=False) as catalogue,
        pytest.raises(LibraryError, match="is damaged"),
    ):
        catalogue.document(1)


def test_a_damaged_library_can_be_discarded_and_built_anew(folder):
    fill(folder)
    (folder / "vectors-000001-aa.faiss").touch()
    (folder / FILE).write_bytes(b"x" * 5000)
    discard(folder)
    assert sorted(file.name.partition("-")[0] for file in folder.iterdir()) == [
        ".gitignore",
        "damaged",
    ]
    fill(folder)
    assert paths(folder) == ["a.txt"]


def test_a_library_in_a_folder_that_cannot_be_written_is_read_all_the_same(
    shared_folder, ordinary_user
):
    folder = shared_folder / ".rag"
    fill(folder)
    folder.chmod(0o555)
    ordinary_user()
    assert not list(folder.glob("*-wal"))
    with SqliteCatalogue.open(folder, writable=False) as catalogue:
        assert [hit for hit, _ in catalogue.search_text(["rain"], 5)] == [1]
        assert catalogue.check() == ()
        assert not catalogue.writable
        catalogue.keep_output("{}")
        with pytest.raises(StorageError, match="cannot be written"):
            catalogue.remove([1])
    with pytest.raises(StorageError, match="cannot be written") as caught:
        SqliteCatalogue.open(folder, writable=True)
    assert "writable" in caught.value.hint


def test_what_a_killed_run_left_in_the_log_is_read_from_a_read_only_folder_too(
    shared_folder, ordinary_user
):
    folder = shared_folder / ".rag"
    with SqliteCatalogue.open(folder, writable=True) as catalogue:
        catalogue.put([prepared("a.txt", "It rained.")], manifest=MANIFEST)
        copy = shared_folder / "copy"
        shutil.copytree(folder, copy)
    assert (copy / f"{FILE}-wal").stat().st_size
    copy.chmod(0o555)
    ordinary_user()
    assert paths(copy) == ["a.txt"]


def test_a_log_that_cannot_be_read_is_not_passed_over(shared_folder, ordinary_user):
    folder = shared_folder / ".rag"
    with SqliteCatalogue.open(folder, writable=True) as catalogue:
        catalogue.put([prepared("a.txt", "It rained.")], manifest=MANIFEST)
        copy = shared_folder / "copy"
        shutil.copytree(folder, copy)
    (copy / f"{FILE}-shm").unlink()
    copy.chmod(0o555)
    ordinary_user()
    with pytest.raises(StorageError, match="unfinished work") as caught:
        SqliteCatalogue.open(copy, writable=False)
    assert "copy it" in caught.value.hint


def test_a_file_that_may_not_be_written_is_no_library_to_write_to(shared_folder, ordinary_user):
    folder = shared_folder / ".rag"
    fill(folder)
    folder.chmod(0o777)
    (folder / FILE).chmod(0o444)
    ordinary_user()
    with pytest.raises(StorageError, match="cannot be written"):
        SqliteCatalogue.open(folder, writable=True)
    assert paths(folder) == ["a.txt"]


@pytest.mark.parametrize("writable", [False, True])
def test_a_library_of_someone_else_is_refused_in_plain_words(
    shared_folder, ordinary_user, writable
):
    folder = shared_folder / ".rag"
    fill(folder)
    (folder / FILE).chmod(0o600)
    folder.chmod(0o755)
    ordinary_user()
    expected = "cannot be written" if writable else "cannot be opened"
    with pytest.raises(StorageError, match=expected) as caught:
        SqliteCatalogue.open(folder, writable=writable)
    assert caught.value.hint


def test_a_folder_that_may_not_be_entered_holds_no_library(shared_folder, ordinary_user):
    folder = shared_folder / ".rag"
    fill(folder)
    folder.chmod(0o700)
    ordinary_user()
    for writable in (False, True):
        with pytest.raises(LibraryError):
            SqliteCatalogue.open(folder, writable=writable)


def test_no_library_can_be_made_in_a_folder_that_cannot_be_written(shared_folder, ordinary_user):
    shared_folder.chmod(0o555)
    ordinary_user()
    with pytest.raises(StorageError, match=r"cannot be written: Permission denied"):
        SqliteCatalogue.open(shared_folder / ".rag", writable=True)


def test_a_disk_too_full_for_the_folder_is_said_plainly(folder, monkeypatch):
    def full(*_args, **_kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(StorageError, match="No space left on device"):
        SqliteCatalogue.open(folder, writable=True)


CREATE = """
import sys
from pathlib import Path
from rag.library import SqliteCatalogue
sys.stdin.readline()
with SqliteCatalogue.open(Path(sys.argv[1]), writable=True) as catalogue:
    print(catalogue.generation)
"""


def test_processes_that_make_the_library_at_the_same_moment_share_it(folder):
    command = [sys.executable, "-c", CREATE, str(folder)]
    processes = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.communicate()[0] for process in processes] == ["0\n"] * 4
    assert paths(folder) == []


def test_a_library_from_before_pending_paths_were_kept_is_completed(folder):
    fill(folder)
    with sqlite3.connect(folder / FILE) as connection:
        connection.execute("DROP TABLE pending")
        connection.execute("DROP TABLE named")
    connection.close()
    with SqliteCatalogue.open(folder, writable=True) as catalogue:
        assert catalogue.pending() == ()
        assert catalogue.named() == ()
        assert len(catalogue.documents()) == 1
