import sqlite3

import pytest

from rag.library import SqliteCatalogue
from rag.library.database import FILE
from tests.library.making import MANIFEST, prepared

TEXT = "Soldiers were wounded. The general spoke."


@pytest.fixture
def filled(folder):
    with SqliteCatalogue.open(folder, writable=True) as catalogue:
        documents = [prepared(f"{number}.txt", TEXT) for number in range(30)]
        catalogue.put(documents, manifest=MANIFEST)
    return folder


def findings(folder, *, writable=True):
    with SqliteCatalogue.open(folder, writable=writable) as catalogue:
        return [finding.problem for finding in catalogue.check()]


@pytest.mark.parametrize("writable", [False, True])
def test_a_sound_library_has_no_findings(filled, writable):
    assert findings(filled, writable=writable) == []


@pytest.mark.parametrize(
    ("harm", "problem"),
    [
        ("DELETE FROM vectors WHERE sentence_id IN (3, 4)", "2 sentences have no vector"),
        ("UPDATE documents SET sentences = 9 WHERE id = 1", "0.txt has 2 of its 9 sentences"),
        (
            "UPDATE sentences SET char_start = char_start + 1 WHERE id = 1",
            "0.txt: a sentence is not at its offsets",
        ),
        ("UPDATE documents SET text = text || ' ' WHERE id = 1", "0.txt: its text is not what"),
        ("UPDATE vectors SET vector = x'00' WHERE sentence_id = 9", "1 sentences have a damaged"),
        (
            "UPDATE vectors SET vector = zeroblob(256) WHERE sentence_id < 5",
            "4 sentences have a damaged vector",
        ),
        ("ALTER TABLE documents RENAME COLUMN title TO other", "the table documents is damaged"),
        (
            "DELETE FROM passages WHERE id = 1",
            "a row of sentences has lost its owner",
        ),
        (
            "INSERT INTO words (words, rowid, text) VALUES ('delete', 1, 'Soldiers were wounded.')",
            "the full-text index does not match",
        ),
    ],
)
def test_parts_that_do_not_agree_are_found(filled, harm, problem):
    connection = sqlite3.connect(filled / FILE)
    with connection:
        connection.execute(harm)
    connection.close()
    found = findings(filled)
    assert len(found) >= 1
    assert any(problem in finding for finding in found)


def test_a_file_with_a_torn_page_is_found(filled):
    content = bytearray((filled / FILE).read_bytes())
    content[-4096:] = b"\xa5" * 4096
    (filled / FILE).write_bytes(content)
    assert findings(filled)
