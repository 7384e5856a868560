"""Which files a run covers, and under what names the library keeps them."""

import os
import stat
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from rag.domain import StoredDocument
from rag.indexing.report import FailedFile
from rag.settings import LIBRARY_FOLDER


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run covers: files and folders, beside the files the library already knows."""

    root: Path
    """The folder that holds the library; stored paths below it are relative to it."""
    paths: tuple[Path, ...] = ()
    rebuild: bool = False
    """Forget everything first: for another encoder, or files changed behind their dates."""
    yields: bool = False
    """Leave the library as it is, rather than fail, while another run is writing."""

    @property
    def library(self) -> Path:
        """The library's own folder."""
        return self.root / LIBRARY_FOLDER


class Kind(Enum):
    """What stands at a path."""

    FILE = auto()
    FOLDER = auto()


@dataclass(frozen=True, slots=True)
class Found:
    """The files that a plan covers, by the name they are stored under."""

    files: Mapping[str, Path]
    failed: tuple[FailedFile, ...]
    ignored: int


def discover(plan: Plan, supported: Callable[[Path], bool]) -> Found:
    """The files that `plan` names, and those in its folders that are `supported`.

    Hidden files and folders are passed over, and each file and folder is visited once,
    whatever the symbolic links. A file that is itself named is always tried.
    """
    files: dict[str, Path] = {}
    failed: list[FailedFile] = []
    ignored = 0
    base = plan.root.resolve()
    seen = set[Path]()
    for top in (_normal(base, path) for path in plan.paths):
        for path in _walk(top, failed, seen) if kind(top) is Kind.FOLDER else (top,):
            name = _name(base, path)
            if path != top and not supported(path):
                ignored += 1
            elif storable(name):
                files[name] = path
            else:
                failed.append(_unstorable(name))
    return Found(files, tuple(failed), ignored)


def kind(path: Path) -> Kind | None:
    """What stands at `path`; None for nothing, and for pipes, sockets and devices."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return None
    if stat.S_ISDIR(mode):
        return Kind.FOLDER
    return Kind.FILE if stat.S_ISREG(mode) else None


def stored_path(root: Path, path: Path) -> str:
    """`path` in POSIX form: from `root` where it lies below it, else absolute."""
    base = root.resolve()
    return _name(base, _normal(base, path))


def storable(name: str) -> bool:
    """Whether the library can keep the name: not every file's is UTF-8."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def covered(
    documents: Sequence[StoredDocument], root: Path, paths: Sequence[Path]
) -> tuple[int, ...]:
    """Ids of the documents that are one of `paths` or lie in one of these folders."""
    base = root.resolve()
    tops = tuple(_normal(base, path) for path in paths)
    return tuple(
        document.id
        for document in documents
        if any((base / document.path).is_relative_to(top) for top in tops)
    )


def _normal(base: Path, path: Path) -> Path:
    # As it was written first: a link below the root keeps its own name.
    written = Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve would follow the link
    return written if written.is_relative_to(base) else path.resolve()


def _name(base: Path, path: Path) -> str:
    return (path.relative_to(base) if path.is_relative_to(base) else path).as_posix()


def _unstorable(name: str) -> FailedFile:
    readable = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return FailedFile(readable, "its name is not UTF-8", "Rename the file.")


def _walk(top: Path, failed: list[FailedFile], seen: set[Path]) -> Iterator[Path]:
    """Regular files below `top` that are not hidden, each once; what links point at comes last."""
    waiting, links = deque([(top, top.resolve())]), deque[Path]()
    while waiting or links:
        path, real = waiting.popleft() if waiting else _followed(links.popleft())
        found = None if real in seen else kind(real)
        seen.add(real)
        if found is Kind.FILE:
            yield path
        elif found is Kind.FOLDER:
            for entry in _entries(path, failed):
                if entry.is_symlink():
                    links.append(path / entry.name)
                else:
                    waiting.append((path / entry.name, real / entry.name))


def _followed(link: Path) -> tuple[Path, Path]:
    return link, Path(os.path.realpath(link))


def _entries(folder: Path, failed: list[FailedFile]) -> list["os.DirEntry[str]"]:
    try:
        with os.scandir(folder) as entries:
            visible = [entry for entry in entries if not entry.name.startswith(".")]
    except OSError as error:
        reason = f"cannot be opened: {error.strerror}"
        failed.append(FailedFile(str(folder), reason, "Give yourself permission to read it."))
        return []
    return sorted(visible, key=lambda entry: entry.name)
