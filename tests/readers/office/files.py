"""Office files for tests, made by the libraries that write them, and changed by hand."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from rag import readers
from rag.domain import Document
from rag.errors import ReadError


def saved(file: object) -> bytes:
    """The bytes that a library's document saves."""
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def edited(data: bytes, changes: Mapping[str, Callable[[bytes], bytes] | bytes | None]) -> bytes:
    """The archive with some of its files changed, added or left out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in dict.fromkeys([*old.namelist(), *changes]):
            change = changes.get(name, lambda content: content)
            if change is not None:
                content = change if isinstance(change, bytes) else change(old.read(name))
                new.writestr(name, content)
    return stream.getvalue()


def read(folder: Path, name: str, data: bytes) -> Document:
    """The document in a file of these bytes, read as `rag` reads it."""
    path = folder / name
    path.write_bytes(data)
    return readers.read(path, stored_as=name)


def refused(folder: Path, name: str, data: bytes) -> ReadError:
    """The error for a file of these bytes."""
    try:
        read(folder, name, data)
    except ReadError as error:
        return error
    raise AssertionError(f"{name} was read")
