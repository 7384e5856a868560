"""The library brought up to date before a run, and what is said about it."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final

from rag.errors import LibraryError
from rag.indexing import (
    FailedFile,
    Pipeline,
    Plan,
    ReadFile,
    State,
    SyncObserver,
    SyncProgress,
    SyncReport,
    survey,
    synchronise,
)
from rag.ports import Catalogue, Encoder, Manifest, VectorStore
from rag.readers.limits import Limits
from rag.settings import Settings
from rag.workspace.reporting import Reporter

_READ: Final = (
    "Name text, Markdown, PDF, web pages, Word, Excel, PowerPoint or OpenDocument files, EPUB,"
    " mails, CSV, JSON or XML; in folders, what is hidden or left out by .gitignore or the setting"
    " exclude is not looked for."
)


def bring_up_to_date(
    library: tuple[Catalogue, VectorStore],
    *,
    plan: Plan,
    encoder: Callable[[], Encoder],
    manifest: Callable[[Encoder], Manifest],
    reporter: Reporter,
    limits: Limits,
) -> SyncReport:
    """The report of a run over the files, of which `reporter` is shown how far it is."""
    from rag.readers.sandbox import Sandbox

    with Sandbox(limits) as sandbox:
        pipeline = _pipeline(sandbox.read, encoder, manifest, limits)
        return synchronise(*library, plan=plan, pipeline=pipeline, observer=_observer(reporter))


def _pipeline(
    read: ReadFile,
    encoder: Callable[[], Encoder],
    manifest: Callable[[Encoder], Manifest],
    limits: Limits,
) -> Pipeline:
    from rag import chunking, readers
    from rag.readers.ocr.recognition import signatures
    from rag.readers.text import called_after

    return Pipeline(
        read=read,
        supported=supported_within(limits),
        split=chunking.split,
        embedded_texts=chunking.texts_to_embed,
        encoder=encoder,
        manifest=manifest,
        readers=signatures((reader.name for reader in readers.READERS), limits),
        limits=repr(limits),
        called_after=called_after,
    )


def plan_for(root: Path, settings: Settings, paths: Sequence[Path]) -> Plan:
    """A plan over the library's sources and the paths given."""
    named = (*map(Path, settings.sources), *paths)
    return Plan(root, named, yields=True, exclude=settings.exclude)


def supported_within(limits: Limits) -> Callable[[Path], bool]:
    """Tells by its suffix whether a file is read: pictures only where OCR may be used."""
    from rag import readers
    from rag.readers.ocr.recognition import is_at_hand

    return partial(readers.supported, sees=is_at_hand(limits))


def all_unreadable(plan: Plan, limits: Limits) -> SyncReport | None:
    """The report of a run over a new library that finds no file; None where there is one."""
    comparison = survey(plan, supported_within(limits))
    if comparison.those(State.TO_READ):
        return None
    return SyncReport(failed=comparison.failed)


def resumed(report: SyncReport) -> Iterator[str]:
    """What a run finished for another, in a line; nothing where there was nothing."""
    if report.resumed:
        yield f"finished what an interrupted run left: {', '.join(report.resumed)}"


def in_words(report: SyncReport) -> Iterator[str]:
    """What a run changed, in a line; nothing where it changed nothing."""
    counted = (
        ("added", report.added),
        ("updated", report.updated),
        ("renamed", report.renamed),
        ("removed", report.removed),
    )
    changes = ", ".join(f"{count} {name}" for name, count in counted if count)
    if changes:
        yield f"library: {changes} ({report.sentences:,} sentences read)"


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
    return LibraryError(f"nothing readable in {where}", _READ)


def _observer(reporter: Reporter) -> SyncObserver:
    """Shows how much of the files is done, by their bytes, with files and sentences a second."""
    began = time.monotonic()

    def observe(progress: SyncProgress) -> None:
        if not progress.files_total:
            return
        rate = progress.sentences / max(time.monotonic() - began, 0.001)
        told = (
            f"{progress.files_done:,} of {progress.files_total:,} files",
            f"{rate:,.0f} sentences/s" if progress.sentences else "",
            PurePosixPath(progress.path).name,
        )
        done, total = int(progress.bytes_done), progress.bytes_total
        reporter.progress("indexing", done, max(total, 1), " · ".join(filter(None, told)))

    return observe
