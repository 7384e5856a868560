"""Which files a run covers, and under what names the library keeps them."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.domain import StoredDocument
from rag.indexing.ignoring import Ignoring, excluding, leaves_out_file
from rag.indexing.report import FailedFile
from rag.indexing.walking import Kind, Walk, kind
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


@dataclass(frozen=True, slots=True)
class Found:
    """The files that a plan covers, by the name they are stored under."""

    files: Mapping[str, Path]
    failed: tuple[FailedFile, ...]
    ignored: tuple[str, ...]
    """Files that are of no kind that is read, by the name they would be stored under."""
    excluded: tuple[str, ...] = ()
    """Files and folders that are left out by a rule, by the name they would be stored under."""
    named: frozenset[str] = frozenset()
    """Files that were themselves named, although a rule leaves them out."""


def discover(plan: Plan, supported: Callable[[Path], bool]) -> Found:
    """The files that `plan` names, and those in its folders that are `supported`.

    Hidden files and folders are passed over, and so is what a `.gitignore` in these folders or
    the plan leaves out; each file and folder is visited once, whatever the symbolic links. A
    file that is itself named is always tried.
    """
    files: dict[str, Path] = {}
    ignored: list[str] = []
    base = plan.root.resolve()
    walk, name_of, is_read = Walk(), _names(base), _by_suffix(supported)
    tops = [_normal(base, path) for path in plan.paths]
    for top in tops:
        walked = walk.files(str(top), _rules(plan, top)) if _is_folder(top) else (str(top),)
        for path in walked:
            name = name_of(path)
            if path != str(top) and not is_read(path):
                ignored.append(name)
            elif storable(name):
                files[name] = Path(path)
            else:
                walk.failed.append(_unstorable(name))
    excluded = {name_of(path) for path in walk.excluded} - files.keys()
    named = frozenset(name_of(str(top)) for top in tops if _is_left_out(plan, top))
    return Found(files, tuple(walk.failed), tuple(ignored), tuple(sorted(excluded)), named)


def stored_path(root: Path, path: Path) -> str:
    """`path` in POSIX form: from `root` where it lies below it, else absolute."""
    base = root.resolve()
    return _names(base)(str(_normal(base, path)))


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


def _is_folder(path: Path) -> bool:
    return kind(path) is Kind.FOLDER


def _rules(plan: Plan, *tops: Path) -> Ignoring:
    """The rules of the settings, which count from the root and from each of `tops` outside it."""
    base = plan.root.resolve()
    return excluding(plan.exclude, base, *(top for top in tops if not top.is_relative_to(base)))


def _is_left_out(plan: Plan, top: Path) -> bool:
    """Whether a walk through any of the folders above the file `top` would pass it over."""
    return not _is_folder(top) and leaves_out_file(_rules(plan, *top.parents), top)


def _names(base: Path) -> Callable[[str], str]:
    """Gives the name a path is stored under."""
    below = os.path.join(base, "")  # noqa: PTH118, the slash is meant
    return lambda path: path.removeprefix(below) or "."


def _by_suffix(supported: Callable[[Path], bool]) -> Callable[[str], bool]:
    """`supported`, asked once for each suffix."""
    known: dict[str, bool] = {}

    def is_read(path: str) -> bool:
        suffix = os.path.splitext(path)[1]  # noqa: PTH122, for the time it takes
        if suffix not in known:
            known[suffix] = supported(Path(path))
        return known[suffix]

    return is_read


def _unstorable(name: str) -> FailedFile:
    readable = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return FailedFile(readable, "its name is not UTF-8", "Rename the file.")
