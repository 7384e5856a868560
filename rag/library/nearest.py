"""Exact nearest neighbours of unit vectors, by FAISS or by a product of matrices."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import faiss
    import numpy as np
    from numpy.typing import NDArray

    from rag.ports import Vector, Vectors

_DIGEST: Final = hashlib.sha256().digest_size
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


class FaissIndex:
    """A FAISS inner-product index over sentence ids, and its file.

    The file is FAISS's own serialisation followed by its SHA-256, without which FAISS would
    search a file with flipped bits as if nothing were wrong.
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
        """The index in a file, or None where the file is missing or damaged."""
        try:
            content = path.read_bytes()
        except OSError:
            return None
        payload, digest = content[:-_DIGEST], content[-_DIGEST:]
        if hashlib.sha256(payload).digest() != digest:
            return None
        import faiss
        import numpy as np

        return cls(faiss.deserialize_index(np.frombuffer(payload, dtype=np.uint8)))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def write(self, path: Path) -> None:
        """Write the index to `path` and flush it to the disk."""
        import faiss

        payload = faiss.serialize_index(self._index).tobytes()
        with path.open("wb") as file:
            file.write(payload)
            file.write(hashlib.sha256(payload).digest())
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
            if fetched == available or found[count - 1][1] > found[-1][1]:
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


def _ranked(
    ids: "NDArray[np.int64]", scores: "NDArray[np.float32]"
) -> tuple[tuple[int, float], ...]:
    import numpy as np

    rounded = scores.astype(np.float64).round(_DECIMALS)
    order = np.lexsort((ids, -rounded))
    return tuple(zip(ids[order].tolist(), rounded[order].tolist(), strict=True))
