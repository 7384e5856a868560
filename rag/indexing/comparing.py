"""What became of the files that the library knows, and which others there are."""

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Final

from rag.domain import StoredDocument
from rag.indexing.candidates import Candidate, State
from rag.indexing.discovery import Found, Plan, discover
from rag.indexing.renaming import renamed, sha256
from rag.indexing.report import FailedFile
from rag.ports import KnownFailure

_GONE: Final = (FileNotFoundError, NotADirectoryError)
"""Any other failure to look at a file says nothing about whether it is there."""


@dataclass(frozen=True)
class Known:
    """What the library knows of files, and how it would read them today."""

    documents: Sequence[StoredDocument]
    failures: Sequence[KnownFailure] = ()
    readers: frozenset[str] = frozenset()
    """Names and versions of today's readers; empty: any will do."""
    limits: str = ""
    named: frozenset[str] = frozenset()
    """Files that stay although a rule leaves them out: they were themselves named."""

    @cached_property
    def reading(self) -> str:
        """Today's readers and what bounds them, all in one."""
        return " ".join((*sorted(self.readers), self.limits)).strip()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every file that is known or found, in the order of their names."""

    candidates: tuple[Candidate, ...]
    failed: tuple[FailedFile, ...]
    failing: tuple[FailedFile, ...] = ()
    """Those the plan covers that failed before, and are as they were."""
    forgotten: tuple[str, ...] = ()
    """Files that failed before, and are gone or to be tried again."""

    @property
    def unchanged(self) -> int:
        """How many files are as they were, but perhaps for their dates."""
        return len(self.those(State.UNCHANGED)) + len(self.those(State.TOUCHED))

    @property
    def names(self) -> frozenset[str]:
        """The names of all but those that are gone."""
        there = (one for one in self.candidates if one.state is not State.GONE)
        return frozenset(one.name for one in there)

    def those(self, state: State) -> tuple[Candidate, ...]:
        """The files in this state."""
        return tuple(candidate for candidate in self.candidates if candidate.state is state)


def compare(known: Known, found: Found, plan: Plan) -> Comparison:
    """Each known or found file, looked at: by its size and date, and by its hash if they differ.

    What another reader than one of today's read is to be read again; with `plan.rebuild`, all
    that is there. A file that failed is to be read again when it or a reader has changed.
    """
    base = plan.root.resolve()
    documents = {document.path: document for document in known.documents}
    failures = {failure.path: failure for failure in known.failures}
    unseen = (name for name in (*documents, *failures) if name not in found.files)
    paths = {name: base / name for name in unseen} | dict(found.files)
    left_out = _left_out(found, known.named)
    candidates = []
    for name, path in sorted(paths.items()):
        if name not in found.files and left_out(name):
            candidate = Candidate(name, path, documents.get(name), State.GONE)
        else:
            candidate = _candidate(name, path, documents.get(name), known.readers)
        candidates.append(_as_failed(candidate, failures.get(name), known.reading, plan))
    if plan.rebuild:
        candidates = [_to_read(candidate) for candidate in candidates]
    else:
        candidates = list(renamed(candidates, known.readers))
    failing = {one.name for one in candidates if one.state is State.FAILING}
    return Comparison(
        tuple(candidates),
        failed=(*found.failed, *_failed(candidates, found)),
        failing=tuple(
            FailedFile(failure.path, failure.reason, failure.hint)
            for failure in known.failures
            if failure.path in failing and (not plan.paths or failure.path in found.files)
        ),
        forgotten=tuple(failures.keys() - failing),
    )


def survey(plan: Plan, supported: Callable[[Path], bool]) -> Comparison:
    """What a run over a library that knows no file yet would find."""
    return compare(Known(()), discover(plan, supported), plan)


def _failed(candidates: Sequence[Candidate], found: Found) -> Iterator[FailedFile]:
    """Those that are not even there to be read, although they were named."""
    for candidate in candidates:
        lost = candidate.state is State.GONE and candidate.name in found.files
        if candidate.state is State.FAILED or lost:
            yield FailedFile(candidate.name, candidate.reason, "Check the path.")


def _left_out(found: Found, named: frozenset[str]) -> Callable[[str], bool]:
    """Whether a rule leaves out a file that was not `named`, or a folder above it."""
    excluded = frozenset(found.excluded)
    if not excluded:
        return lambda name: False
    return lambda name: (
        name not in named
        and (
            name in excluded
            or any(above.as_posix() in excluded for above in PurePosixPath(name).parents)
        )
    )


def _candidate(
    name: str, path: Path, known: StoredDocument | None, readers: frozenset[str]
) -> Candidate:
    try:
        status = os.stat(path)  # noqa: PTH116, ten thousand times before every answer
        state = _state(path, status, known, readers)
    except OSError as error:
        lost = known is not None and isinstance(error, _GONE)
        state = State.GONE if lost else State.FAILED
        return Candidate(name, path, known, state, reason=_reason(error))
    if state in (State.GONE, State.FAILED):
        return Candidate(name, path, known, state, reason="is no regular file")
    return Candidate(name, path, known, state, status.st_size, status.st_mtime_ns)


def _as_failed(
    candidate: Candidate, failure: KnownFailure | None, reading: str, plan: Plan
) -> Candidate:
    """The candidate in the light of an earlier failure to read it."""
    if failure is None or candidate.known is not None:
        return candidate
    if candidate.state is State.FAILED:
        there = os.path.lexists(candidate.path)
        return replace(candidate, state=State.FAILING if there else State.GONE)
    kept = (failure.size, failure.modified_ns) == (candidate.size, candidate.modified_ns)
    if candidate.state is State.TO_READ and kept and failure.readers == reading and not plan.retry:
        return replace(candidate, state=State.FAILING)
    return candidate


def _to_read(candidate: Candidate) -> Candidate:
    there = candidate.state in (State.UNCHANGED, State.TOUCHED, State.FAILING)
    return replace(candidate, state=State.TO_READ) if there else candidate


def _state(
    path: Path, status: os.stat_result, known: StoredDocument | None, readers: frozenset[str]
) -> State:
    if not stat.S_ISREG(status.st_mode):
        return State.FAILED if known is None else State.GONE
    if known is None or (readers and known.reader not in readers):
        return State.TO_READ
    if (known.size, known.modified_ns) == (status.st_size, status.st_mtime_ns):
        return State.UNCHANGED
    return State.TOUCHED if sha256(path) == known.sha256 else State.TO_READ


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "does not exist"
    return f"cannot be opened: {error.strerror}"
