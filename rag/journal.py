"""Rows kept in a file as they come, so that work that is interrupted is not lost."""

from collections.abc import Iterator
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import msgspec

from rag.errors import StorageError


class _Kept(Protocol):
    @property
    def id(self) -> str: ...


Row = TypeVar("Row", bound=_Kept)


class Journal(Generic[Row]):
    """Rows in a file of JSON lines, each written as soon as it is known.

    A line that was cut off, or was written by another version, counts as not there.
    """

    def __init__(self, path: Path, kind: type[Row], *, hint: str = "") -> None:
        """Keep rows of this kind in `path`; `hint` says what to do where it cannot be written."""
        self._path = path
        self._hint = hint
        self._kind = kind

    def rows(self) -> dict[str, Row]:
        """The rows by their id."""
        if not self._path.is_file():
            return {}
        return {row.id: row for row in self._read()}

    def append(self, row: Row) -> None:
        """Keep one more row.

        Raises:
            StorageError: the disk is full or the folder cannot be written.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab") as file:
                if file.tell() and not self._ends_whole():
                    file.write(b"\n")
                file.write(msgspec.json.encode(row) + b"\n")
        except OSError as error:
            raise StorageError(
                f"{self._path} cannot be written: {error.strerror}", self._hint
            ) from error

    def clear(self) -> None:
        """Forget every row."""
        self._path.unlink(missing_ok=True)

    def _read(self) -> Iterator[Row]:
        for line in self._path.read_bytes().split(b"\n"):
            try:
                yield msgspec.json.decode(line, type=self._kind)
            except (msgspec.MsgspecError, UnicodeDecodeError):
                continue

    def _ends_whole(self) -> bool:
        with self._path.open("rb") as file:
            file.seek(-1, 2)
            return file.read(1) == b"\n"
