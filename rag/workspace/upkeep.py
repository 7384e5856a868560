"""The library kept up to date: by `index`, and before every run that uses it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from rag.errors import LibraryError
from rag.ports import Encoder, KnownFailure
from rag.settings import Ocr, Settings
from rag.workspace.parts import Parts
from rag.workspace.reporting import Reporter
from rag.workspace.results import Removed
from rag.workspace.shelf import Shelf

if TYPE_CHECKING:
    from rag.indexing import FailedFile, Plan, SyncReport
    from rag.readers.limits import Limits

_STATUS: Final = "`rag status` lists what it holds."
_BUSY: Final = "another run is indexing"
_NO_LIBRARY: Final = 'Build one with: rag index PATH — or name documents: ask "…" PATH'


Failed = TypeVar("Failed", "FailedFile", KnownFailure)


@dataclass(frozen=True, slots=True)
class Indexing:
    """How a run goes about it."""

    rebuild: bool = False
    """Read and encode everything anew."""
    retry: bool = False
    """Try files again that failed and have not changed since."""
    may_be_empty: bool = False
    """Make a library even where there is nothing to read yet."""


class Upkeep:
    """Brings the library on a shelf up to date; `encoder` is opened when there is need of it."""

    def __init__(
        self,
        shelf: Shelf,
        settings: Settings,
        parts: Parts,
        *,
        encoder: Callable[[], Encoder],
        reporter: Reporter,
    ) -> None:
        self.failures: tuple[FailedFile, ...] = ()
        """The files the last run tried and could not read."""
        self.unread: tuple[FailedFile, ...] = ()
        """Of the documents of the last run all that could not be read, now or before."""
        self._shelf = shelf
        self._settings = settings
        self._parts = parts
        self._encoder = encoder
        self._reporter = reporter

    def index(self, paths: Sequence[Path], how: "Indexing") -> "SyncReport":
        """Bring the library up to date with its sources, its known files and `paths`.

        What was changed and what failed is in the report; nothing is said of it otherwise.

        Raises:
            LibraryError: nothing to index, or a library that cannot be used.
            StorageError: the library cannot be written.
        """
        if not how.may_be_empty:
            self._require_something(paths)
        known: tuple[Path, ...] = ()
        if how.rebuild:
            known = self._shelf.open_anew(named=bool(paths or self._settings.sources))
        else:
            self._shelf.open(writable=True)
        plan = replace(
            self._plan((*known, *paths)), rebuild=how.rebuild, retry=how.retry, yields=False
        )
        report = self._synchronise(plan)
        held = report.changed or report.unchanged or self._shelf.library.documents()
        if not held and not how.may_be_empty:
            raise self._nothing_readable(report, paths)
        return report

    def watch(self, paths: Sequence[Path]) -> "Iterator[SyncReport]":
        """The report of each run that a change to the files calls for, until Ctrl-C.

        Raises:
            LibraryError: the library cannot be used any more.
            StorageError: the disk is full or the library cannot be written.
        """
        from rag.indexing import changes

        plan = self._plan(paths)
        waiting = changes(plan)
        while True:
            failed = self.failures
            try:
                next(waiting)
            except KeyboardInterrupt:
                return
            report = self._synchronise(plan)
            if report.busy:
                self._reporter.notice(_BUSY)
            elif report.changed or (report.failed and report.failed != failed):
                yield report

    def prepared(self, paths: Sequence[Path]) -> tuple[int, ...] | None:
        """The documents a run is limited to, None for all, once the library is up to date.

        Raises:
            LibraryError: no library, nothing readable, or a library that cannot be used.
        """
        from rag.indexing import SyncReport, covered

        self._require_something(paths)
        library, report = self._shelf.library, SyncReport()
        if library.writable:
            report = self._synchronise(self._plan(paths))
            self.tell_changes(report)
        else:
            self._reporter.notice("the library is read-only: changes to files are not looked for")
        documents = library.documents()
        chosen = covered(documents, self._shelf.root, paths) if paths else None
        if not chosen and (paths or not documents):
            raise self._nothing_readable(report, paths)
        self.unread = tuple(self._below(report.all_failed, paths))
        self._tell_what_is_amiss(report)
        for notice in report.notices:
            self._reporter.notice(notice.told)
        return chosen

    def tell_changes(self, report: "SyncReport") -> None:
        """Say what a run changed, where its report is not shown."""
        from rag.workspace import syncing

        for told in syncing.in_words(report):
            self._reporter.notice(told)

    def remove(self, paths: Sequence[Path]) -> Removed:
        """Take documents out of the library, and files that failed off its list.

        Raises:
            LibraryError: there is none, it holds none of `paths`, or another run is writing it.
            StorageError: it cannot be written.
        """
        from rag.indexing import busy, covered, write_lock

        self.require_library()
        library, vectors = self._shelf.open(writable=True)
        with write_lock(self._shelf.folder) as held:
            if not held:
                raise busy(self._shelf.folder)
            known = library.documents()
            chosen = frozenset(covered(known, self._shelf.root, paths))
            failed = {each.path for each in self._below(library.failures(), paths)}
            removed = failed | {document.path for document in known if document.id in chosen}
            if not removed:
                where = ", ".join(map(str, paths))
                raise LibraryError(f"{where}: nothing of it is in the library", _STATUS)
            library.remove(sorted(chosen))
            library.keep_failures((), forget=sorted(failed))
            library.keep_named([name for name in library.named() if name not in removed])
            vectors.refresh()
        found = self._covered_again()
        return Removed(tuple(sorted(removed)), tuple(sorted(removed & found)))

    def _covered_again(self) -> frozenset[str]:
        """The files that the settings' sources hold."""
        from rag import readers
        from rag.indexing.discovery import discover

        return frozenset(discover(self._plan(()), readers.supported).files)

    def _below(self, failures: Iterable[Failed], paths: Sequence[Path]) -> Iterator[Failed]:
        """The files that are one of `paths` or lie below one; all where none are given."""
        for failed in failures:
            place = self._shelf.root / failed.path
            if not paths or any(place.is_relative_to(path) for path in paths):
                yield failed

    def require_library(self) -> None:
        """Refuse to go on without a library.

        Raises:
            LibraryError: there is none.
        """
        if not self._shelf.exists:
            raise LibraryError(f"no library in {self._shelf.root}", _NO_LIBRARY)

    def _require_something(self, paths: Sequence[Path]) -> None:
        """Refuse a run over nothing before it makes a folder."""
        from rag.workspace import syncing

        if self._shelf.exists:
            return
        if not paths and not self._settings.sources:
            self.require_library()
        report = syncing.all_unreadable(self._plan(paths), _limits(self._settings))
        if report is not None:
            raise self._nothing_readable(report, paths)

    def _plan(self, paths: Sequence[Path]) -> "Plan":
        from rag.workspace import syncing

        return syncing.plan_for(self._shelf.root, self._settings, paths)

    def _synchronise(self, plan: "Plan") -> "SyncReport":
        from rag.workspace import syncing

        report = syncing.bring_up_to_date(
            self._shelf.open(),
            plan=plan,
            encoder=self._encoder,
            manifest=self._parts.manifest,
            reporter=self._reporter,
            limits=_limits(self._settings),
        )
        for told in syncing.resumed(report):
            self._reporter.notice(told)
        self.failures = report.failed
        return report

    def _nothing_readable(self, report: "SyncReport", paths: Sequence[Path]) -> LibraryError:
        """Why a run has no document; the reason of a single file is not told twice."""
        from rag.indexing import busy
        from rag.workspace import syncing

        if report.busy:
            return busy(self._shelf.folder)
        if len(report.all_failed) > 1:
            self._tell_what_is_amiss(replace(report, failed=report.all_failed))
        return syncing.nothing_readable(report.all_failed, paths)

    def _tell_what_is_amiss(self, report: "SyncReport") -> None:
        from rag.workspace import syncing

        if report.busy:
            self._reporter.notice(f"{_BUSY}: answering from the library as it is")
        for failed in report.failed:
            self._reporter.warning(syncing.explained(failed))


def _limits(settings: Settings) -> "Limits":
    from rag.readers.limits import Limits

    return Limits(
        file_seconds=settings.file_seconds,
        file_memory=settings.file_memory,
        largest_file=settings.largest_file,
        largest_text=settings.largest_text,
        ocr_pages=0 if settings.ocr is Ocr.OFF else settings.ocr_pages,
    )
