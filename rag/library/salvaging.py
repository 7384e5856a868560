"""What can still be read of a damaged library: whole documents, one by one, into a new file.

Like `.recover` of SQLite's own shell (https://sqlite.org/recovery.html), but by document, since
half of one is of no use: what is kept is whole, agrees with itself, and has the ids it had.
"""

import hashlib
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final, TypeAlias

from rag.library import schema, storing

_OWN: Final = {
    "documents": "id = ?",
    "passages": "document_id = ?",
    "sentences": "document_id = ?",
    "vectors": "sentence_id IN (SELECT id FROM sentences WHERE document_id = ?)",
}
"""Which rows make a document."""
_BESIDE: Final = {"notices": "document_id = ?"}
"""Which rows are kept beside it; it is whole without them."""
_SMALL: Final = ("library", "output", "pending", "failures", "named")
_FULL_TEXT: Final = "words"
_MOST_IDS: Final = 10_000_000
"""A higher id than this is taken for damage."""
_Row: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What came through: how many documents, and the paths of those that did not."""

    documents: int
    lost: tuple[str, ...]


def salvage(damaged: sqlite3.Connection, fresh: sqlite3.Connection) -> Salvaged:
    """Copy what is whole from `damaged` to the empty database `fresh`, which is then sound.

    Documents that are not whole are left out; their paths, as far as they can be read, are
    entered as pending, so that the next run reads the files again.

    Raises:
        sqlite3.DatabaseError: not even the list of tables can be read, or nothing can be written.
    """
    _make_tables(damaged, fresh)
    fresh.execute("BEGIN")
    fresh.execute("DELETE FROM library")
    for table in _SMALL:
        columns = _shared_columns(damaged, fresh, table)
        _copy(fresh, table, columns, _readable(damaged, table, columns))
    dimension = _dimension(damaged) if _has_all_columns(damaged, fresh) else 0
    kept, lost = 0, set[str]()
    for identifier in _document_ids(damaged):
        if dimension and _is_copied(damaged, fresh, identifier, dimension):
            kept += 1
        else:
            lost |= _paths(damaged, identifier)
    known = {path for (path,) in fresh.execute("SELECT path FROM documents")}
    fresh.executemany(
        "INSERT OR IGNORE INTO pending VALUES (?)", ((path,) for path in sorted(lost - known))
    )
    fresh.execute(f"INSERT INTO {_FULL_TEXT} ({_FULL_TEXT}) VALUES ('rebuild')")
    _begin_generation(fresh, empty=not kept)
    fresh.execute("COMMIT")
    return Salvaged(kept, tuple(sorted(lost - known)))


def _is_copied(
    damaged: sqlite3.Connection, fresh: sqlite3.Connection, identifier: int, dimension: int
) -> bool:
    """Copy a document with all that is its own; none of it where it does not come out whole."""
    fresh.execute("SAVEPOINT document")
    for table, condition in (_OWN | _BESIDE).items():
        columns = _shared_columns(damaged, fresh, table)
        statement = f"SELECT {', '.join(columns)} FROM {table} WHERE {condition}"
        _copy(fresh, table, columns, _until_damage(damaged, statement, (identifier,)))
    # What the damaged file says of itself may depend on how it is asked; the copy does not.
    whole = _is_whole(fresh, identifier, dimension)
    if not whole:
        fresh.execute("ROLLBACK TO document")
    fresh.execute("RELEASE document")
    return whole


def _is_whole(fresh: sqlite3.Connection, identifier: int, dimension: int) -> bool:
    """Whether text, sentences and vectors of a document are all there and agree."""
    row = fresh.execute(
        "SELECT text, text_sha256, sentences FROM documents WHERE id = ?", (identifier,)
    ).fetchone()
    if row is None or not isinstance(row[0], str):
        return False
    text, text_sha256, sentences = row
    if hashlib.sha256(text.encode()).hexdigest() != text_sha256:
        return False
    held = fresh.execute(
        "SELECT s.text, s.char_start, s.char_end, v.vector FROM sentences s"
        " JOIN passages p ON p.id = s.passage_id AND p.document_id = s.document_id"
        " JOIN vectors v ON v.sentence_id = s.id WHERE s.document_id = ?",
        (identifier,),
    )
    count = 0
    for sentence, start, end, vector in held:
        if text[start:end] != sentence or not _is_unit(vector, dimension):
            return False
        count += 1
    return bool(count == sentences)


def _paths(damaged: sqlite3.Connection, identifier: int) -> set[str]:
    """What the document is called, by its row or by the index of paths, which may outlast it."""
    indexed = "documents INDEXED BY sqlite_autoindex_documents_1"
    for source in ("documents NOT INDEXED", indexed):
        statement = f"SELECT path FROM {source} WHERE id = ?"
        for (path,) in _until_damage(damaged, statement, (identifier,)):
            if isinstance(path, str):
                return {path}
    return set()


def _is_unit(vector: object, dimension: int) -> bool:
    """Whether bytes are a vector of this length that an encoder may have given."""
    import numpy as np

    if not isinstance(vector, bytes) or len(vector) != dimension * storing.FLOAT_BYTES:
        return False
    return not storing.not_unit(np.frombuffer(vector, "<f4").reshape(1, dimension))


def _make_tables(damaged: sqlite3.Connection, fresh: sqlite3.Connection) -> None:
    """Give `fresh` today's tables, or those of `damaged` where they are of an earlier format."""
    ((stored,),) = damaged.execute("PRAGMA user_version")
    if stored == schema.FORMAT:
        schema.create(fresh)
        return
    made = damaged.execute(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"
        " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE ? ORDER BY type DESC",
        (f"{_FULL_TEXT}_%",),
    )
    for (sql,) in made.fetchall():
        fresh.execute(sql)
    schema.complete(fresh)
    ((application,),) = damaged.execute("PRAGMA application_id")
    fresh.execute(f"PRAGMA application_id = {application}")
    fresh.execute(f"PRAGMA user_version = {stored}")


