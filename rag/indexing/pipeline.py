"""How a file becomes a document that can be stored, and how far a run has come."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol, TypeAlias

from rag.domain import Document, Passage
from rag.ports import Encoder, Manifest


class ReadFile(Protocol):
    """Reads a file; `rag.readers.read` is one."""

    def __call__(self, path: Path, *, stored_as: str) -> Document:
        """The document in the file at `path`, its own path set to `stored_as`.

        Raises:
            ReadError: the file cannot be read.
        """
        ...


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The parts that turn files into sentences and vectors."""

    read: ReadFile
    supported: Callable[[Path], bool]
    """Whether a file found in a folder is of a kind that is read."""
    split: Callable[[Document], tuple[Passage, ...]]
    embedded_texts: Callable[[Document, tuple[Passage, ...]], Iterable[str]]
    """What the encoder is given for each sentence, in order."""
    encoder: Callable[[], Encoder]
    """Called once, and only when there is something to embed."""
    manifest: Callable[[Encoder], Manifest]
    readers: frozenset[str] = frozenset()
    """Names and versions of today's readers; what others read is read again. Empty: any."""
    limits: str = ""
    """What bounds the readers; a file that failed within other bounds is tried again."""
    batch: int = 256
    """Sentences after which a batch is stored; a kill loses at most the one in hand."""
    large: int = 8_192
    """Sentences beyond which a document's vectors wait on the disk, not in memory."""
    called_after: Callable[[PurePosixPath], str] = lambda path: ""
    """The title of a document that has none of its own, so that it can be renamed."""


@dataclass(frozen=True, slots=True)
class SyncProgress:
    """How far a run has come."""

    files_done: int = 0
    files_total: int = 0
    sentences: int = 0
    """Embedded so far."""
    path: str = ""
    """The file in hand, as it is stored."""
    bytes_done: float = 0
    """Of the files to be read: of a file in hand, the share of its sentences that is embedded."""
    bytes_total: int = 0


SyncObserver: TypeAlias = Callable[[SyncProgress], None]
