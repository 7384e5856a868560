"""Vectors of a large document, on the disk until the document is stored."""

import contextlib
import itertools
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from rag.errors import StorageError

if TYPE_CHECKING:
    from rag.ports import Vector, Vectors

_ROWS_AT_ONCE: Final = 1_024


class Spool:
    """Vectors in a file without a name, which is gone when it is closed or the process dies."""

    def __init__(self, folder: Path, dimension: int) -> None:
        """Make the file in `folder`.

        Raises:
            StorageError: the folder cannot be written.
        """
        self._folder = folder
        self._dimension = dimension
        self._rows = 0
        try:
            self._file = tempfile.TemporaryFile(dir=folder, prefix="spool-")  # noqa: SIM115
        except OSError as error:
            raise self._full(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        # What could not be written to the end is of no use to anybody.
        with contextlib.suppress(OSError):
            self._file.close()

    def __len__(self) -> int:
        return self._rows

    def __iter__(self) -> Iterator["Vector"]:
        import numpy as np

        self._file.seek(0)
        width = self._dimension * np.dtype(np.float32).itemsize
        while data := self._file.read(_ROWS_AT_ONCE * width):
            yield from np.frombuffer(data, np.float32).reshape(-1, self._dimension)

    def encode(self, texts: Iterable[str], encode: Callable[[list[str]], "Vectors"]) -> None:
        """Encode `texts` a thousand at a time and keep their vectors.

        Raises:
            StorageError: the disk is full.
        """
        waiting = iter(texts)
        while some := list(itertools.islice(waiting, _ROWS_AT_ONCE)):
            rows = encode(some)
            try:
                self._file.write(rows.tobytes())
                self._file.flush()
            except OSError as error:
                raise self._full(error) from error
            self._rows += len(rows)

    def _full(self, error: OSError) -> StorageError:
        return StorageError(
            f"{self._folder} could not be written: {error.strerror}",
            "Free some space and run it again; what was stored before is kept.",
        )
