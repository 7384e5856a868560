"""Files and library compared; what changed is read, split, embedded and stored in batches."""

from dataclasses import replace

from rag.errors import ReadError, StorageError
from rag.indexing.batches import Batches
from rag.indexing.comparing import Candidate, State, compare
from rag.indexing.discovery import Plan, discover
from rag.indexing.locking import busy, write_lock
from rag.indexing.pipeline import Pipeline, SyncObserver, SyncProgress
from rag.indexing.report import FailedFile, SyncReport
from rag.indexing.resuming import left_behind, until_done
from rag.ports import Catalogue, VectorStore


def synchronise(
    catalogue: Catalogue,
    vectors: VectorStore,
    *,
    plan: Plan,
    pipeline: Pipeline,
    observer: SyncObserver = lambda progress: None,
) -> SyncReport:
    """The library at `plan.library` brought up to date, and a report of what that took.

    Known files are looked at, wherever they lie; files that `plan` covers are added. New and
    changed ones are stored in batches, each whole or not at all, so that whoever is
    interrupted loses one batch; the next run finishes the work, whatever it covers itself. The
    FAISS file is dispensable to a run that `plan.yields`. Files that are gone, or that hold nothing readable any more, leave last. Files that fail are reported, not raised.

    Raises:
        LibraryError: another run is writing, unless `plan.yields`; or the encoder differs.
        StorageError: the disk is full or the library cannot be written; what was stored is kept.
        ModelError: the encoder cannot be used.
    """
    with write_lock(plan.library) as held:
        if not held and not plan.yields:
            raise busy(plan.library)
        if not held:
            return SyncReport(busy=True)
        left = left_behind(catalogue, plan)
        whole = replace(plan, paths=(*plan.paths, *(plan.root / name for name in left)))
        report = _Run(catalogue, pipeline, observer).bring_up_to_date(whole)
        try:
            vectors.refresh()
        except StorageError:
            if not plan.yields:
                raise
    return replace(report, resumed=left)


class _Run:
    """One pass over all files."""

    def __init__(self, catalogue: Catalogue, pipeline: Pipeline, observer: SyncObserver) -> None:
        self._catalogue = catalogue
        self._pipeline = pipeline
        self._observer = observer
        self._batches = Batches(catalogue, pipeline, embedded=self._embedded)
        self._progress = SyncProgress(0, 0, 0, "")
        self._failed: list[FailedFile] = []
        self._emptied: list[Candidate] = []

    def bring_up_to_date(self, plan: Plan) -> SyncReport:
        """The report of a pass over the known files and those that `plan` covers."""
        found = discover(plan, self._pipeline.supported)
        if plan.rebuild:
            self._batches.begin_anew()
        comparison = compare(self._catalogue.documents(), found, plan, self._pipeline.readers)
        to_read = comparison.those(State.TO_READ)
        adds = any(candidate.known is None for candidate in to_read)
        with until_done(self._catalogue, plan, adds=adds, stored=lambda: self._batches.sentences):
            stored = self._store(to_read)
        for candidate in comparison.those(State.TOUCHED):
            self._touch(candidate)
        removed = self._remove(comparison.those(State.GONE))
        updated = sum(candidate.known is not None for candidate in stored)
        return SyncReport(
            added=len(stored) - updated,
            updated=updated,
            removed=removed,
            unchanged=comparison.unchanged,
            failed=(*comparison.failed, *self._failed),
            ignored=found.ignored,
            sentences=self._batches.sentences,
        )

    def _store(self, candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        stored = []
        for done, candidate in enumerate(candidates):
            self._reached(done, len(candidates), candidate.name)
            try:
                self._batches.add(candidate)
            except ReadError as error:
                self._note_failure(candidate, error)
            else:
                stored.append(candidate)
        self._batches.flush()
        self._reached(len(candidates), len(candidates))
        return tuple(stored)

    def _note_failure(self, candidate: Candidate, error: ReadError) -> None:
        reason = error.message.removeprefix(f"{candidate.path} ")
        self._failed.append(FailedFile(candidate.name, reason, error.hint))
        # A file that the system will not give us now may still hold what we know of it; one
        # that we read and that says nothing does not.
        if candidate.known is not None and not isinstance(error.__cause__, OSError):
            self._emptied.append(candidate)

    def _touch(self, candidate: Candidate) -> None:
        if candidate.known is not None:
            self._catalogue.touch(
                candidate.known.id, size=candidate.size, modified_ns=candidate.modified_ns
            )

    def _remove(self, gone: tuple[Candidate, ...]) -> int:
        known = (candidate.known for candidate in (*gone, *self._emptied))
        ids = [document.id for document in known if document is not None]
        if ids:
            self._catalogue.remove(ids)
        return len(ids)

    def _reached(self, done: int, total: int, path: str = "") -> None:
        self._tell(SyncProgress(done, total, self._progress.sentences, path))

    def _embedded(self, sentences: int) -> None:
        total = self._progress.sentences + sentences
        self._tell(replace(self._progress, sentences=total))

    def _tell(self, progress: SyncProgress) -> None:
        self._progress = progress
        self._observer(progress)