def _has_all_columns(damaged: sqlite3.Connection, fresh: sqlite3.Connection) -> bool:
    """Whether the tables that hold documents are described as they should be."""
    return all(set(_columns(fresh, each)) <= set(_columns(damaged, each)) for each in _OWN)


def _dimension(damaged: sqlite3.Connection) -> int:
    """The length of the library's vectors; 0 where it cannot say what encoded them."""
    statement = "SELECT encoder_dimension FROM library WHERE encoder_sha256 IS NOT NULL"
    ((dimension,),) = (*_until_damage(damaged, statement), (0,))[:1]
    return dimension if isinstance(dimension, int) else 0


def _document_ids(damaged: sqlite3.Connection) -> Sequence[int]:
    """The ids of documents, found in whatever names them."""
    sources = (
        "SELECT id FROM documents NOT INDEXED",
        "SELECT id FROM documents INDEXED BY sqlite_autoindex_documents_1",
        "SELECT DISTINCT document_id FROM sentences INDEXED BY sentences_by_document",
        "SELECT DISTINCT document_id FROM passages INDEXED BY passages_by_document",
    )
    ends = ("SELECT max(id) FROM documents NOT INDEXED",)
    found = {row[0] for source in (*sources, *ends) for row in _until_damage(damaged, source)}
    named = {one for one in found if isinstance(one, int) and 0 < one <= _MOST_IDS}
    return range(1, max(named, default=0) + 1)


def _readable(damaged: sqlite3.Connection, table: str, columns: Sequence[str]) -> Iterable[_Row]:
    """The rows of a small table from both ends, up to whatever cannot be read."""
    statement = f"SELECT rowid, {', '.join(columns)} FROM {table} ORDER BY rowid"
    ascending = _until_damage(damaged, statement)
    descending = _until_damage(damaged, f"{statement} DESC")
    rows = {row[0]: row[1:] for row in chain(ascending, descending)}
    return (rows[rowid] for rowid in sorted(rows))


def _copy(
    fresh: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[_Row]
) -> None:
    places = ", ".join("?" * len(columns))
    statement = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({places})"
    fresh.executemany(statement, rows)


def _shared_columns(
    damaged: sqlite3.Connection, fresh: sqlite3.Connection, table: str
) -> tuple[str, ...]:
    there = _columns(damaged, table)
    return tuple(name for name in _columns(fresh, table) if name in there) or ("rowid",)


def _columns(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    rows = _until_damage(connection, f"PRAGMA table_info({table})")
    return tuple(str(row[1]) for row in rows)


def _begin_generation(fresh: sqlite3.Connection, *, empty: bool) -> None:
    """No FAISS file of the damaged library is to be taken for this one's."""
    token = secrets.token_hex(4)
    fresh.execute("INSERT OR IGNORE INTO library (one, generation, token) VALUES (1, 0, '')")
    fresh.execute("UPDATE library SET generation = generation + 1, token = ?", (token,))
    if empty:
        fresh.execute("UPDATE library SET encoder_name = NULL, encoder_sha256 = NULL")


def _until_damage(
    damaged: sqlite3.Connection, statement: str, parameters: Sequence[object] = ()
) -> Iterator[_Row]:
    """The rows up to the first that cannot be read."""
    try:
        yield from damaged.execute(statement, parameters)
    except (sqlite3.Error, UnicodeDecodeError):
        return
