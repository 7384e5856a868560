"""What a run over the files did."""

from dataclasses import dataclass
from typing import Final

from rag.domain import FileNotice


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file or folder that could not be read, why, and what to do about it."""

    path: str
    reason: str
    hint: str


MOST_NAMED: Final = 5
"""How many of the files that were passed over are named."""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """How many files were added, updated, removed and so on; `sentences` were stored."""

    added: int = 0
    updated: int = 0
    removed: int = 0
    unchanged: int = 0
    failed: tuple[FailedFile, ...] = ()
    ignored: int = 0
    """Files in covered folders that are of no kind that is read."""
    passed_over: tuple[str, ...] = ()
    """The first `MOST_NAMED` of them."""
    renamed: int = 0
    """Known files that were found under another name."""
    failing: tuple[FailedFile, ...] = ()
    """Files that failed before and have not changed since; they were not tried again."""
    excluded: int = 0
    """Files and folders that a rule leaves out."""
    sentences: int = 0
    busy: bool = False
    """Another run was writing; nothing was looked at."""
    resumed: tuple[str, ...] = ()
    """Paths that an interrupted run had left, and this one took up."""
    notices: tuple[FileNotice, ...] = ()
    """What readers told of the files that this run read."""

    @property
    def changed(self) -> bool:
        """Whether the library is not what it was before."""
        return bool(self.added or self.updated or self.removed or self.renamed)

    @property
    def all_failed(self) -> tuple[FailedFile, ...]:
        """Every file that could not be read, now or before."""
        return tuple(sorted((*self.failed, *self.failing), key=lambda failed: failed.path))
