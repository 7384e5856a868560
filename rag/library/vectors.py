"""Nearest sentences: FAISS files for speed, the vectors in SQLite whenever they do not fit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.errors import StorageError
from rag.library.catalogue import SqliteCatalogue
from rag.library.health import Finding
from rag.library.steps import WriteObserver, WriteStep, unobserved

if TYPE_CHECKING:
    from rag.library.nearest import FaissIndex, Together
    from rag.ports import Vector

_PREFIX: Final = "vectors-"
LARGEST_PART: Final = 65_536
"""Sentences in one file: what is held in memory while it is written."""
_HELD_AT_MOST: Final = 4 * LARGEST_PART
"""Sentences whose vectors are kept in memory where there is no file to search."""


@dataclass(frozen=True, slots=True)
class _Held:
    """What is searched, and the generation that it is of."""

    stamp: str
    nearest: "Together"
    from_files: bool


class FaissVectors:
    """The vectors of `catalogue`, copied to `folder`/vectors-STAMP.faiss.

    Implements `ports.VectorStore`. The file's name carries the catalogue's stamp, so that a
    reader never searches another generation's vectors: it reads those in SQLite until the
    file is there, and never waits. A large library has several files, vectors-STAMP.1.faiss
    the second, so that making and searching them takes no more memory than one does.
    """

    def __init__(
        self,
        folder: Path,
        catalogue: SqliteCatalogue,
        *,
        observer: WriteObserver = unobserved,
        largest_part: int = LARGEST_PART,
    ) -> None:
        self._folder = folder
        self._catalogue = catalogue
        self._observer = observer
        self._largest_part = largest_part
        self._held: _Held | None = None
        self._sound: tuple[Path, ...] = ()

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
        """Bring the files to the catalogue's generation, atomically, and drop older ones.

        Raises:
            StorageError: a file cannot be written; searches go on reading SQLite.
        """
        with self._catalogue.snapshot():
            paths = self._paths()
            if not self._are_whole(paths):
                self._save(paths)
        self._remove_others(paths)

    def check(self) -> tuple[Finding, ...]:
        """What keeps searches from using FAISS; empty when nothing does."""
        with self._catalogue.snapshot():
            paths = self._paths()
            if self._are_whole(paths) or not self._catalogue.sentence_count:
                return ()
        missing = next((path for path in paths if not path.exists()), None)
        path, state = (missing, "missing") if missing else (paths[0], "damaged")
        problem = f"{path} is {state}; searches read SQLite instead"
        return (Finding(problem, "Run `rag index`.", damage=False),)

    def _paths(self) -> tuple[Path, ...]:
        """The files of this generation, by the ids in them."""
        stamp, largest = self._catalogue.stamp, self._largest_part
        parts = max(1, -(-self._catalogue.sentence_count // largest))
        numbers = ("", *(f".{number}" for number in range(1, parts)))
        return tuple(self._folder / f"{_PREFIX}{stamp}{number}.faiss" for number in numbers)

    def _current(self) -> "Together":
        stamp = self._catalogue.stamp
        if self._held is None or self._held.stamp != stamp:
            self._held = self._loaded(stamp, self._paths()) or self._in_sqlite(stamp)
        return self._held.nearest

    def _are_whole(self, paths: Sequence[Path]) -> bool:
        """Whether all files are there and sound, which is found out once for each generation."""
        from rag.library.nearest import is_whole

        if paths != self._sound or not all(map(Path.exists, paths)):
            self._sound = tuple(paths) if all(map(is_whole, paths)) else ()
        return bool(self._sound)

    def _loaded(self, stamp: str, paths: Sequence[Path]) -> _Held | None:
        """What is in the files; None unless all of them are there and whole."""
        from rag.library.nearest import FaissIndex, Together

        if not self._are_whole(paths):
            return None
        parts = tuple(part for part in map(FaissIndex.open, paths) if part is not None)
        if len(parts) < len(paths):
            return None
        return _Held(stamp, Together(lambda: parts, sum(map(len, parts))), from_files=True)

    def _in_sqlite(self, stamp: str) -> _Held:
        """The vectors in SQLite, kept in memory unless they are too many."""
        from rag.library.nearest import Matrix, Together

        def read() -> Iterator[Matrix]:
            for ids, vectors in self._catalogue.vectors_in_parts(self._largest_part):
                yield Matrix(ids, vectors)

        count = self._catalogue.sentence_count
        if count > _HELD_AT_MOST:
            return _Held(stamp, Together(read, count), from_files=False)
        parts = tuple(read())
        return _Held(stamp, Together(lambda: parts, sum(map(len, parts))), from_files=False)

    def _save(self, paths: Sequence[Path]) -> None:
        from rag.library.nearest import FaissIndex

        parts = self._catalogue.vectors_in_parts(self._largest_part)
        for path in paths:
            ids, vectors = next(parts, None) or self._catalogue.vectors(())
            self._save_part(path, FaissIndex.build(ids, vectors))

    def _save_part(self, path: Path, index: "FaissIndex") -> None:
        part = path.with_suffix(".part")
        try:
            index.write(part, path)
            self._observer(WriteStep.VECTORS_WRITTEN)
            part.replace(path)
            self._observer(WriteStep.VECTORS_RENAMED)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise StorageError(
                f"{path} could not be written: {error.strerror}",
                "Free some space and run `rag index` again; nothing is lost.",
            ) from error

    def _remove_others(self, current: Sequence[Path]) -> None:
        others = [file for file in self._folder.glob(f"{_PREFIX}*") if file not in current]
        for file in others:
            file.unlink(missing_ok=True)
        if others:
            self._observer(WriteStep.VECTORS_CLEANED)
