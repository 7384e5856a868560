"""A set's documents as files, so that its library is built as any other is."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rag.evaluation.sets import SetDocument

_FOLDER: Final = "documents"
_DONE: Final = "written"
_LONGEST_NAME: Final = 160
"""Bytes; file systems take 255."""
_UNSAFE: Final = re.compile(r'[/\\:*?"<>|\s\x00-\x1f\x7f\ud800-\udfff]+')


@dataclass(frozen=True)
class Corpus:
    """Where a set's documents lie, and which file is which."""

    root: Path
    """The library's root."""
    sources: tuple[Path, ...]
    """What the library is built from."""
    ids: Mapping[str, str]
    """The id of each document by the path it is stored under."""
    groups: Mapping[str, Path]
    """The folder that holds the documents of a group."""

    def id_of(self, path: str) -> str:
        """The id of the document stored under `path`; files have their path for an id."""
        return self.ids.get(path, path)


def lay_out(documents: Iterable[SetDocument], root: Path) -> Corpus:
    """The documents written below `root`, once: the text unchanged, a file called by its title.

    A document with a title lies in a folder called after its id, since a reader takes a file's
    name for the title of a text that has no headline. Nothing is added to the text.
    """
    places = dict(_places(documents))
    if not (root / _DONE).is_file():
        for document, path in places.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(document.text.encode("utf-8", "replace"))
        (root / _DONE).touch()
    groups = {
        document.group: root / _FOLDER / _name(document.group)
        for document in places
        if document.group is not None
    }
    ids = {path.as_posix(): document.id for document, path in places.items()}
    return Corpus(root, (root / _FOLDER,), ids, groups)


def files_as_they_are(documents: Path, root: Path) -> Corpus:
    """A corpus of files that lie elsewhere; the id of each is its path from `documents`."""
    top = documents.resolve()
    folder = top if top.is_dir() else top.parent
    ids = {str(path): path.relative_to(folder).as_posix() for path in _files(top)}
    root.mkdir(parents=True, exist_ok=True)
    return Corpus(root, (top,), ids, {})


def digest(documents: Iterable[SetDocument]) -> str:
    """What tells these documents from any others."""
    known = hashlib.sha256()
    for document in documents:
        parts = (document.id, document.title, document.group or "", document.text)
        known.update("\0".join(parts).encode("utf-8", "replace") + b"\1")
    return known.hexdigest()


def digest_of_files(documents: Path) -> str:
    """What tells the files at `documents` from any others, and from the same elsewhere."""
    known = hashlib.sha256(str(documents.resolve()).encode("utf-8", "replace"))
    for path in _files(documents.resolve()):
        known.update(str(path).encode("utf-8", "replace"))
        known.update(hashlib.sha256(path.read_bytes()).digest())
    return known.hexdigest()


def _files(top: Path) -> list[Path]:
    if top.is_file():
        return [top]
    found = (path for path in top.rglob("*") if path.is_file())
    return sorted(path for path in found if not _hidden(path.relative_to(top)))


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _places(documents: Iterable[SetDocument]) -> Iterator[tuple[SetDocument, Path]]:
    for document in documents:
        folder = Path(_FOLDER)
        if document.group is not None:
            folder /= _name(document.group)
        title = _safe(document.title)
        name = Path(_name(document.id), title) if title else Path(_name(document.id))
        yield document, folder / f"{name}.txt"


def _name(identity: str) -> str:
    """A file name for an id; one that cannot be a name itself is told apart by a hash.

    So is one with capitals, which some file systems do not tell from small letters.
    """
    safe = _safe(identity)
    if safe == identity == identity.lower():
        return safe
    mark = hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{safe} {mark}".strip()


def _safe(text: str) -> str:
    plain = _UNSAFE.sub(" ", text).encode("utf-8")[:_LONGEST_NAME]
    return plain.decode("utf-8", "ignore").strip(". ")
