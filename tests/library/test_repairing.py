import shutil
import sqlite3

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rag.domain import Notice
from rag.errors import LibraryError, StorageError
from rag.library import FaissVectors, SqliteCatalogue, discard, repair
from rag.library.database import FILE
from rag.ports import KnownFailure
from tests.examples import examples
from tests.library.making import MANIFEST, prepared

FILES = 40


def text(number):
    return "\n\n".join(f"Rain {number} fell on {word}. It was rain." for word in range(15))


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A library that no test may change."""
    folder = tmp_path_factory.mktemp("sound") / ".rag"
    with SqliteCatalogue.open(folder, writable=True) as catalogue:
        told = (Notice("is odd", "Mend it."),)
        documents = [
            prepared(f"{number:02}.txt", text(number), notices=told) for number in range(FILES)
        ]
        catalogue.put(documents, manifest=MANIFEST)
        catalogue.keep_output('{"a": 1}')
        catalogue.keep_failures([KnownFailure("bad.pdf", 1, 2, "is bad", "Mend it.", "text/1")])
    return folder


@pytest.fixture
def filled(sound, folder):
    shutil.copytree(sound, folder)
    return folder


def execute(folder, statement):
    connection = sqlite3.connect(folder / FILE)
    with connection:
        rows = connection.execute(statement).fetchall()
    connection.close()
    return rows


def overwrite(folder, pages, junk=b"\xa5"):
    """Damage pages, counted from 1."""
    data = bytearray((folder / FILE).read_bytes())
    for page in pages:
        data[(page - 1) * 4096 : page * 4096] = junk * (4096 // len(junk))
    (folder / FILE).write_bytes(data)


def contents(folder):
    held = {}
    with SqliteCatalogue.open(folder, writable=False) as catalogue:
        for known in catalogue.documents():
            sentences = catalogue.document_sentences(known.id)
            _, vectors = catalogue.vectors([sentence.id for sentence in sentences])
            document = catalogue.document(known.id)
            held[known.path] = (known, document, sentences, vectors.tobytes())
    return held


def check(folder):
    with SqliteCatalogue.open(folder, writable=True) as catalogue:
        assert catalogue.check() == ()
        vectors = FaissVectors(folder, catalogue)
        vectors.refresh()
        query = np.asarray([1.0] + [0.0] * 63, dtype=np.float32)
        assert len(vectors.search(query, 9_999)) == catalogue.sentence_count
        found = catalogue.search_text(["rain"], 9_999)
        assert len(found) == catalogue.sentence_count
        return catalogue.pending()


def test_a_sound_library_needs_no_repair(filled):
    before = contents(filled)
    assert repair(filled) is None
    assert contents(filled) == before
    assert not list(filled.glob("damaged-*"))


@pytest.mark.parametrize("table", ["sentences", "vectors", "documents", "passages"])
def test_what_is_whole_is_kept_and_the_rest_is_read_again(filled, table):
    whole = contents(filled)
    pages = leaf_pages(filled, table)
    overwrite(filled, [pages[len(pages) // 2]])
    damaged = (filled / FILE).read_bytes()
    repaired = repair(filled)
    assert 0 < repaired.documents < FILES
    assert repaired.readable
    assert repaired.kept_aside.read_bytes() == damaged
    kept = contents(filled)
    assert len(kept) == repaired.documents
    assert kept == {path: whole[path] for path in kept}
    assert set(check(filled)) == set(repaired.lost) == whole.keys() - kept.keys()
    assert repair(filled) is None


def leaf_pages(folder, table):
    """Pages of a table that hold its rows: type 13 (https://sqlite.org/fileformat2.html)."""
    data = (folder / FILE).read_bytes()
    ((root,),) = execute(folder, f"SELECT rootpage FROM sqlite_schema WHERE name = '{table}'")
    waiting, leaves = [root], []
    while waiting:
        page = waiting.pop()
        start = (page - 1) * 4096
        kind, cells = data[start], int.from_bytes(data[start + 3 : start + 5])
        if kind == 13:
            leaves.append(page)
            continue
        assert kind == 5
        waiting.append(int.from_bytes(data[start + 8 : start + 12]))
        for cell in range(cells):
            at = start + int.from_bytes(data[start + 12 + 2 * cell : start + 14 + 2 * cell])
            waiting.append(int.from_bytes(data[at : at + 4]))
    return sorted(leaves)


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM vectors WHERE sentence_id IN (3, 4)",
        "UPDATE vectors SET vector = zeroblob(256) WHERE sentence_id = 5",
        "UPDATE vectors SET vector = x'00' WHERE sentence_id = 5",
        "UPDATE documents SET sentences = 9 WHERE id = 1",
        "UPDATE documents SET text = 'Sun.' WHERE id = 1",
        "UPDATE sentences SET char_start = char_start + 1 WHERE id = 1",
        "DELETE FROM passages WHERE id = 1",
    ],
)
def test_a_document_that_does_not_agree_with_itself_is_read_again(filled, harm):
    execute(filled, harm)
    overwrite(filled, leaf_pages(filled, "sentences")[-1:])
    repaired = repair(filled)
    assert "00.txt" in repaired.lost
    assert 0 < repaired.documents < FILES - 1
    assert set(check(filled)) == set(repaired.lost)


