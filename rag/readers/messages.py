"""What passes between the process that indexes and the one that reads files for it."""

import errno as system_errors
import os
from pathlib import Path
from typing import Final, TypeAlias

import msgspec

from rag.domain import Document
from rag.errors import ReadError

OUT_OF_MEMORY: Final = 97
"""Exit code of a process that had grown too large."""


class Request(msgspec.Struct, frozen=True):
    """One file to read. A path is bytes, since its name need not be UTF-8."""

    path: bytes
    stored_as: str


class Success(msgspec.Struct, frozen=True, tag=True):
    """The file as read."""

    document: Document
    leaves: bool
    """Whether the process ends after this: it holds too much memory to go on."""


class Refusal(msgspec.Struct, frozen=True, tag=True):
    """A ReadError of the reader."""

    message: bytes
    hint: bytes
    errno: int | None
    """The system's error behind it."""


class Fault(msgspec.Struct, frozen=True, tag=True):
    """An exception that no reader should let out."""

    traceback: str


class OutOfMemory(msgspec.Struct, frozen=True, tag=True):
    """The file needs more memory than the process may have; it ends after this."""


class Going(msgspec.Struct, frozen=True, tag=True):
    """A page took its time and is done; the next may take as long."""


Reply: TypeAlias = Success | Refusal | Fault | OutOfMemory
Sent: TypeAlias = Reply | Going


def request(path: Path, stored_as: str) -> bytes:
    """The message that asks for a file."""
    return msgspec.msgpack.encode(Request(os.fsencode(path), stored_as))


def refusal(error: ReadError) -> Refusal:
    """The message for an error of a reader."""
    cause = error.__cause__
    number = (cause.errno or system_errors.EIO) if isinstance(cause, OSError) else None
    return Refusal(os.fsencode(error.message), os.fsencode(error.hint), number)


def as_error(told: Refusal) -> ReadError:
    """The error that `told` stands for, with the system's error as its cause."""
    error = ReadError(os.fsdecode(told.message), os.fsdecode(told.hint))
    if told.errno is not None:
        error.__cause__ = OSError(told.errno, os.strerror(told.errno))
    return error
