"""Whether a library's parts agree with one another."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rag.errors import LibraryError, StorageError
from rag.library import schema, storing
from rag.library.database import Database

_REPAIR: Final = "Mend it with `rag doctor --repair`, or build it anew with `rag index --rebuild`."
_VECTORS_AT_ONCE: Final = 16_384


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
            looks = (_structure, _counts, _texts, _vectors)
            found = tuple(finding for look in looks for finding in look(database))
    except LibraryError as error:
        storage = isinstance(error, StorageError)
        return (Finding(error.message, error.hint or _REPAIR, damage=not storage),)
    return (*found, *_full_text(database))


def _structure(database: Database) -> Iterator[Finding]:
    if database.rows("PRAGMA user_version") == ((schema.FORMAT,),):
        for table, columns in schema.columns().items():
            held = {row[1] for row in database.rows(f"PRAGMA table_info({table})")}
            # Tables that came later are made when the library is next written.
            if (held or database.writable) and not columns <= held:
                yield Finding(f"{database.path}: the table {table} is damaged", _REPAIR)
    for (message,) in database.rows("PRAGMA integrity_check"):
        if message != "ok":
            yield Finding(f"{database.path}: {message}", _REPAIR)
    for table, *_ in database.rows("PRAGMA foreign_key_check"):
        yield Finding(f"{database.path}: a row of {table} has lost its owner", _REPAIR)


def _counts(database: Database) -> Iterator[Finding]:
    missing = database.rows(
        "SELECT count(*) FROM sentences s LEFT JOIN vectors v ON v.sentence_id = s.id"
        " WHERE v.sentence_id IS NULL"
    )[0][0]
    if missing:
        yield Finding(f"{missing} sentences have no vector", _REPAIR)
    for path, promised, held in database.rows(
        "SELECT d.path, d.sentences, count(s.id) AS held FROM documents d"
        " LEFT JOIN sentences s ON s.document_id = d.id GROUP BY d.id HAVING held != d.sentences"
    ):
        yield Finding(f"{path} has {held} of its {promised} sentences", _REPAIR)


def _texts(database: Database) -> Iterator[Finding]:
    for (identifier,) in database.rows("SELECT id FROM documents"):
        # One after the other: all texts together may not fit in memory.
        row = database.row(
            "SELECT path, text, text_sha256 FROM documents WHERE id = ?", (identifier,)
        )
        path, text, expected = row or (f"document {identifier}", "", "")
        if text and hashlib.sha256(text.encode("utf-8")).hexdigest() != expected:
            yield Finding(f"{path}: its text is not what was stored", _REPAIR)
        # Read for its own sake: what cannot be decoded is damaged.
        database.rows("SELECT * FROM passages WHERE document_id = ?", (identifier,))
        database.rows("SELECT * FROM documents WHERE id = ?", (identifier,))
        spans = database.rows(
            "SELECT char_start, char_end, text FROM sentences WHERE document_id = ?",
            (identifier,),
        )
        if any(text[start:end] != sentence for start, end, sentence in spans):
            yield Finding(f"{path}: a sentence is not at its offsets", _REPAIR)


def _vectors(database: Database) -> Iterator[Finding]:
    ((wrong,),) = database.rows(
        "SELECT count(*) FROM vectors, library WHERE length(vector) != ? * encoder_dimension",
        (storing.FLOAT_BYTES,),
    )
    if not wrong:
        parts = storing.vectors_in_parts(database, _VECTORS_AT_ONCE)
        wrong = sum(storing.not_unit(vectors) for _, vectors in parts)
    if wrong:
        yield Finding(f"{wrong} sentences have a damaged vector", _REPAIR)


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
        return (Finding(f"the full-text index does not match: {error.message}", _REPAIR),)
    return ()