def test_a_full_text_index_that_does_not_match_is_made_anew(filled):
    execute(filled, "INSERT INTO words (words, rowid, text) VALUES ('delete', 1, 'Rain')")
    assert repair(filled).documents == FILES
    assert check(filled) == ()


def test_what_else_the_library_knew_is_kept(filled):
    overwrite(filled, leaf_pages(filled, "sentences")[:1])
    repair(filled)
    with SqliteCatalogue.open(filled, writable=False) as catalogue:
        assert catalogue.last_output() == '{"a": 1}'
        assert [failure.path for failure in catalogue.failures()] == ["bad.pdf"]
        saved = [document.path for document in catalogue.documents()]
        assert [notice.path for notice in catalogue.notices()] == saved
        assert catalogue.manifest == MANIFEST


def test_without_knowing_the_encoder_no_vector_is_trusted(filled):
    ((root,),) = execute(filled, "SELECT rootpage FROM sqlite_schema WHERE name = 'library'")
    overwrite(filled, [root])
    repaired = repair(filled)
    assert (repaired.documents, len(repaired.lost)) == (0, FILES)
    assert len(check(filled)) == FILES
    with SqliteCatalogue.open(filled, writable=False) as catalogue:
        assert catalogue.manifest is None


@pytest.mark.parametrize("content", [b"", b"no database" * 1000, bytes(40_960)])
def test_a_file_that_cannot_be_read_at_all_is_set_aside(filled, content):
    (filled / FILE).write_bytes(content)
    if not content:
        with pytest.raises(LibraryError, match="holds no library"):
            repair(filled)
        return
    repaired = repair(filled)
    assert (repaired.documents, repaired.readable) == (0, False)
    assert repaired.kept_aside.read_bytes() == content
    assert not (filled / FILE).exists()


def foreign(folder):
    for file in folder.glob(f"{FILE}*"):
        file.unlink()
    execute(folder, "CREATE TABLE customers (name TEXT)")
    execute(folder, "INSERT INTO customers VALUES ('Lee')")


@pytest.mark.parametrize("act", [repair, discard])
def test_another_programs_database_is_left_alone(filled, act):
    foreign(filled)
    with pytest.raises(LibraryError, match="another program's database"):
        act(filled)
    assert execute(filled, "SELECT name FROM customers") == [("Lee",)]
    assert not list(filled.glob("damaged-*"))


def test_a_newer_library_is_not_repaired(filled):
    execute(filled, "PRAGMA user_version = 99")
    with pytest.raises(LibraryError, match="newer version"):
        repair(filled)


def test_without_a_library_there_is_nothing_to_repair(tmp_path):
    with pytest.raises(LibraryError, match="no library"):
        repair(tmp_path)


def test_the_log_is_read_and_does_not_outlive_its_file(filled, tmp_path):
    with SqliteCatalogue.open(filled, writable=True) as catalogue:
        catalogue.put([prepared("new.txt", text(99))], manifest=MANIFEST)
        shutil.copytree(filled, tmp_path / "killed")
    killed = tmp_path / "killed"
    assert (killed / f"{FILE}-wal").stat().st_size
    overwrite(killed, leaf_pages(filled, "sentences")[3:4])
    repaired = repair(killed)
    assert "new.txt" in contents(killed)
    assert len(contents(killed)) == repaired.documents < FILES + 1
    assert check(killed) == repaired.lost


def test_a_disk_too_full_for_the_repair_leaves_things_as_they_are(filled, monkeypatch):
    overwrite(filled, leaf_pages(filled, "sentences")[:1])
    before = (filled / FILE).read_bytes()

    class Full(sqlite3.Connection):
        def executemany(self, *arguments):
            super().execute("PRAGMA max_page_count = 1")
            return super().executemany(*arguments)

    real = sqlite3.connect

    def connect(name, **options):
        if "repair" in str(name):
            options["factory"] = Full
        return real(name, **options)

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", connect)
        with pytest.raises(StorageError, match="full"):
            repair(filled)
    assert (filled / FILE).read_bytes() == before
    assert not list(filled.glob("damaged-*"))
    assert not (filled / "repair").exists()


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_damaged_what_comes_through_is_true(sound, tmp_path_factory, data):
    """Random bytes anywhere behind the header: nothing false is kept, the result is sound."""
    copy = tmp_path_factory.mktemp("copy") / ".rag"
    shutil.copytree(sound, copy)
    whole = contents(sound)
    content = bytearray((copy / FILE).read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(100, len(content) - 600))
        junk = data.draw(st.binary(min_size=1, max_size=600))
        content[at : at + len(junk)] = junk
    (copy / FILE).write_bytes(content)
    repaired = repair(copy)
    if repaired is None or repaired.readable:
        kept = quotable(contents(copy))
        assert kept.items() <= quotable(whole).items()
        assert set(check(copy)) >= set(repaired.lost if repaired else ())


def quotable(held):
    """What may be quoted, by the text it stands in: titles and paths carry no hash."""
    return {
        document.text: tuple((one.start, one.end, one.text) for one in sentences)
        for _, document, sentences, _ in held.values()
    }
