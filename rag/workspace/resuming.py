"""Notes that are interrupted: what the model has done for one is kept until the note is made."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from rag.journal import Journal
from rag.models.remembering import Kept, Memory, RememberingModel
from rag.ports import LanguageModel
from rag.workspace.reporting import Reporter

BEGUN: Final = "notes-begun"
"""The folder in the library's."""
_MOST: Final = 5
"""Notes begun and never made of which something is kept."""
_SHORT: Final = 16


@contextmanager
def resumable(
    model: LanguageModel, folder: Path, about: object, reporter: Reporter
) -> Iterator[LanguageModel]:
    """The model for one note; what it did for the same note in a run that failed, it knows.

    `folder` is the library's; `about` is all that the note is made of, as its `repr` tells it.
    Where the folder cannot be written the note is made, and nothing is kept.
    """
    key = hashlib.sha256(repr((model.card, about)).encode("utf-8", "replace")).hexdigest()
    path = folder / BEGUN / f"{key[:_SHORT]}.jsonl"
    journal = Journal(path, Kept)
    memory = Memory(journal, can_do_without=True)
    if steps := len(journal.rows()):
        reporter.notice(f"going on with a note that was interrupted: {_told(steps)} kept")
    try:
        yield RememberingModel(model, memory, keeps_writing=True)
    except BaseException:
        if steps := len(journal.rows()):
            reporter.notice(f"{_told(steps)} kept: the same command goes on from there")
            _thin_out(path.parent)
        raise
    with suppress(OSError):
        journal.clear()


def _told(steps: int) -> str:
    return f"{steps:,} steps of the model are" if steps > 1 else "1 step of the model is"


def _thin_out(folder: Path) -> None:
    """Forget all but the last few notes."""
    with suppress(OSError):
        begun = sorted(folder.glob("*.jsonl"), key=lambda path: -path.stat().st_mtime_ns)
        for path in begun[_MOST:]:
            path.unlink()
