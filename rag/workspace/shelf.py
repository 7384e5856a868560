"""A root's library: where it lies, how it is opened, and when it may be thrown away."""

from pathlib import Path

from rag.errors import LibraryError, StorageError
from rag.ports import VectorStore
from rag.settings import LIBRARY_FOLDER
from rag.workspace.parts import Library, Parts
from rag.workspace.reporting import Reporter


class Shelf:
    """Opens the library in `root` on first use, and keeps it open."""

    def __init__(self, root: Path, parts: Parts, reporter: Reporter) -> None:
        self.folder = root / LIBRARY_FOLDER
        """Where the library lies."""
        self.root = root
        """Stored paths start from here."""
        self._parts = parts
        self._reporter = reporter
        self._opened: tuple[Library, VectorStore] | None = None

    @property
    def exists(self) -> bool:
        """Whether there is a library, whatever its state."""
        return self.folder.is_dir()

    @property
    def library(self) -> Library:
        """The catalogue of the library, opened."""
        return self.open()[0]

    @property
    def vectors(self) -> VectorStore:
        """The vectors of the library, opened."""
        return self.open()[1]

    def close(self) -> None:
        """Close the library."""
        if self._opened is not None:
            self._opened[0].close()
        self._opened = None

    def open(self, *, writable: bool = False) -> tuple[Library, VectorStore]:
        """The library, opened for writing where that is possible, or else must be.

        Raises:
            LibraryError: it cannot be used.
            StorageError: it must be written and cannot.
        """
        if self._opened is None:
            try:
                self._opened = self._parts.library(self.folder, writable=True)
            except StorageError:
                if writable or not self.exists:
                    raise
                self._opened = self._parts.library(self.folder, writable=False)
        return self._opened

    def open_anew(self, *, named: bool) -> tuple[Path, ...]:
        """Open the library for writing; one that is damaged is thrown away first.

        The files a damaged one held come back, to be read again. `named` says whether the run
        covers files besides those.

        Raises:
            LibraryError: it cannot say what it held, and nothing else does.
            StorageError: it cannot be written.
        """
        known, damage = self._examined()
        if damage is None:
            return ()
        if not (known or named):
            raise LibraryError(
                damage, "Name the files it held and it is built anew: rag index --rebuild PATH…"
            )
        self._reporter.notice(f"starting anew: {damage}")
        self.close()
        self._parts.discard(self.folder)
        self.open(writable=True)
        return known

    def _examined(self) -> tuple[tuple[Path, ...], str | None]:
        """The files that the library holds, as far as it can tell, and what is damaged in it."""
        known: tuple[Path, ...] = ()
        try:
            library = self.open(writable=True)[0]
            known = tuple(self.root / document.path for document in library.documents())
            damage = [finding.problem for finding in library.check() if finding.damage]
        except StorageError:
            raise
        except LibraryError as error:
            return known, error.message
        return known, damage[0] if damage else None
