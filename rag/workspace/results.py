"""What the workspace hands back besides answers and notes."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rag.domain import Citation, EncoderCard, FileNotice, Sentence, StoredDocument
from rag.ports import KnownFailure


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage a search found; `score` is the cosine with the question."""

    path: str
    sentence: Sentence
    score: float


@dataclass(frozen=True, slots=True)
class Shown:
    """A citation of the last output, and the text its offsets count in."""

    citation: Citation
    text: str
    changed: bool
    """Whether the file is no longer as it was cited; `text` is then the cited quotation's own."""
    counted: str = ""
    """What the line that was asked for counts in, where its file has no lines of its own."""


@dataclass(frozen=True, slots=True)
class StaleCitation:
    """A citation of the last answer or note whose text may no longer be what it was."""

    id: int
    path: str
    reason: Literal["changed", "gone", "file changed"]
    """Its words are not in the library's text, its document is not in the library, or the file
    has changed since it was last read."""


@dataclass(frozen=True, slots=True)
class Status:
    """What the library holds and which models would be used."""

    root: Path
    library: Path
    exists: bool
    writable: bool
    documents: tuple[StoredDocument, ...]
    encoder: EncoderCard | None
    twin_agreement: float | None
    sources: tuple[str, ...]
    model: Path
    failures: tuple[KnownFailure, ...] = ()
    """The files that could not be read."""
    notices: tuple[FileNotice, ...] = ()
    """What readers told of files that could."""
    cited: int = 0
    """How many citations the last answer or note has."""
    stale: tuple[StaleCitation, ...] = ()
    """Those of them whose text may have changed."""


@dataclass(frozen=True, slots=True)
class Removed:
    """Paths of the documents that left the library; their files stay where they are."""

    paths: tuple[str, ...]
    returning: tuple[str, ...] = ()
    """Those that the next run takes up again: the settings' sources hold them."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be, and what to do about it."""

    problem: str
    hint: str


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was looked at, as name and value, and what was found wrong."""

    facts: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]
