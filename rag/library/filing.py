"""What is kept of files beside their text: other names and dates, and why some were not read."""

from collections.abc import Sequence

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


def failures(database: Database) -> tuple[KnownFailure, ...]:
    """The files that could not be read, by path; none in a library that keeps no list of them."""
    if database.row("SELECT 1 FROM sqlite_schema WHERE name = 'failures'") is None:
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
