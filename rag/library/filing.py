"""What is kept of files beside their text: names and dates, what to know of them, why some failed."""

from collections.abc import Sequence

from rag.domain import FileNotice, Notice
from rag.library.database import Database
from rag.ports import KnownFailure, Refiling


def refile(database: Database, documents: Sequence[Refiling]) -> None:
    """Give documents other paths, titles, sizes and time stamps, all or none."""
    if not documents:
        return
    rows = ((one.path, one.title, one.size, one.modified_ns, one.document_id) for one in documents)
    with database.transaction():
        database.many(
            "UPDATE documents SET path = ?, title = ?, size = ?, modified_ns = ? WHERE id = ?",
            rows,
        )


def notices(database: Database) -> tuple[FileNotice, ...]:
    """What readers told of documents, by path; nothing in a library that keeps none of it."""
    if not _has_table(database, "notices"):
        return ()
    rows = database.rows(
        "SELECT d.path, n.fact, n.hint FROM notices n JOIN documents d ON d.id = n.document_id"
        " ORDER BY d.path, n.ordinal"
    )
    return tuple(FileNotice(*row) for row in rows)


def keep_notices(database: Database, document_id: int, kept: Sequence[Notice]) -> None:
    """Keep what a reader told of a document that has just been stored; in a transaction."""
    if kept:
        database.many(
            "INSERT INTO notices (document_id, ordinal, fact, hint) VALUES (?, ?, ?, ?)",
            ((document_id, number, one.fact, one.hint) for number, one in enumerate(kept)),
        )


def failures(database: Database) -> tuple[KnownFailure, ...]:
    """The files that could not be read, by path; none in a library that keeps no list of them."""
    if not _has_table(database, "failures"):
        return ()
    rows = database.rows(
        "SELECT path, size, modified_ns, reason, hint, readers FROM failures ORDER BY path"
    )
    return tuple(KnownFailure(*row) for row in rows)


def keep_failures(
    database: Database, kept: Sequence[KnownFailure], *, forget: Sequence[str]
) -> None:
    """Keep failures in place of those of the same paths, and none of `forget`."""
    if not (kept or forget):
        return
    with database.transaction():
        database.many("DELETE FROM failures WHERE path = ?", ((path,) for path in forget))
        database.many(
            "INSERT OR REPLACE INTO failures (path, size, modified_ns, reason, hint, readers)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                (one.path, one.size, one.modified_ns, one.reason, one.hint, one.readers)
                for one in kept
            ),
        )


def pending(database: Database) -> tuple[str, ...]:
    """Paths that a run was asked to add and has not finished with, as they were kept."""
    return tuple(path for (path,) in database.rows("SELECT path FROM pending ORDER BY rowid"))


def keep_pending(database: Database, paths: Sequence[str]) -> None:
    """Keep these paths as pending, and no others."""
    _keep_paths(database, "pending", paths)


def named(database: Database) -> tuple[str, ...]:
    """Files that were named against a rule; none in a library that keeps no list of them."""
    if not _has_table(database, "named"):
        return ()
    return tuple(path for (path,) in database.rows("SELECT path FROM named ORDER BY path"))


def keep_named(database: Database, paths: Sequence[str]) -> None:
    """Keep these paths as named against a rule, and no others."""
    _keep_paths(database, "named", paths)


def _keep_paths(database: Database, table: str, paths: Sequence[str]) -> None:
    with database.transaction():
        database.rows(f"DELETE FROM {table}")
        database.many(f"INSERT OR IGNORE INTO {table} VALUES (?)", ((path,) for path in paths))


def _has_table(database: Database, name: str) -> bool:
    return database.row("SELECT 1 FROM sqlite_schema WHERE name = ?", (name,)) is not None
