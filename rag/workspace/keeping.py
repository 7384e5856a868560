"""The library of a workspace kept: brought up to date, repaired, looked over."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rag.domain import StoredDocument
from rag.workspace import lookup
from rag.workspace.opened import Opened
from rag.workspace.results import Diagnosis, Removed, Status
from rag.workspace.standing import standing
from rag.workspace.upkeep import Indexing

if TYPE_CHECKING:
    from rag.indexing import FailedFile, SyncReport
    from rag.library import Repaired


class Keeping(Opened):
    """Keeps the library, and says what is in it and how it stands."""

    @property
    def failures(self) -> "tuple[FailedFile, ...]":
        """The files the last run could not read."""
        return self._upkeep.failures

    @property
    def unread(self) -> "tuple[FailedFile, ...]":
        """Of the documents of the last run all files that could not be read, now or before."""
        return self._upkeep.unread

    def index(
        self,
        paths: Sequence[Path] = (),
        *,
        rebuild: bool = False,
        retry: bool = False,
        may_be_empty: bool = False,
    ) -> "SyncReport":
        """Bring the library up to date with its sources, its known files and `paths`.

        Raises:
            LibraryError: nothing to index, or a library that cannot be used.
            StorageError: the library cannot be written.
        """
        return self._upkeep.index(paths, Indexing(rebuild, retry, may_be_empty))

    def watch(self, paths: Sequence[Path] = ()) -> "Iterator[SyncReport]":
        """The report of each run that a change to the files calls for, until Ctrl-C.

        Raises:
            LibraryError: the library cannot be used any more.
        """
        return self._upkeep.watch(paths)

    def remove(self, paths: Sequence[Path]) -> Removed:
        """Take the documents that are one of `paths` or lie below one out of the library.

        Raises:
            LibraryError: there is none, it holds none of `paths`, or another run is writing it.
            StorageError: it cannot be written.
        """
        return self._upkeep.remove(paths)

    def repair(self) -> "Repaired | None":
        """Save what can be read of a damaged library, and read the other files again.

        None where nothing was damaged; the vectors are brought up to date all the same.

        Raises:
            LibraryError: there is none, or it is no library of this program's.
            StorageError: it cannot be written.
        """
        self._upkeep.require_library()
        self._shelf.close()
        repaired = self._models.parts.repair(self.folder)
        if repaired is None or repaired.documents or repaired.lost:
            self._upkeep.tell_changes(self._upkeep.index((), Indexing(may_be_empty=True)))
        return repaired

    def documents(self, paths: Sequence[Path] = ()) -> tuple[StoredDocument, ...]:
        """Every document in the library by path, or those that are or lie in one of `paths`."""
        from rag.indexing import covered

        held = self._library.documents()
        chosen = frozenset(covered(held, self.root, paths))
        return tuple(one for one in held if one.id in chosen) if paths else held

    def mentioning(self, words: str) -> tuple[str, ...]:
        """The paths of the documents that hold all these words, those with most of them first."""
        return lookup.mentioning(self._library, words)

    def holds(self, path: Path) -> bool:
        """Whether the file is a document of the library."""
        from rag.indexing.discovery import stored_path

        name = stored_path(self.root, path)
        return self._shelf.exists and any(each.path == name for each in self.documents())

    def status(self) -> Status:
        """What the library holds and which models would be used."""
        library = self._library if self._shelf.exists else None
        return standing(self.root, self.settings, library, self._models.parts.model_path())

    def doctor(self) -> Diagnosis:
        """What is wrong with models and library, and what to do about it."""
        from rag.workspace.diagnosis import diagnose

        return diagnose(
            self.root,
            self.settings,
            self._models.parts,
            lambda: self._shelf.open() if self._shelf.exists else None,
        )
