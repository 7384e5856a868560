"""Files and library compared; what changed is read, split, embedded and stored in batches."""

from collections.abc import Sequence
from dataclasses import replace

from rag.errors import StorageError
from rag.indexing.attempts import Attempts
from rag.indexing.batches import Batches
from rag.indexing.candidates import Candidate, State
from rag.indexing.comparing import Comparison, Known, compare
from rag.indexing.discovery import Plan, discover
from rag.indexing.locking import busy, write_lock
from rag.indexing.pipeline import Pipeline, SyncObserver, SyncProgress
from rag.indexing.renaming import refiled
from rag.indexing.report import MOST_NAMED, SyncReport
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
    FAISS file is dispensable to a run that `plan.yields`. Known files found under another name
    keep their sentences and vectors. Files that are gone, are left out by a rule, or hold nothing
    readable any more, leave last. Files that fail are reported, not raised, and kept in mind:
    they are tried again when they or the readers change.

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
        self._progress = SyncProgress()

    def bring_up_to_date(self, plan: Plan) -> SyncReport:
        """The report of a pass over the known files and those that `plan` covers."""
        found = discover(plan, self._pipeline.supported)
        batches = Batches(
            self._catalogue, self._pipeline, folder=plan.library, embedded=self._embedded
        )
        if plan.rebuild:
            batches.begin_anew()
        known = self._known(found.named)
        comparison = compare(known, found, plan)
        self._refile(comparison)
        self._keep_named(known.named & comparison.names)
        to_read = comparison.those(State.TO_READ)
        attempts = Attempts(self._catalogue, batches, readers=known.reading)
        adds = any(candidate.known is None for candidate in to_read)
        with until_done(self._catalogue, plan, adds=adds, stored=lambda: batches.sentences):
            self._read(attempts, to_read)
        removed = self._remove((*comparison.those(State.GONE), *attempts.emptied))
        self._catalogue.keep_failures((), forget=attempts.outlived(comparison.forgotten))
        updated = sum(candidate.known is not None for candidate in attempts.stored)
        return SyncReport(
            added=len(attempts.stored) - updated,
            updated=updated,
            removed=removed,
            unchanged=comparison.unchanged,
            failed=(*comparison.failed, *attempts.failed),
            failing=comparison.failing,
            ignored=len(found.ignored),
            passed_over=found.ignored[:MOST_NAMED],
            excluded=len(frozenset(found.excluded) - known.named),
            renamed=len(comparison.those(State.RENAMED)),
            sentences=batches.sentences,
            notices=tuple(attempts.notices),
        )

    def _known(self, named: frozenset[str]) -> Known:
        """What the library knows, the files `named` against a rule in this run among it."""
        documents, failures = self._catalogue.documents(), self._catalogue.failures()
        parts = self._pipeline
        kept = named.union(self._catalogue.named())
        return Known(documents, failures, parts.readers, parts.limits, kept)

    def _keep_named(self, names: frozenset[str]) -> None:
        if names != frozenset(self._catalogue.named()):
            self._catalogue.keep_named(sorted(names))

    def _refile(self, comparison: Comparison) -> None:
        """Record the names and dates of files whose content is known."""
        those = (*comparison.those(State.TOUCHED), *comparison.those(State.RENAMED))
        called_after = self._pipeline.called_after
        self._catalogue.refile(
            [refiled(one, one.known, called_after) for one in those if one.known is not None]
        )

    def _remove(self, gone: Sequence[Candidate]) -> int:
        ids = [candidate.known.id for candidate in gone if candidate.known is not None]
        if ids:
            self._catalogue.remove(ids)
        return len(ids)

    def _read(self, attempts: Attempts, candidates: Sequence[Candidate]) -> None:
        total = sum(candidate.size for candidate in candidates)
        self._progress = SyncProgress(files_total=len(candidates), bytes_total=total)
        attempts.read(
            candidates, reached=self._reached, passed=lambda size: self._embedded(0, size)
        )
        self._tell(replace(self._progress, bytes_done=total))

    def _reached(self, done: int, path: str) -> None:
        self._tell(replace(self._progress, files_done=done, path=path))

    def _embedded(self, sentences: int, size: float) -> None:
        total = self._progress.sentences + sentences
        done = min(self._progress.bytes_done + size, self._progress.bytes_total)
        self._tell(replace(self._progress, sentences=total, bytes_done=done))

    def _tell(self, progress: SyncProgress) -> None:
        self._progress = progress
        self._observer(progress)
