"""A library's SQLite file: how it is opened, its transactions, and its failures in plain words."""

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Any, Final, TypeAlias

from rag.errors import LibraryError, RagError, StorageError
from rag.library import migrating, schema

Row: TypeAlias = tuple[Any, ...]

FILE: Final = "library.sqlite"
_PATIENCE: Final = 10.0
"""Seconds to wait for another process's commit."""
_REBUILD: Final = (
    "Save what can be read with `rag doctor --repair`, or build it anew with"
    " `rag index --rebuild`; your documents are untouched."
)
_MAKE_WRITABLE: Final = "Make the file and its folder writable, or choose another with --root."
_FAILURES: Final[Mapping[int, tuple[type[RagError], str, str]]] = {
    sqlite3.SQLITE_FULL: (
        StorageError,
        "could not be written: the disk is full",
        "Free some space and run it again; what was stored before is kept.",
    ),
    sqlite3.SQLITE_IOERR: (
        StorageError,
        "could not be read or written ({error})",
        "Check the disk and its free space, and run it again.",
    ),
    sqlite3.SQLITE_READONLY: (StorageError, "cannot be written", _MAKE_WRITABLE),
    sqlite3.SQLITE_CANTOPEN: (
        StorageError,
        "cannot be opened",
        "Check the permissions of the file and its folder.",
    ),
    sqlite3.SQLITE_BUSY: (LibraryError, "is being written", "Wait for the other run to end."),
    sqlite3.SQLITE_CORRUPT: (LibraryError, "is damaged ({error})", _REBUILD),
    sqlite3.SQLITE_NOTADB: (LibraryError, "is damaged ({error})", _REBUILD),
    # A statement that SQLite refuses: the tables are not what this program made.
    sqlite3.SQLITE_ERROR: (LibraryError, "is damaged ({error})", _REBUILD),
}
"""SQLite's result codes (https://sqlite.org/rescode.html) and what they mean to a user."""


class Database:
    """One connection to a library's file, safe to share between threads."""

    def __init__(self, connection: sqlite3.Connection, path: Path, *, writable: bool) -> None:
        self.path = path
        self.writable = writable
        self._connection = connection
        self._lock = RLock()

    @classmethod
    def open(cls, folder: Path, *, writable: bool) -> "Database":
        """The database in `folder`; with `writable`, both are made where they are missing.

        Raises:
            LibraryError: there is none to read, or it cannot be used.
            StorageError: it cannot be written.
        """
        path = folder.absolute() / FILE
        if writable:
            _make_folder(folder)
            _check_access(path)
        elif not os.path.lexists(path):
            raise LibraryError(f"there is no library in {folder.parent}", "Run `rag index PATH`.")
        with translated(path):
            connection = _connect_writable(path) if writable else _connect_read_only(path)
        return cls(connection, path, writable=writable)

    def close(self) -> None:
        """Close the connection; the last one folds the write-ahead log into the file."""
        with self._lock, translated(self.path):
            self._connection.close()

    def rows(self, statement: str, parameters: Sequence[object] = ()) -> tuple[Row, ...]:
        """All rows that `statement` yields."""
        with self._lock, translated(self.path):
            return tuple(self._connection.execute(statement, parameters).fetchall())

    def row(self, statement: str, parameters: Sequence[object] = ()) -> Row | None:
        """The first row that `statement` yields, or None."""
        with self._lock, translated(self.path):
            first: Row | None = self._connection.execute(statement, parameters).fetchone()
            return first

    def insert(self, statement: str, parameters: Sequence[object]) -> int:
        """The id of the row that `statement` inserts."""
        with self._lock, translated(self.path):
            identifier = self._connection.execute(statement, parameters).lastrowid
        if identifier is None:
            raise ValueError(f"not an INSERT: {statement}")
        return identifier

    def many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Run `statement` once with each of `rows`."""
        with self._lock, translated(self.path):
            self._connection.executemany(statement, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All statements within take effect together, or none does.

        Raises:
            StorageError: the library is read-only, or the disk is full.
        """
        if not self.writable:
            raise _read_only(self.path)
        with self._lock, translated(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            finally:
                # A full disk makes SQLite roll back by itself.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All reads within see one committed state, whatever others write meanwhile."""
        with self._lock, translated(self.path):
            if self._connection.in_transaction:
                yield
                return
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's failures into errors that say what to do."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        known = _explained(error, path)
        if known is None:
            raise
        raise known from error


def _explained(error: sqlite3.Error | UnicodeDecodeError, path: Path) -> RagError | None:
    # The low byte is the family; the rest says where in SQLite it happened.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if isinstance(error, UnicodeDecodeError | sqlite3.OperationalError) and not code:
        # Text that is none: Python's module has no code for that.
        code = sqlite3.SQLITE_CORRUPT
    known = _FAILURES.get(code)
    if known is None:
        return None
    kind, message, hint = known
    return kind(f"{path} {message.format(error=error)}", hint)


def _read_only(path: Path) -> StorageError:
    return StorageError(f"{path} cannot be written", _MAKE_WRITABLE)


def _make_folder(folder: Path) -> None:
    try:
        # It holds the text of files that others may not read.
        folder.mkdir(mode=0o700, exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", "utf-8")
    except OSError as error:
        raise StorageError(
            f"{folder} cannot be written: {error.strerror}",
            "Make the folder writable or free some space, or choose another with --root.",
        ) from error


def _check_access(path: Path) -> None:
    # SQLite would open a file that it may only read, and fail at the first write.
    effective = os.access in os.supports_effective_ids
    for place in (path.parent, path):
        if place.exists() and not os.access(place, os.W_OK, effective_ids=effective):
            raise _read_only(path)


def _connect(path: Path, query: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.as_uri()}?{query}",
        uri=True,
        timeout=_PATIENCE,
        isolation_level=None,
        check_same_thread=False,
    )


def _connect_writable(path: Path) -> sqlite3.Connection:
    connection = _connect(path, "mode=rwc")
    try:
        new = schema.is_absent(connection)
        if not new:
            schema.check(connection, path)
        _use_write_ahead_log(connection)
        # FULL, not NORMAL: a generation that a power cut takes back would come again with
        # other vectors than those a FAISS file already holds under its name.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        if new:
            schema.create(connection)
        else:
            schema.complete(connection)
            migrating.migrate(connection)
    except (sqlite3.Error, RagError):
        connection.close()
        raise
    return connection


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    # SQLite does not wait for a rival here, as it does everywhere else.
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _connect_read_only(path: Path) -> sqlite3.Connection:
    connection = _connect(path, "mode=ro")
    try:
        schema.check(connection, path)
        migrating.read_as_today(connection)
    except sqlite3.OperationalError:
        connection.close()
        return _connect_immutable(path)
    except (sqlite3.Error, RagError):
        connection.close()
        raise
    return connection


def _connect_immutable(path: Path) -> sqlite3.Connection:
    # In a folder that cannot be written SQLite can make no files for its log, and reads the
    # database only when told that nobody writes it. A log left behind would be passed over.
    log = path.with_name(f"{FILE}-wal")
    with suppress(OSError):
        if log.stat().st_size:
            raise StorageError(
                f"{path} holds unfinished work and its folder cannot be written",
                f"Make {path.parent} writable once, or copy it to a folder that is.",
            )
    connection = _connect(path, "mode=ro&immutable=1")
    try:
        schema.check(connection, path)
        migrating.read_as_today(connection)
    except (sqlite3.Error, RagError):
        connection.close()
        raise
    return connection
