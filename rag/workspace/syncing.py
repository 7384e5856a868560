"""The library brought up to date before a run, and what is said about it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from rag.errors import LibraryError
from rag.indexing import (
    FailedFile,
    Pipeline,
    Plan,
    SyncObserver,
    SyncProgress,
    SyncReport,
    synchronise,
)
from rag.ports import Catalogue, Encoder, Manifest, VectorStore
from rag.workspace.reporting import Reporter


def bring_up_to_date(
    library: tuple[Catalogue, VectorStore],
    *,
    plan: Plan,
    encoder: Callable[[], Encoder],
    manifest: Callable[[Encoder], Manifest],
    reporter: Reporter,
) -> SyncReport:
    """The report of a run over the files, told to `reporter` as it goes."""
    from rag import chunking, readers

    pipeline = Pipeline(
        read=readers.read,
        supported=readers.supported,
        split=chunking.split,
        embedded_texts=chunking.embedded_texts,
        encoder=encoder,
        manifest=manifest,
        readers=frozenset(reader.name for reader in readers.READERS),
    )
    report = synchronise(*library, plan=plan, pipeline=pipeline, observer=_observer(reporter))
    told = in_words(report)
    if told:
        reporter.notice(told)
    for failed in report.failed:
        reporter.warning(explained(failed))
    return report


def plan_for(root: Path, sources: Sequence[str], paths: Sequence[Path]) -> Plan:
    """A plan over the library's sources and the paths given."""
    return Plan(root, (*map(Path, sources), *paths), yields=True)


def in_words(report: SyncReport) -> str:
    """What a run changed, in one line; empty where it changed nothing."""
    if report.busy:
        return "another run is indexing: answering from the library as it is"
    counted = (("added", report.added), ("updated", report.updated), ("removed", report.removed))
    changes = ", ".join(f"{count} {name}" for name, count in counted if count)
    return f"library: {changes} ({report.sentences:,} sentences read)" if changes else ""


def explained(failed: FailedFile) -> str:
    """Why a file was left out, and what to do about it."""
    reason = failed.reason if failed.path in failed.reason else f"{failed.path} {failed.reason}"
    return f"{reason}. {failed.hint}".strip()


def nothing_readable(failures: Sequence[FailedFile], paths: Sequence[Path]) -> LibraryError:
    """The error where a run has no document: the reason of the only file, or the places tried."""
    if len(failures) == 1:
        (only,) = failures
        return LibraryError(explained(replace(only, hint="")).rstrip("."), only.hint)
    where = ", ".join(str(path) for path in paths) or "the library"
    return LibraryError(f"nothing readable in {where}", "Name text or Markdown files.")


def _observer(reporter: Reporter) -> SyncObserver:
    def observe(progress: SyncProgress) -> None:
        reporter.progress("indexing", progress.files_done, progress.files_total)

    return observe
