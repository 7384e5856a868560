"""One writer at a time, by a lock that a dead process cannot hold."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from rag.errors import LibraryError, StorageError

_LOCK: Final = "write.lock"


@contextmanager
def write_lock(library: Path) -> Iterator[bool]:
    """Whether this process is the one that writes; the system frees the lock when it dies.

    Raises:
        StorageError: the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(library / _LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        yield False
        return
    except OSError as error:
        raise StorageError(
            f"{library} cannot be written: {error.strerror}",
            "Make the folder writable, or choose another with --root.",
        ) from error
    try:
        yield True
    finally:
        lock.release()


def is_written(library: Path) -> bool:
    """Whether another run is writing the library now."""
    try:
        with write_lock(library) as held:
            return not held
    except StorageError:
        return False


def busy(library: Path) -> LibraryError:
    """The error for a library that another process is writing."""
    return LibraryError(
        f"another run is writing the library in {library.parent}",
        "Wait for it to end and run it again.",
    )
