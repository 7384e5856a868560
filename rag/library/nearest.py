"""Exact nearest neighbours of unit vectors, by FAISS or by a product of matrices."""

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import faiss
    import numpy as np
    from numpy.typing import NDArray

    from rag.ports import Vector, Vectors

_DIGEST: Final = hashlib.sha256().digest_size
_READ_AT_ONCE: Final = 2**20
_DECIMALS: Final = 6
"""Beyond these, a cosine depends on who computes it; cosines equal within them are a tie."""


class Matrix:
    """All vectors in memory, searched by one product."""

    def __init__(self, ids: "NDArray[np.int64]", vectors: "Vectors") -> None:
        self._ids = ids
        self._vectors = vectors

    def __len__(self) -> int:
        return len(self._ids)

    def search(
        self, query: "Vector", count: int, *, eligible: Sequence[int] | None
    ) -> tuple[tuple[int, float], ...]:
        """The `count` nearest of the `eligible` ids (of all: None) and their cosines."""
        import numpy as np

        ids, scores = self._ids, self._vectors @ query
        if eligible is not None:
            chosen = np.isin(ids, np.asarray(eligible, dtype=np.int64))
            ids, scores = ids[chosen], scores[chosen]
        return _ranked(ids, scores)[:count]


class Together:
    """Several parts searched as one; `parts` makes them or has them at hand."""

    def __init__(self, parts: "Callable[[], Iterable[FaissIndex | Matrix]]", count: int) -> None:
        self._parts = parts
        self._count = count

    def __len__(self) -> int:
        return self._count

    def search(
        self, query: "Vector", count: int, *, eligible: Sequence[int] | None
    ) -> tuple[tuple[int, float], ...]:
        """The `count` nearest of the `eligible` ids (of all: None) and their cosines."""
        best: list[tuple[int, float]] = []
        for part in self._parts():
            best.extend(part.search(query, count, eligible=eligible))
            best.sort(key=lambda hit: (-hit[1], hit[0]))
            del best[count:]
        return tuple(best)


class FaissIndex:
    """A FAISS inner-product index over sentence ids, and its file.

    The file is FAISS's own serialisation followed by the SHA-256 of it and of the file's name:
    FAISS would search a file with flipped bits, or another library's, as if nothing were wrong.
    A file is searched where it lies, without being read into memory first.
    """

    def __init__(self, index: "faiss.Index") -> None:
        self._index = index

    @classmethod
    def build(cls, ids: "NDArray[np.int64]", vectors: "Vectors") -> "FaissIndex":
        """An index of `vectors`, shape (count, dimension), under `ids`."""
        import faiss

        index = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
        index.add_with_ids(vectors, ids)
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> "FaissIndex | None":
        """The index in a file, or None where the file is missing, damaged or not its own."""
        return cls.open(path) if is_whole(path) else None

    @classmethod
    def open(cls, path: Path) -> "FaissIndex | None":
        """The index in a file that is known to be whole; None where it is gone."""
        import faiss

        try:
            return cls(faiss.read_index(str(path), getattr(faiss, "IO_FLAG_MMAP_IFC", 0)))
        except (RuntimeError, UnicodeError):
            return None

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def write(self, part: Path, path: Path) -> None:
        """Write what will be the index in `path` to `part`, and flush it to the disk."""
        import faiss

        payload = faiss.serialize_index(self._index).data
        with part.open("wb") as file:
            file.write(payload)
            digest = hashlib.sha256(payload)
            digest.update(path.name.encode())
            file.write(digest.digest())
            file.flush()
            os.fsync(file.fileno())

    def search(
        self, query: "Vector", count: int, *, eligible: Sequence[int] | None
    ) -> tuple[tuple[int, float], ...]:
        """The `count` nearest of the `eligible` ids (of all: None) and their cosines."""
        available = len(self) if eligible is None else min(len(self), len(eligible))
        wanted = min(count, available)
        while True:
            # One more than asked for shows whether a tie was cut in two.
            fetched = min(wanted + 1, available)
            found = _ranked(*self._nearest(query, fetched, eligible))
            if fetched == available or len(found) < fetched or found[count - 1][1] > found[-1][1]:
                return found[:count]
            wanted *= 2

    def _nearest(
        self, query: "Vector", count: int, eligible: Sequence[int] | None
    ) -> tuple["NDArray[np.int64]", "NDArray[np.float32]"]:
        import faiss
        import numpy as np

        parameters = None
        if eligible is not None:
            selector = faiss.IDSelectorBatch(np.asarray(eligible, dtype=np.int64))
            parameters = faiss.SearchParameters()
            parameters.sel = selector
        scores, ids = self._index.search(query.reshape(1, -1), count, params=parameters)
        found = ids[0] >= 0
        return ids[0][found], scores[0][found]


def is_whole(path: Path) -> bool:
    """Whether there is a file and it is as it was written, under the name it was written for."""
    try:
        return _matches_digest(path)
    except OSError:
        return False


def _matches_digest(path: Path) -> bool:
    with path.open("rb") as file:
        remaining = path.stat().st_size - _DIGEST
        digest = hashlib.sha256()
        while remaining > 0 and (some := file.read(min(remaining, _READ_AT_ONCE))):
            digest.update(some)
            remaining -= len(some)
        digest.update(path.name.encode())
        return file.read(_DIGEST + 1) == digest.digest()


def _ranked(
    ids: "NDArray[np.int64]", scores: "NDArray[np.float32]"
) -> tuple[tuple[int, float], ...]:
    import numpy as np

    rounded = scores.astype(np.float64).round(_DECIMALS)
    order = np.lexsort((ids, -rounded))
    return tuple(zip(ids[order].tolist(), rounded[order].tolist(), strict=True))
