"""Nearest sentences: a FAISS file for speed, the vectors in SQLite whenever it does not fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.errors import StorageError
from rag.library.catalogue import SqliteCatalogue
from rag.library.health import Finding
from rag.library.steps import WriteObserver, WriteStep, unobserved

if TYPE_CHECKING:
    from rag.library.nearest import FaissIndex, Matrix
    from rag.ports import Vector

_PREFIX: Final = "vectors-"


@dataclass(frozen=True, slots=True)
class _Held:
    """What is searched, and the file that it is or stands in for."""

    path: Path
    nearest: "FaissIndex | Matrix"


class FaissVectors:
    """The vectors of `catalogue`, copied to `folder`/vectors-STAMP.faiss.

    Implements `ports.VectorStore`. The file's name carries the catalogue's stamp, so that a
    reader never searches another generation's vectors: it reads those in SQLite until the
    file is there, and never waits.
    """

    def __init__(
        self,
        folder: Path,
        catalogue: SqliteCatalogue,
        *,
        observer: WriteObserver = unobserved,
    ) -> None:
        self._folder = folder
        self._catalogue = catalogue
        self._observer = observer
        self._held: _Held | None = None

    def search(
        self, query: "Vector", count: int, *, among: Sequence[int] | None = None
    ) -> tuple[tuple[int, float], ...]:
        """Sentence ids and cosines, best first; `among` limits to documents with these ids.

        Cosines have six decimals; ties go to the lower id.
        """
        with self._catalogue.snapshot():
            nearest = self._current()
            eligible = None if among is None else self._catalogue.sentence_ids(among)
        if count < 1 or not len(nearest) or eligible == ():
            return ()
        return nearest.search(query, count, eligible=eligible)

    def refresh(self) -> None:
        """Bring the file to the catalogue's generation, atomically, and drop older ones.

        Raises:
            StorageError: the file cannot be written; searches go on reading SQLite.
        """
        from rag.library.nearest import FaissIndex

        with self._catalogue.snapshot():
            path = self._path()
            index = self._loaded(path)
            if index is None:
                index = FaissIndex.build(*self._catalogue.vectors())
                self._save(path, index)
        self._held = _Held(path, index)
        self._remove_others(path)

    def check(self) -> tuple[Finding, ...]:
        """What keeps searches from using FAISS; empty when nothing does."""
        with self._catalogue.snapshot():
            path = self._path()
            if self._loaded(path) is not None or not self._catalogue.documents():
                return ()
        state = "damaged" if path.exists() else "missing"
        problem = f"{path} is {state}; searches read SQLite instead"
        return (Finding(problem, "Run `rag index`.", damage=False),)

    def _path(self) -> Path:
        return self._folder / f"{_PREFIX}{self._catalogue.stamp}.faiss"

    def _current(self) -> "FaissIndex | Matrix":
        from rag.library.nearest import Matrix

        path = self._path()
        if self._held is None or self._held.path != path:
            nearest = self._loaded(path) or Matrix(*self._catalogue.vectors())
            self._held = _Held(path, nearest)
        return self._held.nearest

    def _loaded(self, path: Path) -> "FaissIndex | None":
        from rag.library.nearest import FaissIndex

        if self._held is not None and self._held.path == path:
            held = self._held.nearest
            if isinstance(held, FaissIndex) and path.exists():
                return held
        return FaissIndex.load(path)

    def _save(self, path: Path, index: "FaissIndex") -> None:
        part = path.with_suffix(".part")
        try:
            index.write(part)
            self._observer(WriteStep.VECTORS_WRITTEN)
            part.replace(path)
            self._observer(WriteStep.VECTORS_RENAMED)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise StorageError(
                f"{path} could not be written: {error.strerror}",
                "Free some space and run `rag index` again; nothing is lost.",
            ) from error

    def _remove_others(self, current: Path) -> None:
        others = [file for file in self._folder.glob(f"{_PREFIX}*") if file != current]
        for file in others:
            file.unlink(missing_ok=True)
        if others:
            self._observer(WriteStep.VECTORS_CLEANED)
