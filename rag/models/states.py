"""Decoded prompts on disk, so that the next process need not decode them again."""

import hashlib
import logging
import zlib
from pathlib import Path
from typing import Final

from rag.models.files import keep_newest, replace_file

_KEPT: Final = 8
_CHECKSUM_BYTES: Final = 4
_log = logging.getLogger(__name__)


class States:
    """A folder of states, each under the hash of what it is the state of.

    A file is its checksum, then the state: llama.cpp ends the process over a state that is cut.
    """

    def __init__(self, folder: Path | None, identity: str) -> None:
        """Keep states of the model and build that `identity` names; none without a folder."""
        self._folder = folder
        self._identity = identity

    def load(self, tokens: tuple[int, ...]) -> bytes | None:
        """The state of these tokens, or None if it is not there or not whole."""
        if self._folder is None:
            return None
        try:
            data = self._path(self._folder, tokens).read_bytes()
        except OSError:
            return None
        state = data[_CHECKSUM_BYTES:]
        return state if state and data[:_CHECKSUM_BYTES] == _checksum(state) else None

    def keep(self, tokens: tuple[int, ...], state: bytes) -> None:
        """Keep a state, and of older ones only a few."""
        if self._folder is None or not state:
            return
        path = self._path(self._folder, tokens)
        try:
            with replace_file(path) as unfinished:
                unfinished.write_bytes(_checksum(state) + state)
            keep_newest(path.parent, "*.state", count=_KEPT)
        except OSError as error:
            _log.info("the prompt's state was not kept: %s", error)

    def _path(self, folder: Path, tokens: tuple[int, ...]) -> Path:
        key = hashlib.sha256(f"{self._identity} {tokens}".encode()).hexdigest()[:24]
        return folder / "states" / f"{key}.state"


def _checksum(state: bytes) -> bytes:
    return zlib.crc32(state).to_bytes(_CHECKSUM_BYTES, "little")
