"""The first released format of the library, as it was written then: never to be changed."""

import hashlib
import sqlite3
from pathlib import Path

import numpy as np

from tests.library.making import ENCODER

TABLES = """
CREATE TABLE library (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    generation INTEGER NOT NULL,
    token TEXT NOT NULL,
    encoder_name TEXT,
    encoder_dimension INTEGER,
    encoder_sha256 TEXT,
    twin_agreement REAL
);
CREATE TABLE output (one INTEGER PRIMARY KEY CHECK (one = 1), content TEXT NOT NULL);
CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    reader TEXT NOT NULL,
    date TEXT,
    has_lines INTEGER NOT NULL,
    page_starts TEXT NOT NULL,
    words INTEGER NOT NULL,
    sentences INTEGER NOT NULL,
    size INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    text TEXT NOT NULL
);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    char_start INTEGER NOT NULL,
    char_end INTEGER NOT NULL,
    line_start INTEGER,
    line_end INTEGER,
    heading TEXT
);
CREATE INDEX passages_by_document ON passages (document_id);
CREATE TABLE sentences (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    passage_id INTEGER NOT NULL REFERENCES passages ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    char_start INTEGER NOT NULL,
    char_end INTEGER NOT NULL,
    text TEXT NOT NULL,
    line_start INTEGER,
    line_end INTEGER,
    page INTEGER
);
CREATE INDEX sentences_by_document ON sentences (document_id, ordinal);
CREATE INDEX sentences_by_passage ON sentences (passage_id, ordinal);
CREATE TABLE vectors (
    sentence_id INTEGER PRIMARY KEY REFERENCES sentences ON DELETE CASCADE,
    vector BLOB NOT NULL
);
CREATE VIRTUAL TABLE words USING fts5 (
    text, content = 'sentences', content_rowid = 'id',
    tokenize = 'porter unicode61 remove_diacritics 2'
);
INSERT INTO library (one, generation, token) VALUES (1, 0, '');
PRAGMA application_id = 1397705801;
PRAGMA user_version = 1;
"""

SENTENCES = {
    "storm.md": ("The storm flooded around 40 houses.", "Nobody was hurt."),
    "paged.txt": ("It rained for 12 days.", "Roads were closed."),
}


def write(folder: Path) -> None:
    """A library of two documents in `folder`; the second has two pages, a sentence on each."""
    folder.mkdir()
    connection = sqlite3.connect(folder / "library.sqlite")
    connection.executescript("PRAGMA journal_mode = WAL;" + TABLES)
    card = ENCODER.card
    connection.execute(
        "UPDATE library SET generation = 2, token = 'abcd1234', encoder_name = ?,"
        " encoder_dimension = ?, encoder_sha256 = ?, twin_agreement = 0.99999",
        (card.name, card.dimension, card.sha256),
    )
    for path, sentences in SENTENCES.items():
        _write_document(connection, path, sentences)
    connection.commit()
    connection.close()


def _write_document(connection: sqlite3.Connection, path: str, sentences: tuple[str, ...]) -> None:
    text = "\n".join(sentences)
    digest = hashlib.sha256(text.encode()).hexdigest()
    paged = path == "paged.txt"
    reader, date = ("text/1", None) if paged else ("markdown/1", "2024-12-05")
    starts = f"[0, {len(sentences[0]) + 1}]" if paged else "[]"
    document = connection.execute(
        "INSERT INTO documents (path, title, sha256, text_sha256, reader, date, has_lines,"
        " page_starts, words, sentences, size, modified_ns, text)"
        " VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, 2, ?, 7, ?)",
        (*(path, path, digest, digest, reader, date, starts), len(text.split()), len(text), text),
    ).lastrowid
    passage = connection.execute(
        "INSERT INTO passages (document_id, char_start, char_end, line_start, line_end, heading)"
        " VALUES (?, 0, ?, 1, 2, 'Weather')",
        (document, len(text)),
    ).lastrowid
    for number, sentence in enumerate(sentences):
        start, page = text.index(sentence), number + 1 if paged else None
        place = (number, start, start + len(sentence), sentence, number + 1, number + 1, page)
        identifier = connection.execute(
            "INSERT INTO sentences (document_id, passage_id, ordinal, char_start, char_end, text,"
            " line_start, line_end, page) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (document, passage, *place),
        ).lastrowid
        vector = ENCODER.encode_documents((sentence,))[0].astype(np.dtype("<f4")).tobytes()
        connection.execute("INSERT INTO vectors VALUES (?, ?)", (identifier, vector))
        connection.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (identifier, sentence))
