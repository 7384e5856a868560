"""The steps in which the library is written, for whoever wants to watch them."""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeAlias


class WriteStep(StrEnum):
    """A step of writing that has just been taken."""

    DOCUMENT_REMOVED = "document removed"
    """Within a transaction that is still open."""
    DOCUMENT_STORED = "document stored"
    """Within a transaction that is still open."""
    COMMITTED = "committed"
    VECTORS_WRITTEN = "vectors written"
    """Under a temporary name, and flushed to the disk."""
    VECTORS_RENAMED = "vectors renamed"
    VECTORS_CLEANED = "older vectors removed"


WriteObserver: TypeAlias = Callable[[WriteStep], None]


def unobserved(_step: WriteStep) -> None:
    """Nothing: the observer of those who do not watch."""
