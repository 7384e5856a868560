"""What an answer depends on besides its question, as a hash: kept answers hold while it does."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import rag
from rag.prompts import built_in
from rag.settings import Settings

_PACKAGE: Final = Path(rag.__file__).parent
_ANSWERS_NOT: Final = frozenset({"evaluation", "cli", "render", "chat.py", "briefing"})
"""Rooms that no answer passes through."""
_LIBRARY: Final = ("readers", "chunking", "indexing", "library", "models/twin.py")
"""Rooms that a library is built by."""


def library_version(settings: Settings) -> str:
    """What a library is built with: its encoder and the code that reads, cuts and stores."""
    files = (file for room in _LIBRARY for file in _files(_PACKAGE / room))
    return _hash((settings.encoder or "", _hash_of(files)))


def answers_version(settings: Settings, model: Path) -> str:
    """What an answer is made by: code, prompts, model and settings."""
    rooms = (room for room in _PACKAGE.iterdir() if room.name not in _ANSWERS_NOT)
    folders = [built_in(), *([Path(settings.prompts)] if settings.prompts else [])]
    return _hash(
        (
            _hash_of(file for room in rooms for file in _files(room)),
            _hash_of(file for folder in folders for file in _files(folder)),
            _identity(model),
            settings.encoder or "",
            settings.mode,
            f"{settings.top_k} {settings.seed}",
        )
    )


def readings_version(settings: Settings, model: Path) -> str:
    """What the model's own results depend on besides what it is asked."""
    code = _hash_of(_files(_PACKAGE / "models"))
    return _hash((code, _identity(model), f"{settings.threads}"))


def _identity(model: Path) -> str:
    """Name, size and date of a file: hashing a large model would take longer than a question."""
    try:
        status = model.stat()
    except OSError:
        return str(model)
    return f"{model} {status.st_size} {status.st_mtime_ns}"


def _files(place: Path) -> Iterable[Path]:
    if place.is_file():
        return (place,)
    found = (path for path in place.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return sorted(found)


def _hash_of(files: Iterable[Path]) -> str:
    known = hashlib.sha256()
    for file in sorted(files):
        known.update(file.name.encode("utf-8", "replace"))
        known.update(hashlib.sha256(file.read_bytes()).digest())
    return known.hexdigest()


def _hash(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
