"""SHA-256 of model files, remembered as long as size and time stamp stay the same."""

import hashlib
import logging
from pathlib import Path

from rag.models.files import fingerprint, read_record, write_record

_log = logging.getLogger(__name__)


def file_sha256(path: Path, cache: Path | None) -> str:
    """The hash of the file's bytes in hexadecimal, from the cache where it is known."""
    known = remembered_sha256(path, cache)
    if known is not None:
        return known
    found = computed_sha256(path)
    remember_sha256(path, cache, found)
    return found


def computed_sha256(path: Path) -> str:
    """The hash of the file's bytes in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def remembered_sha256(path: Path, cache: Path | None) -> str | None:
    """The hash noted for this path, size and time stamp, or None."""
    if cache is None:
        return None
    record = read_record(_record(path, cache))
    known = record.get("sha256")
    return known if isinstance(known, str) and record.get("file") == fingerprint(path) else None


def remember_sha256(path: Path, cache: Path | None, sha256: str) -> None:
    """Note a file's hash; a cache that cannot be written costs only the next hashing."""
    if cache is None:
        return
    try:
        write_record(_record(path, cache), {"file": fingerprint(path), "sha256": sha256})
    except OSError as error:
        _log.info("the hash of %s was not kept: %s", path, error)


def _record(path: Path, cache: Path) -> Path:
    name = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:24]
    return cache / "hashes" / f"{name}.json"
