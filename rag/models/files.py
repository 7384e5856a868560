"""Files of the cache: written beside their place and renamed, so that none is ever half there."""

import contextlib
import glob
import json
import os
import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeAlias

_UNFINISHED: Final = ".part"
_ABANDONED_SECONDS: Final = 3600.0
Value: TypeAlias = str | int | float | bool | None


@contextmanager
def replace_file(path: Path) -> Iterator[Path]:
    """A temporary path beside `path` that takes its place when the block ends without an error.

    Raises:
        OSError: the folder cannot be written, or the disk is full.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}{_UNFINISHED}")
    try:
        yield unfinished
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def read_record(path: Path) -> Mapping[str, Value]:
    """The JSON object in `path`; empty if there is none that can be read."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write_record(path: Path, record: Mapping[str, Value]) -> None:
    """Write a JSON object in one step.

    Raises:
        OSError: the folder cannot be written, or the disk is full.
    """
    with replace_file(path) as unfinished:
        unfinished.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", "utf-8")


def fingerprint(path: Path) -> str:
    """A file's resolved path, size and time stamp: the same as long as nobody touched it."""
    resolved = path.resolve()
    status = resolved.stat()
    return f"{resolved}:{status.st_size}:{status.st_mtime_ns}"


def keep_newest(folder: Path, pattern: str, *, count: int) -> None:
    """Remove all but the `count` most recently written files that match.

    Raises:
        OSError: the folder cannot be written.
    """
    files = sorted(folder.glob(pattern), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    for file in files[count:]:
        file.unlink(missing_ok=True)


def _sweep(path: Path) -> None:
    """Remove what killed processes left half written beside `path`."""
    for file in path.parent.glob(f".{glob.escape(path.name)}.*{_UNFINISHED}"):
        with contextlib.suppress(OSError):
            if time.time() - file.stat().st_mtime > _ABANDONED_SECONDS:
                file.unlink()
