"""What a GGUF file says about itself before llama.cpp is asked to load it."""

import math
import mmap
import struct
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from rag.errors import ModelError

MAGIC: Final = b"GGUF"
_HEADER_BYTES: Final = 24
_TEXT: Final = 8
_ARRAY: Final = 9
_SIZES: Final[Mapping[int, int]] = MappingProxyType(
    {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
)
"""Bytes of a metadata value, by its kind."""


def check_gguf(path: Path) -> None:
    """Returns if `path` is a readable file that begins like a GGUF.

    Raises:
        ModelError: the file is missing, unreadable, empty, cut off or of another kind.
    """
    hint = "Give a .gguf file with --model, or leave the option out to use the default model."
    if not path.is_file():
        what = "is a folder, not a model file" if path.is_dir() else "does not exist"
        raise ModelError(f"{path} {what}", hint)
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER_BYTES)
    except OSError as error:
        raise ModelError(f"{path} cannot be read: {error.strerror}", hint) from error
    if head[: len(MAGIC)] != MAGIC[: len(head)] or not head:
        raise ModelError(f"{path} is no GGUF model", hint)
    if len(head) < _HEADER_BYTES:
        raise cut_off(path)


def cut_off(path: Path) -> ModelError:
    """The error for a GGUF whose end is missing."""
    return ModelError(
        f"{path} is cut off: the file ends before its weights do",
        "Fetch it again; an interrupted download leaves such a file.",
    )


def parameter_count(path: Path) -> int | None:
    """The number of weights in the file's tensors, or None if its header cannot be parsed.

    The header is read here because the `gguf` library takes seconds over a vocabulary. Layout:
    https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
    """
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return _Header(data).parameters()
    except (OSError, ValueError, KeyError, struct.error):
        return None


class _Header:
    """Walks over a GGUF's header."""

    def __init__(self, data: mmap.mmap) -> None:
        self._data = data
        self._offset = len(MAGIC) + 4

    def parameters(self) -> int:
        """The elements of all tensors."""
        tensors, pairs = self._number(), self._number()
        for _ in range(pairs):
            self._skip_text()
            self._skip_value(self._kind())
        return sum(self._tensor_elements() for _ in range(tensors))

    def _tensor_elements(self) -> int:
        self._skip_text()
        sizes = [self._number() for _ in range(self._kind())]
        self._offset += 4 + 8
        return math.prod(sizes)

    def _skip_value(self, kind: int) -> None:
        if kind == _TEXT:
            self._skip_text()
        elif kind == _ARRAY:
            inner, count = self._kind(), self._number()
            if inner in _SIZES:
                self._offset += _SIZES[inner] * count
                return
            for _ in range(count):
                self._skip_value(inner)
        else:
            self._offset += _SIZES[kind]

    def _skip_text(self) -> None:
        length = self._number()
        self._offset += length

    def _number(self) -> int:
        self._offset += 8
        return int(struct.unpack_from("<Q", self._data, self._offset - 8)[0])

    def _kind(self) -> int:
        self._offset += 4
        return int(struct.unpack_from("<I", self._data, self._offset - 4)[0])
