"""The files that a run deals with, and what each is to the library."""

from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path

from rag.domain import StoredDocument


class State(Enum):
    """What a file is to the library."""

    UNCHANGED = auto()
    TOUCHED = auto()
    """Another size or time stamp, the same content."""
    RENAMED = auto()
    """The content of a known file that is gone, under another name."""
    TO_READ = auto()
    GONE = auto()
    """No longer there, or left out by a rule."""
    FAILED = auto()
    FAILING = auto()
    """Could not be read before, and is as it was then."""


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

    def renamed(self, before: StoredDocument) -> "Candidate":
        """This file as the one that `before` was read from."""
        return replace(self, known=before, state=State.RENAMED)
