"""Tokens laid out for llama.cpp without a Python loop over them."""

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np  # noqa: TID253

from rag.errors import ModelError
from rag.models.binding import api

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens to be decoded at consecutive positions of one sequence.

    `wanted` holds the indices within `tokens` whose output is wanted, ascending.
    """

    sequence: int
    first_position: int
    tokens: tuple[int, ...]
    wanted: tuple[int, ...] = ()


class Batch:
    """A llama_batch over numpy arrays, so that it is filled without a loop over tokens."""

    def __init__(self, capacity: int) -> None:
        self._tokens = np.zeros(capacity, np.int32)
        self._positions = np.zeros(capacity, np.int32)
        self._counts = np.ones(capacity, np.int32)
        self._sequences = np.zeros(capacity, np.int32)
        self._wanted = np.zeros(capacity, np.int8)
        stride = self._sequences.itemsize
        base = self._sequences.ctypes.data
        self._addresses = base + stride * np.arange(capacity, dtype=np.uintp)
        sequence_pointer = ctypes.POINTER(ctypes.POINTER(ctypes.c_int32))
        self.structure = api.llama_batch(
            n_tokens=0,
            token=_pointer(self._tokens, ctypes.c_int32),
            embd=None,
            pos=_pointer(self._positions, ctypes.c_int32),
            n_seq_id=_pointer(self._counts, ctypes.c_int32),
            seq_id=ctypes.cast(self._addresses.ctypes.data, sequence_pointer),
            logits=_pointer(self._wanted, ctypes.c_int8),
        )

    def fill(self, runs: Sequence[Run]) -> int:
        """Lay the runs out one after the other; returns the number of outputs wanted."""
        total = sum(len(run.tokens) for run in runs)
        if total > len(self._tokens):
            raise too_long(len(self._tokens))
        self._wanted[:total] = 0
        begin = 0
        for run in runs:
            end = begin + len(run.tokens)
            self._tokens[begin:end] = run.tokens
            self._positions[begin:end] = np.arange(
                run.first_position, run.first_position + len(run.tokens)
            )
            self._sequences[begin:end] = run.sequence
            self._wanted[begin + np.asarray(run.wanted, np.intp)] = 1
            begin = end
        self.structure.n_tokens = total
        return sum(len(run.wanted) for run in runs)


def _pointer(array: "NDArray[np.generic]", kind: type) -> object:
    return array.ctypes.data_as(ctypes.POINTER(kind))


def too_long(length: int) -> ModelError:
    """The error for a prompt that does not fit a context of `length` tokens."""
    return ModelError(
        f"the prompt is too long for the model's {length} tokens",
        "Ask about fewer or shorter passages (--top-k), or shorten the question.",
    )
