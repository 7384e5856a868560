"""Which files a run covers, and under what names the library keeps them."""

import os
import stat
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from rag.domain import StoredDocument
from rag.indexing.ignoring import Ignoring, excluding
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
    exclude: tuple[str, ...] = ()
    """What belongs to no library, as in `.gitignore`; counted from `root`, and from each folder
    outside it."""
    retry: bool = False
    """Try files again that failed and have not changed since."""

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
    """How many files are of no kind that is read."""
    excluded: tuple[str, ...] = ()
    """Files and folders that are left out by a rule, by the name they would be stored under."""


def discover(plan: Plan, supported: Callable[[Path], bool]) -> Found:
    """The files that `plan` names, and those in its folders that are `supported`.

    Hidden files and folders are passed over, and so is what a `.gitignore` in these folders or
    the plan leaves out; each file and folder is visited once, whatever the symbolic links. A
    file that is itself named is always tried.
    """
    files: dict[str, Path] = {}
    ignored = 0
    base = plan.root.resolve()
    walk = _Walk()
    for top in (_normal(base, path) for path in plan.paths):
        own = () if top.is_relative_to(base) else (top,)
        rules = excluding(plan.exclude, base, *own)
        for path in walk.files(top, rules) if kind(top) is Kind.FOLDER else (top,):
            name = _name(base, path)
            if path != top and not supported(path):
                ignored += 1
            elif storable(name):
                files[name] = path
            else:
                walk.failed.append(_unstorable(name))
    excluded = {_name(base, path) for path in walk.excluded} - files.keys()
    return Found(files, tuple(walk.failed), ignored, tuple(sorted(excluded)))


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


class _Walk:
    """A way through folders that visits each file and folder once."""

    def __init__(self) -> None:
        self.failed: list[FailedFile] = []
        self.excluded: list[Path] = []
        self._seen = set[Path]()

    def files(self, top: Path, rules: Ignoring) -> Iterator[Path]:
        """Regular files below `top`; what links point at comes last."""
        waiting, links = deque([_Step(top, top.resolve(), rules)]), deque[_Step]()
        while waiting or links:
            step = waiting.popleft() if waiting else links.popleft().followed()
            found = None if step.real in self._seen else kind(step.real)
            self._seen.add(step.real)
            if found is None:
                continue
            if step.path != top and step.rules.leaves_out(
                step.path, is_folder=found is Kind.FOLDER
            ):
                self.excluded.append(step.path)
            elif found is Kind.FILE:
                yield step.path
            else:
                for linked, below in self._below(step):
                    (links if linked else waiting).append(below)

    def _below(self, step: "_Step") -> Iterator[tuple[bool, "_Step"]]:
        """What is in a folder, and whether it is a link."""
        rules = step.rules.within(step.path)
        for entry in _entries(step.path, self.failed):
            path, real = step.path / entry.name, step.real / entry.name
            yield entry.is_symlink(), _Step(path, real, rules)


@dataclass(frozen=True, slots=True)
class _Step:
    """A file or folder on the way: where it was found, where it is, and the rules that hold."""

    path: Path
    real: Path
    rules: Ignoring

    def followed(self) -> "_Step":
        return _Step(self.path, Path(os.path.realpath(self.path)), self.rules)


def _entries(folder: Path, failed: list[FailedFile]) -> list["os.DirEntry[str]"]:
    try:
        with os.scandir(folder) as entries:
            visible = [entry for entry in entries if not entry.name.startswith(".")]
    except OSError as error:
        reason = f"cannot be opened: {error.strerror}"
        failed.append(FailedFile(str(folder), reason, "Give yourself permission to read it."))
        return []
    return sorted(visible, key=lambda entry: entry.name)
