"""The bytes of a file, whatever stands at its path: nothing here blocks."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final

from rag.errors import ReadError
from rag.readers import compound
from rag.readers.limits import MIB

HEAD_BYTES: Final = 4096
_UNBLOCKED: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def head_of(path: Path) -> tuple[bytes, int]:
    """The first bytes of the file at `path`, a compound file's directory too, and its size.

    Raises:
        ReadError: it is missing, unreadable or no regular file.
    """
    with _opened(path) as file:
        head = file.read(HEAD_BYTES)
        if head.startswith(compound.SIGNATURE):
            head += compound.directory(partial(_bytes_at, file))
        return head, os.fstat(file.fileno()).st_size


def head_in(data: bytes) -> bytes:
    """What `head_of` tells of a file of which all bytes are at hand."""
    head = data[:HEAD_BYTES]
    if head.startswith(compound.SIGNATURE):
        head += compound.directory(lambda start, count: data[start : start + count])
    return head


def _bytes_at(file: BinaryIO, start: int, count: int) -> bytes:
    file.seek(start)
    return file.read(count)


def content(path: Path, *, largest: int) -> bytes:
    """All bytes of the file at `path`.

    Raises:
        ReadError: it is missing, unreadable, no regular file or larger than `largest` bytes.
    """
    with _opened(path) as file:
        data = file.read(largest + 1)
    if len(data) > largest:
        raise too_large(path, largest)
    return data


def too_large(path: Path, largest: int) -> ReadError:
    """The error for a file of more than `largest` bytes."""
    return ReadError(
        f"{path} is larger than {largest // MIB} MiB",
        "Split it into smaller files, or raise largest_file or largest_text in rag.toml.",
    )


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        _check(path, path.stat().st_mode)
        with open(path, "rb", opener=_unblocked) as file:
            _check(path, os.fstat(file.fileno()).st_mode)
            yield file
    except FileNotFoundError as error:
        raise ReadError(f"{path} does not exist", "Check the path.") from error
    except PermissionError as error:
        raise ReadError(
            f"{path} may not be read", f"Give yourself permission: chmod u+r '{path}'."
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(f"{path} cannot be read: {reason}", "Check the path.") from error


def _unblocked(path: str, _flags: int) -> int:
    """Open without waiting for the other end of a pipe that took the file's place."""
    return os.open(path, _UNBLOCKED)


def _check(path: Path, mode: int) -> None:
    """Refuse what is no regular file before opening it: a device may act on that alone."""
    if stat.S_ISDIR(mode):
        raise ReadError(f"{path} is a folder", "Give the files in it.")
    if not stat.S_ISREG(mode):
        raise ReadError(f"{path} is a pipe, socket or device", "Copy its content into a file.")
