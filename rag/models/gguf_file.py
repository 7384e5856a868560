"""What a GGUF file says about itself before llama.cpp is asked to load it."""

import math
import mmap
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
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
WEIGHT_BYTES: Final[Mapping[int, tuple[int, int]]] = MappingProxyType(
    {
        0: (1, 4),
        1: (1, 2),
        24: (1, 1),
        25: (1, 2),
        26: (1, 4),
        27: (1, 8),
        28: (1, 8),
        2: (32, 18),
        3: (32, 20),
        6: (32, 22),
        7: (32, 24),
        8: (32, 34),
        20: (32, 18),
        10: (256, 84),
        11: (256, 110),
        12: (256, 144),
        13: (256, 176),
        14: (256, 210),
        15: (256, 292),
        16: (256, 66),
        17: (256, 74),
        18: (256, 98),
        19: (256, 50),
        21: (256, 110),
        22: (256, 82),
        23: (256, 136),
        29: (256, 56),
        30: (1, 2),
        34: (256, 54),
        35: (256, 66),
        39: (32, 17),
    }
)
"""Weights in a block and bytes it takes, by a tensor's kind (`ggml_type`)."""
_ALIGNMENT: Final = b"general.alignment"


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


def check_whole(path: Path) -> None:
    """Returns if the file holds its whole header and the weights that this promises.

    Raises:
        ModelError: its end is missing.
    """
    needed = _parsed(path, _Header.bytes_needed)
    if needed is None or needed > path.stat().st_size:
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
    return _parsed(path, _Header.parameters)


def _parsed(path: Path, wanted: Callable[["_Header"], int]) -> int | None:
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return wanted(_Header(data))
    except (OSError, ValueError, KeyError, struct.error):
        return None


@dataclass(frozen=True, slots=True)
class _Tensor:
    """What the header says of one tensor; `offset` counts from where the weights begin."""

    elements: int
    kind: int
    offset: int

    @property
    def end(self) -> int:
        """Where its weights end; of a kind that is not known here, where they begin."""
        block, size = WEIGHT_BYTES.get(self.kind, (1, 0))
        return self.offset + self.elements // block * size


class _Header:
    """Walks over a GGUF's header."""

    def __init__(self, data: mmap.mmap) -> None:
        self._data = data
        self._offset = len(MAGIC) + 4
        self._alignment = 32

    def parameters(self) -> int:
        """The elements of all tensors."""
        return sum(tensor.elements for tensor in self._tensors())

    def bytes_needed(self) -> int:
        """How long the file must be to hold all tensors."""
        tensors = self._tensors()
        begin = -(-self._offset // self._alignment) * self._alignment
        return begin + max((tensor.end for tensor in tensors), default=0)

    def _tensors(self) -> tuple[_Tensor, ...]:
        tensors, pairs = self._number(), self._number()
        for _ in range(pairs):
            self._pass_pair()
        return tuple(self._tensor() for _ in range(tensors))

    def _pass_pair(self) -> None:
        begin = self._offset + 8
        self._skip_text()
        name, kind = self._data[begin : self._offset], self._kind()
        if name == _ALIGNMENT:
            self._alignment = struct.unpack_from("<I", self._data, self._offset)[0]
        self._skip_value(kind)

    def _tensor(self) -> _Tensor:
        self._skip_text()
        sizes = [self._number() for _ in range(self._kind())]
        return _Tensor(math.prod(sizes), self._kind(), self._number())

    def _skip_value(self, kind: int) -> None:
        if kind == _TEXT:
            self._skip_text()
        elif kind == _ARRAY:
            inner, count = self._kind(), self._number()
            if inner in _SIZES:
                self._offset += _SIZES[inner] * count
            elif inner == _TEXT:
                self._skip_texts(count)
            else:
                for _ in range(count):
                    self._skip_value(inner)
        else:
            self._offset += _SIZES[kind]

    def _skip_texts(self, count: int) -> None:
        # A vocabulary is a hundred thousand of these: hence no calls for each.
        offset, data, number = self._offset, self._data, struct.Struct("<Q").unpack_from
        for _ in range(count):
            offset += 8 + number(data, offset)[0]
        self._offset = offset

    def _skip_text(self) -> None:
        length = self._number()
        self._offset += length

    def _number(self) -> int:
        self._offset += 8
        return int(struct.unpack_from("<Q", self._data, self._offset - 8)[0])

    def _kind(self) -> int:
        self._offset += 4
        return int(struct.unpack_from("<I", self._data, self._offset - 4)[0])
