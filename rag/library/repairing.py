"""A damaged library replaced by what can be saved of it; the damaged file is kept aside."""

import contextlib
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rag.errors import LibraryError, StorageError
from rag.library import schema
from rag.library.database import FILE, Database, translated
from rag.library.health import findings
from rag.library.salvaging import Salvaged, salvage

_WORKSHOP: Final = "repair"
"""Where the new file is made."""
_UNREADABLE: Final = (sqlite3.Error, UnicodeDecodeError)
"""What Python's sqlite3 raises over damage."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair saved, what is to be read again, and where the damaged file lies now."""

    documents: int
    lost: tuple[str, ...]
    kept_aside: Path
    readable: bool
    """Whether the damaged file could be read at all; else its list of files is lost."""


def repair(folder: Path) -> Repaired | None:
    """Replace the damaged library in `folder`; None where nothing is wrong with it.

    The caller holds the write lock. Whenever this is interrupted, the library is the damaged
    one or the new one.

    Raises:
        LibraryError: there is no library, or the file is another program's or a newer version's.
        StorageError: the folder cannot be written, or the disk is full.
    """
    path = folder.absolute() / FILE
    if not path.exists():
        raise LibraryError(f"there is no library in {folder.parent}", "Run `rag index PATH`.")
    _looked_at(path, schema.check)
    if _is_sound(folder):
        return None
    with _workshop(folder) as workshop:
        saved = _salvaged(path, workshop / FILE)
        aside = set_aside(path, keep=saved is not None)
        if saved is None:
            return Repaired(0, (), aside, readable=False)
        (workshop / FILE).replace(path)
    return Repaired(saved.documents, saved.lost, aside, readable=True)


def refuse_foreign(path: Path) -> None:
    """Refuse a database that is another program's, and not to be touched.

    Raises:
        LibraryError: it holds tables, and they are not a library's.
    """
    _looked_at(path, schema.refuse_foreign)


def is_library(path: Path) -> bool:
    """Whether the file can be told to be a library, whatever its state."""
    try:
        with contextlib.closing(_opened(path)) as connection:
            return not schema.is_absent(connection)
    except _UNREADABLE:
        return False


def set_aside(path: Path, *, keep: bool = False) -> Path:
    """Give a library's file another name, and its log with it; where the file lies then.

    With `keep` the file stays where it is too, but without its log.

    Raises:
        StorageError: the folder cannot be written.
    """
    stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
    aside = path.with_name(f"damaged-{stamp}-{os.getpid()}.sqlite")
    try:
        with _log_of(path, "-wal") as log:
            log.replace(aside.with_name(f"{aside.name}-wal"))
        with _log_of(path, "-shm") as shared:
            shared.unlink()
        if keep:
            _link(path, aside)
        else:
            path.replace(aside)
    except OSError as error:
        raise _unwritable(path.parent, error) from error
    return aside


def _looked_at(path: Path, look: Callable[[sqlite3.Connection, Path], None]) -> None:
    """Let `look` refuse what can be opened; what cannot is only damaged."""
    try:
        with contextlib.closing(_opened(path)) as connection:
            look(connection, path)
    except _UNREADABLE:
        return


def _is_sound(folder: Path) -> bool:
    """Whether nothing is wrong; a file that is damaged already is not written to find out."""
    return all(_has_no_damage(folder, writable=writable) for writable in (False, True))


def _has_no_damage(folder: Path, *, writable: bool) -> bool:
    try:
        database = Database.open(folder, writable=writable)
    except StorageError:
        raise
    except LibraryError:
        return False
    try:
        return not any(finding.damage for finding in findings(database))
    finally:
        with contextlib.suppress(LibraryError):
            database.close()


def _salvaged(path: Path, fresh: Path) -> Salvaged | None:
    """What was copied to `fresh`; None where the damaged file cannot be read at all."""
    with contextlib.closing(sqlite3.connect(fresh, isolation_level=None)) as new:
        try:
            with contextlib.closing(_opened(path)) as damaged:
                saved = salvage(damaged, new)
        except _UNREADABLE as error:
            with translated(fresh):
                if _is_about_the_disk(error):
                    raise
            return None
    _flush(fresh)
    return saved


def _is_about_the_disk(error: Exception) -> bool:
    family = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return family in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)


def _opened(path: Path) -> sqlite3.Connection:
    """A connection that reads; without the log where that is what is damaged."""
    for query in ("mode=rw", "mode=ro&immutable=1"):
        connection = sqlite3.connect(f"{path.as_uri()}?{query}", uri=True, isolation_level=None)
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except _UNREADABLE as error:
            connection.close()
            failure = error
        else:
            connection.execute("PRAGMA query_only = ON")
            return connection
    raise failure


@contextlib.contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    """An empty folder for the new file, gone afterwards."""
    workshop = folder / _WORKSHOP
    try:
        shutil.rmtree(workshop, ignore_errors=True)
        workshop.mkdir()
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        yield workshop
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


@contextlib.contextmanager
def _log_of(path: Path, suffix: str) -> Iterator[Path]:
    """One of the files SQLite keeps beside a database; nothing is done where there is none."""
    with contextlib.suppress(FileNotFoundError):
        yield path.with_name(f"{path.name}{suffix}")


def _link(path: Path, aside: Path) -> None:
    try:
        aside.hardlink_to(path)
    except OSError:
        shutil.copy2(path, aside)


def _flush(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _unwritable(folder: Path, error: OSError) -> StorageError:
    return StorageError(
        f"{folder} cannot be written: {error.strerror}", "Make it writable or free some space."
    )
