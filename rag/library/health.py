"""Whether a library's parts agree with one another."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rag.errors import LibraryError, StorageError
from rag.library.database import Database

_REBUILD: Final = "Build the library anew with `rag index --rebuild`."


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with the library, and what to do about it."""

    problem: str
    hint: str
    damage: bool = True
    """Whether the library has to be built anew; else it only cannot be used to the full."""


def findings(database: Database) -> tuple[Finding, ...]:
    """All that is wrong with the database; empty when it is sound."""
    try:
        with database.snapshot():
            found = (*_structure(database), *_counts(database), *_offsets(database))
    except LibraryError as error:
        storage = isinstance(error, StorageError)
        return (Finding(error.message, error.hint or _REBUILD, damage=not storage),)
    return (*found, *_full_text(database))


def _structure(database: Database) -> Iterator[Finding]:
    for (message,) in database.rows("PRAGMA quick_check"):
        if message != "ok":
            yield Finding(f"{database.path}: {message}", _REBUILD)
    for table, *_ in database.rows("PRAGMA foreign_key_check"):
        yield Finding(f"{database.path}: a row of {table} has lost its owner", _REBUILD)


def _counts(database: Database) -> Iterator[Finding]:
    missing = database.rows(
        "SELECT count(*) FROM sentences s LEFT JOIN vectors v ON v.sentence_id = s.id"
        " WHERE v.sentence_id IS NULL"
    )[0][0]
    if missing:
        yield Finding(f"{missing} sentences have no vector", _REBUILD)
    for path, promised, held in database.rows(
        "SELECT d.path, d.sentences, count(s.id) AS held FROM documents d"
        " LEFT JOIN sentences s ON s.document_id = d.id GROUP BY d.id HAVING held != d.sentences"
    ):
        yield Finding(f"{path} has {held} of its {promised} sentences", _REBUILD)


def _offsets(database: Database) -> Iterator[Finding]:
    for identifier, path, text in database.rows("SELECT id, path, text FROM documents"):
        spans = database.rows(
            "SELECT char_start, char_end, text FROM sentences WHERE document_id = ?",
            (identifier,),
        )
        if any(text[start:end] != sentence for start, end, sentence in spans):
            yield Finding(f"{path}: a sentence is not at its offsets", _REBUILD)


def _full_text(database: Database) -> tuple[Finding, ...]:
    # FTS5 checks itself by a pretended INSERT, which a read-only library cannot do.
    if not database.writable:
        return ()
    try:
        with database.transaction():
            database.rows("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
    except StorageError as error:
        return (Finding(error.message, error.hint, damage=False),)
    except LibraryError as error:
        return (Finding(f"the full-text index does not match: {error.message}", _REBUILD),)
    return ()
