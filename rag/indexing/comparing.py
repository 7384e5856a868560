"""What became of the files that the library knows, and which others there are."""

import hashlib
import os
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path
from typing import Final

from rag.domain import StoredDocument
from rag.indexing.discovery import Found, Plan, discover
from rag.indexing.report import FailedFile

_GONE: Final = (FileNotFoundError, NotADirectoryError)
"""Any other failure to look at a file says nothing about whether it is there."""


class State(Enum):
    """What a file is to the library."""

    UNCHANGED = auto()
    TOUCHED = auto()
    """Another size or time stamp, the same content."""
    TO_READ = auto()
    GONE = auto()
    FAILED = auto()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that is in the library, or is to be."""

    name: str
    """As it is stored."""
    path: Path
    known: StoredDocument | None
    state: State
    size: int = 0
    modified_ns: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every file that is known or found, in the order of their names."""

    candidates: tuple[Candidate, ...]
    failed: tuple[FailedFile, ...]

    @property
    def unchanged(self) -> int:
        """How many files are as they were, but perhaps for their dates."""
        return len(self.those(State.UNCHANGED)) + len(self.those(State.TOUCHED))

    def those(self, state: State) -> tuple[Candidate, ...]:
        """The files in this state."""
        return tuple(candidate for candidate in self.candidates if candidate.state is state)


def compare(
    documents: Sequence[StoredDocument], found: Found, plan: Plan, readers: frozenset[str]
) -> Comparison:
    """Each known or found file, looked at: by its size and date, and by its hash if they differ.

    What another reader than one of `readers` read is to be read again; with `plan.rebuild`,
    all that is there.
    """
    base = plan.root.resolve()
    known = {document.path: document for document in documents}
    paths = {name: base / name for name in known} | dict(found.files)
    candidates = tuple(
        _candidate(name, path, known.get(name), readers) for name, path in sorted(paths.items())
    )
    if plan.rebuild:
        candidates = tuple(_to_read(candidate) for candidate in candidates)
    failed = tuple(
        FailedFile(candidate.name, candidate.reason, "Check the path.")
        for candidate in candidates
        if candidate.state is State.FAILED
        or (candidate.state is State.GONE and candidate.name in found.files)
    )
    return Comparison(candidates, (*found.failed, *failed))


def survey(plan: Plan, supported: Callable[[Path], bool]) -> Comparison:
    """What a run over a library that knows no file yet would find."""
    return compare((), discover(plan, supported), plan, frozenset())


def _candidate(
    name: str, path: Path, known: StoredDocument | None, readers: frozenset[str]
) -> Candidate:
    try:
        status = path.stat()
        state = _state(path, status, known, readers)
    except OSError as error:
        lost = known is not None and isinstance(error, _GONE)
        state = State.GONE if lost else State.FAILED
        return Candidate(name, path, known, state, reason=_reason(error))
    if state in (State.GONE, State.FAILED):
        return Candidate(name, path, known, state, reason="is no regular file")
    return Candidate(name, path, known, state, status.st_size, status.st_mtime_ns)


def _to_read(candidate: Candidate) -> Candidate:
    there = candidate.state in (State.UNCHANGED, State.TOUCHED)
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
    return State.TOUCHED if _sha256(path) == known.sha256 else State.TO_READ


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "does not exist"
    return f"cannot be opened: {error.strerror}"
