"""A library written by the first released format is read, added to and kept."""

import sqlite3

import pytest

from rag.domain import Place, PlaceKind, Shape
from rag.errors import LibraryError
from rag.library import FORMAT, FaissVectors, SqliteCatalogue
from tests.library import first_format
from tests.library.making import ENCODER, MANIFEST, prepared

PAGES = (Place(0, PlaceKind.PAGE, "1"), Place(23, PlaceKind.PAGE, "2"))


@pytest.fixture
def old(folder):
    first_format.write(folder)
    return folder


def content(catalogue):
    documents = catalogue.documents()
    sentences = [catalogue.document_sentences(document.id) for document in documents]
    found = [catalogue.search_text((word,), 9) for word in ("flooded", "roads", "days")]
    ids, vectors = catalogue.vectors()
    texts = [catalogue.document(document.id) for document in documents]
    return documents, texts, sentences, found, ids.tolist(), vectors.tolist()


@pytest.mark.parametrize("writable", [True, False])
def test_everything_in_it_is_found(old, writable):
    with SqliteCatalogue.open(old, writable=writable) as catalogue:
        assert catalogue.manifest == MANIFEST
        assert catalogue.stamp == "000002-abcd1234"
        assert catalogue.check() == ()
        paged, storm = catalogue.documents()
        assert (paged.path, storm.path) == ("paged.txt", "storm.md")
        assert (storm.date, storm.date_found, paged.date_found) == (
            "2024-12-05",
            "the first lines",
            None,
        )
        assert catalogue.document(storm.id).shape is Shape.MARKDOWN
        assert catalogue.document(storm.id).places == ()
        assert catalogue.document(paged.id).shape is Shape.PLAIN
        assert catalogue.document(paged.id).places == PAGES
        first, second = catalogue.document_sentences(paged.id)
        assert (first.locator.page, second.locator.page, second.heading) == (1, 2, "Weather")
        assert [one.locator.page for one in catalogue.document_sentences(storm.id)] == [None] * 2
        ((identifier, _),) = catalogue.search_text(("flooding",), 5)
        (sentence,) = catalogue.sentences((identifier,))
        assert sentence.text == "The storm flooded around 40 houses."
        query = ENCODER.encode_query(sentence.text)
        assert FaissVectors(old, catalogue).search(query, 1)[0][0] == identifier


def test_reading_it_changes_no_byte_of_it(old):
    before = (old / "library.sqlite").read_bytes()
    with SqliteCatalogue.open(old, writable=False) as catalogue:
        content(catalogue)
    assert (old / "library.sqlite").read_bytes() == before


def test_it_is_the_same_before_and_after_it_is_brought_to_the_newest_format(old):
    with SqliteCatalogue.open(old, writable=False) as catalogue:
        before = content(catalogue)
    SqliteCatalogue.open(old, writable=True).close()
    with SqliteCatalogue.open(old, writable=False) as catalogue:
        assert content(catalogue) == before


def test_it_then_has_the_tables_of_a_new_one(old, tmp_path):
    SqliteCatalogue.open(old, writable=True).close()
    SqliteCatalogue.open(tmp_path / "new", writable=True).close()
    assert columns(old) == columns(tmp_path / "new")


def columns(folder):
    with sqlite3.connect(folder / "library.sqlite") as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (FORMAT,)
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        found = {
            name: sorted(
                row[1:3] for row in connection.execute(f"PRAGMA table_info({name})").fetchall()
            )
            for (name,) in tables.fetchall()
        }
    connection.close()
    return found


def test_documents_are_added_and_replaced_in_it(old):
    with SqliteCatalogue.open(old, writable=True) as catalogue:
        new = prepared("new.txt", "The river rose.\nIt fell.", places=PAGES, author="Lee")
        storm = prepared("storm.md", "The storm flooded 41 houses.")
        catalogue.put((new, storm), manifest=MANIFEST)
        assert [document.path for document in catalogue.documents()] == [
            *("new.txt", "paged.txt", "storm.md")
        ]
        assert catalogue.document(catalogue.documents()[0].id) == new.document
        for word, text in (("river", "The river rose."), ("41", "The storm flooded 41 houses.")):
            ((identifier, _),) = catalogue.search_text((word,), 5)
            assert catalogue.sentences((identifier,))[0].text == text
        assert catalogue.search_text(("40",), 5) == ()
        assert catalogue.check() == ()


def test_a_migration_that_is_cut_short_leaves_it_as_it_was(old, monkeypatch):
    from rag.library import migrating

    broken = migrating._TO_2 + "SELECT no_such_column FROM documents;\n"
    monkeypatch.setattr(migrating, "_STEPS", {1: broken})
    with pytest.raises(LibraryError):
        SqliteCatalogue.open(old, writable=True)
    monkeypatch.undo()
    with SqliteCatalogue.open(old, writable=True) as catalogue:
        assert catalogue.check() == ()
        assert len(catalogue.documents()) == 2
