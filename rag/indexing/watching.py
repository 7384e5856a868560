"""Waiting for files to change."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from rag.indexing.discovery import Plan
from rag.indexing.ignoring import IGNORE_FILE
from rag.indexing.walking import Kind, kind

if TYPE_CHECKING:
    from watchfiles import Change

LOOK_SECONDS: Final = 30.0
"""A look at all files is due after so long: not every change is told, as on network drives."""
_LOOK_SECONDS_UNTOLD: Final = 2.0
"""Where no change is told at all."""
_STILL_MILLISECONDS: Final = 400
"""A change is told when there was none for so long: a file is rarely written in one go."""
_LONGEST_MILLISECONDS: Final = 5_000
"""Told all the same when changes go on for so long."""


def changes(plan: Plan, *, stop: threading.Event | None = None) -> Iterator[None]:
    """Yields when something in the folders of `plan` has changed, and every half minute.

    Ends when `stop` is set. What is hidden does not count, but for `.gitignore` files.

    Raises:
        KeyboardInterrupt: the user has had enough.
    """
    stop = stop or threading.Event()
    folders = tuple(path for path in plan.paths if kind(path) is Kind.FOLDER)
    try:
        yield from _told(folders, stop)
    except OSError:
        # The system has no room for more watches, or cannot watch these folders.
        folders = ()
    while not stop.wait(_LOOK_SECONDS_UNTOLD):
        yield


def _told(folders: tuple[Path, ...], stop: threading.Event) -> Iterator[None]:
    from watchfiles import watch

    if not folders:
        return
    told = watch(
        *folders,
        watch_filter=_counts(folders),
        debounce=_LONGEST_MILLISECONDS,
        step=_STILL_MILLISECONDS,
        rust_timeout=int(LOOK_SECONDS * 1000),
        yield_on_timeout=True,
        stop_event=stop,
        ignore_permission_denied=True,
    )
    for _ in told:
        yield


def _counts(folders: tuple[Path, ...]) -> "Callable[[Change, str], bool]":
    """Whether a change is one of a file that may belong to the library."""
    tops = tuple({top for folder in folders for top in (folder, folder.resolve())})

    def counts(_change: "Change", path: str) -> bool:
        changed = PurePath(path)
        return any(
            changed.is_relative_to(top) and not _is_hidden(changed.relative_to(top))
            for top in tops
        )

    return counts


def _is_hidden(path: PurePath) -> bool:
    *folders, name = path.parts or ("",)
    hidden = name.startswith(".") and name != IGNORE_FILE
    return hidden or any(folder.startswith(".") for folder in folders)
