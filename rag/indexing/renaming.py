"""Files that are known under another name."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from rag.domain import StoredDocument
from rag.indexing.candidates import Candidate, State
from rag.ports import Refiling

_Kind: TypeAlias = tuple[int, str]
"""Size and suffix: without opening it, all that a file has in common with its former self."""


def renamed(candidates: Sequence[Candidate], readers: frozenset[str]) -> Iterator[Candidate]:
    """The candidates; new files with the content of known ones that are gone stand for these.

    Only a file of the size of one that is gone is hashed. One that is now called after another
    kind of file may have another reader, and is read; so is what none of `readers` has read.
    """
    gone = _gone(candidates, readers)
    found: dict[str, Candidate] = {}
    for candidate in candidates:
        if candidate.state is State.TO_READ and candidate.known is None:
            before = _before(candidate, gone.get(_kind(candidate.size, candidate.name), {}))
            if before is not None:
                found[before.path] = candidate.renamed(before)
    now = {candidate.name: candidate for candidate in found.values()}
    for candidate in candidates:
        if candidate.name not in found:
            yield now.get(candidate.name, candidate)


def refiled(
    candidate: Candidate, known: StoredDocument, called_after: Callable[[PurePosixPath], str]
) -> Refiling:
    """What is to be recorded of a file whose content is known, and which has another name or date.

    A document called after its file is called after the new one.
    """
    title = known.title
    if candidate.name != known.path and title == called_after(PurePosixPath(known.path)):
        title = called_after(PurePosixPath(candidate.name))
    return Refiling(known.id, candidate.name, title, candidate.size, candidate.modified_ns)


def sha256(path: Path) -> str:
    """The hash of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _gone(
    candidates: Sequence[Candidate], readers: frozenset[str]
) -> dict[_Kind, dict[str, list[StoredDocument]]]:
    """The documents whose files are gone, by kind and hash."""
    gone: dict[_Kind, dict[str, list[StoredDocument]]] = {}
    for candidate in candidates:
        known = candidate.known
        if candidate.state is State.GONE and known and (not readers or known.reader in readers):
            alike = gone.setdefault(_kind(known.size, known.path), {})
            alike.setdefault(known.sha256, []).append(known)
    return gone


def _before(
    candidate: Candidate, gone: Mapping[str, list[StoredDocument]]
) -> StoredDocument | None:
    """The document that was read from this very content, taken out of those that are gone."""
    if not gone:
        return None
    try:
        same = gone.get(sha256(candidate.path))
    except OSError:
        return None
    return same.pop() if same else None


def _kind(size: int, path: str) -> _Kind:
    return size, PurePosixPath(path).suffix.lower()
