"""The tables of a library, and the check that a file holds them."""

import contextlib
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from rag.errors import LibraryError

FORMAT: Final = 2
"""Kept in `user_version`; a library of a higher format is refused."""

_APPLICATION: Final = 0x534F4C49
"""Kept in `application_id`, so that another program's database is told from a library."""

_PENDING: Final = "CREATE TABLE IF NOT EXISTS pending (path TEXT PRIMARY KEY)"
_FAILURES: Final = """CREATE TABLE IF NOT EXISTS failures (
    path TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    reason TEXT NOT NULL,
    hint TEXT NOT NULL,
    readers TEXT NOT NULL
)"""
_NOTICES: Final = """CREATE TABLE IF NOT EXISTS notices (
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    fact TEXT NOT NULL,
    hint TEXT NOT NULL,
    PRIMARY KEY (document_id, ordinal)
)"""
_NAMED: Final = "CREATE TABLE IF NOT EXISTS named (path TEXT PRIMARY KEY)"
_TABLES: Final = f"""
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
    date_found TEXT,
    author TEXT,
    language TEXT,
    has_lines INTEGER NOT NULL,
    shape TEXT NOT NULL,
    places TEXT NOT NULL,
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
    locator TEXT
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
{_PENDING};
{_FAILURES};
{_NOTICES};
{_NAMED};
INSERT INTO library (one, generation, token) VALUES (1, 0, '');
PRAGMA application_id = {_APPLICATION};
PRAGMA user_version = {FORMAT};
"""


def is_absent(connection: sqlite3.Connection) -> bool:
    """Whether the file holds no tables at all."""
    return not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]


def create(connection: sqlite3.Connection) -> None:
    """Make the tables unless there are some; all of them or none."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if is_absent(connection):
            for statement in _TABLES.strip().split(";\n"):
                connection.execute(statement)
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def complete(connection: sqlite3.Connection) -> None:
    """Make what libraries of this format came to hold later; those that lack it stay readable."""
    connection.execute(_PENDING)
    connection.execute(_FAILURES)
    connection.execute(_NOTICES)
    connection.execute(_NAMED)


def columns() -> Mapping[str, frozenset[str]]:
    """The columns of each of today's tables."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as model:
        create(model)
        named = model.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT NULL"
            " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'words_%'"
        ).fetchall()
        return {
            name: frozenset(row[1] for row in model.execute(f"PRAGMA table_info({name})"))
            for (name,) in named
        }


def check(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse what is not a library that this version can read.

    Raises:
        LibraryError: no tables, another program's database, or a newer format.
    """
    if is_absent(connection):
        raise LibraryError(f"{path} holds no library", "Run `rag index PATH`.")
    refuse_foreign(connection, path)
    stored = stored_format(connection)
    if stored > FORMAT:
        raise LibraryError(
            f"{path} was written by a newer version (format {stored}, this one knows {FORMAT})",
            "Upgrade sourceline, or build the library anew with `rag index --rebuild`.",
        )


def stored_format(connection: sqlite3.Connection) -> int:
    """The format that the file was written in."""
    return _pragma(connection, "user_version")


def refuse_foreign(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse what is another program's, and not to be touched.

    Raises:
        LibraryError: it holds tables, and they are not a library's.
    """
    if not is_absent(connection) and _pragma(connection, "application_id") != _APPLICATION:
        raise LibraryError(
            f"{path} is another program's database",
            "Move it away, or choose another folder with --root.",
        )


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
