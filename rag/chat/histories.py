"""The lines that were typed, kept from one chat to the next."""

import os
from pathlib import Path
from typing import Final

import msgspec

FILE: Final = "chat-history"
KEPT: Final = 1_000
"""How many lines are kept."""
_LONGEST: Final = 2_000
"""Characters of the longest line that is kept; what is longer was pasted."""


class History:
    """The lines in the library's `folder`, which nobody else may read; a JSON string each."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def lines(self) -> tuple[str, ...]:
        """The last lines, oldest first; none where they cannot be read."""
        try:
            written = self._path.read_bytes().splitlines()
        except OSError:
            return ()
        found = tuple(line for text in written if (line := _decoded(text)) is not None)
        if len(found) > KEPT:
            self._rewrite(found[-KEPT:])
        return found[-KEPT:]

    def add(self, line: str) -> None:
        """Keep one more line; a library that cannot be written keeps none."""
        if not line.strip() or len(line) > _LONGEST:
            return
        try:
            descriptor = os.open(self._path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(_encoded(line))
        except OSError:
            return

    def _rewrite(self, lines: tuple[str, ...]) -> None:
        partial = self._path.with_name(f"{FILE}.{os.getpid()}.partial")
        try:
            descriptor = os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(b"".join(map(_encoded, lines)))
            partial.replace(self._path)
        except OSError:
            partial.unlink(missing_ok=True)


def _encoded(line: str) -> bytes:
    return msgspec.json.encode(line.encode("utf-8", "replace").decode()) + b"\n"


def _decoded(text: bytes) -> str | None:
    try:
        return msgspec.json.decode(text, type=str)
    except msgspec.MsgspecError:
        return None
