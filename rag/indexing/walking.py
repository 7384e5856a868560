"""A way through folders that visits each file and folder once.

Paths are strings here: a library of ten thousand files is walked before every answer, and
objects for each of their names would take most of that time.
"""

import os
import stat
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from rag.indexing.ignoring import Ignoring
from rag.indexing.report import FailedFile


class Kind(Enum):
    """What stands at a path."""

    FILE = auto()
    FOLDER = auto()


def kind(path: "str | os.PathLike[str]") -> Kind | None:
    """What stands at `path`; None for nothing, and for pipes, sockets and devices."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116, a path's own method takes five times as long
    except OSError:
        return None
    if stat.S_ISDIR(mode):
        return Kind.FOLDER
    return Kind.FILE if stat.S_ISREG(mode) else None


@dataclass(frozen=True, slots=True)
class _Step:
    """A file or folder on the way: where it was found, where it is, and the rules that hold."""

    path: str
    real: str
    rules: Ignoring
    kind: Kind | None


class Walk:
    """Remembers what it has visited from one folder to the next."""

    def __init__(self) -> None:
        self.failed: list[FailedFile] = []
        """Folders that cannot be opened."""
        self.excluded: list[str] = []
        """Files and folders that a rule leaves out."""
        self._seen = set[str]()

    def files(self, top: str, rules: Ignoring) -> Iterator[str]:
        """Regular files below `top` that are not hidden; what links point at comes last."""
        waiting, links = (
            deque([_Step(top, os.path.realpath(top), rules, Kind.FOLDER)]),
            deque[_Step](),
        )
        while waiting or links:
            step = waiting.popleft() if waiting else _followed(links.popleft())
            if step.kind is None or step.real in self._seen:
                continue
            self._seen.add(step.real)
            is_folder = step.kind is Kind.FOLDER
            if step.path != top and step.rules.leaves_out(step.path, is_folder=is_folder):
                self.excluded.append(step.path)
            elif not is_folder:
                yield step.path
            else:
                for linked, below in self._below(step):
                    (links if linked else waiting).append(below)

    def _below(self, step: _Step) -> Iterator[tuple[bool, _Step]]:
        """What is in a folder, and whether it is a link."""
        rules = step.rules.within(step.path)
        for entry in self._entries(step.path):
            path, real = os.path.join(step.path, entry.name), os.path.join(step.real, entry.name)  # noqa: PTH118
            yield entry.is_symlink(), _Step(path, real, rules, _kind(entry))

    def _entries(self, folder: str) -> list["os.DirEntry[str]"]:
        try:
            with os.scandir(folder) as entries:
                visible = [entry for entry in entries if not entry.name.startswith(".")]
        except OSError as error:
            reason = f"cannot be opened: {error.strerror}"
            hint = "Give yourself permission to read it."
            self.failed.append(FailedFile(folder, reason, hint))
            return []
        return sorted(visible, key=lambda entry: entry.name)


def _kind(entry: "os.DirEntry[str]") -> Kind | None:
    """What an entry is, if it is no link, as the folder itself says."""
    try:
        if entry.is_dir(follow_symlinks=False):
            return Kind.FOLDER
        return Kind.FILE if entry.is_file(follow_symlinks=False) else None
    except OSError:
        return None


def _followed(link: _Step) -> _Step:
    real = os.path.realpath(link.path)
    return _Step(link.path, real, link.rules, kind(real))
