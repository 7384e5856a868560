"""A GGUF language model that scores the sources' own words; it never writes any."""

import hashlib
import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rag.domain import ModelCard
from rag.errors import ModelError
from rag.models.batch import Run, too_long
from rag.models.build import build_identity
from rag.models.files import fingerprint, keep_newest, replace_file
from rag.models.hashes import file_sha256
from rag.models.native import Native, Shape
from rag.models.reading import Reading, lay_out
from rag.ports import Branch, BranchReading

CONTEXT_LENGTH: Final = 4096
SEQUENCES: Final = 64
STARTS_AT_ONCE: Final = 8
"""Sequences kept free for span scoring, whatever the number of branches."""
_KEPT_STATES: Final = 8
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Speed:
    """Measured tokens per second: reading a prompt in one batch, and generating one by one."""

    prompt: float
    generation: float


class LlamaModel:
    """A causal language model run by llama.cpp; implements `rag.ports.LanguageModel`.

    The shared beginning of the prompts is decoded once, kept in sequence 0 while it stays the
    same, and written to `state_folder`, from where the next process takes it.
    """

    def __init__(
        self,
        path: Path,
        *,
        threads: int | None = None,
        extra_buffers: bool = False,
        state_folder: Path | None = None,
    ) -> None:
        """Load the weights.

        Raises:
            ModelError: the file is missing, cut off, no GGUF, or cannot be loaded.
        """
        shape = Shape(CONTEXT_LENGTH, SEQUENCES, threads=threads)
        self._native = Native(path, shape, extra_buffers=extra_buffers)
        self._end = self._native.end_of_turn()
        self._state_folder = state_folder
        self._identity = f"{fingerprint(path)} {build_identity()} {extra_buffers}"
        self._shared: tuple[int, ...] = ()

    def close(self) -> None:
        """Free the weights and the cache."""
        self._native.close()

    @property
    def card(self) -> ModelCard:
        """The name and parameter count in the file, and the hash of its bytes."""
        return ModelCard(
            name=self._native.metadata("general.name") or self._native.path.stem,
            sha256=file_sha256(self._native.path, self._state_folder),
            parameters=self._native.parameters,
        )

    @property
    def context_length(self) -> int:
        """Tokens the context holds: the model's own length, at most 4,096."""
        return self._native.length

    @property
    def chat_template(self) -> str | None:
        """The Jinja chat template in the file, or None."""
        return self._native.chat_template

    @property
    def end_of_turn(self) -> str:
        """How the token that ends an answer is written in a shared prompt: `<|im_end|>`."""
        return self._native.label(self._end)

    def tokens(self, text: str) -> int:
        """How many tokens `text` takes inside a prompt."""
        return len(self._native.tokens(text))

    @contextmanager
    def read(self, shared: str, branches: Sequence[Branch]) -> Iterator[BranchReading]:
        """Decode `shared`, then every branch in one batch, each from its own copy of the cache.

        Only `shared` may hold control tokens. The parts of a branch are tokenised one by one
        and joined, so a word must not be cut between them. One reading at a time: the cache is
        the model's own.

        Raises:
            ModelError: the prompt does not fit the context.
        """
        kept = self._native.shared_tokens(shared)
        laid_out = tuple(lay_out(self._native, branch) for branch in branches)
        self._check_room(len(kept), tuple(item.size for item in laid_out))
        self._keep(kept)
        try:
            yield Reading(self._native, kept, laid_out, end_of_turn=self._end)
        finally:
            self._native.forget(range(1, SEQUENCES))

    def speed(self, tokens: int = 256) -> Speed:
        """The measured speed of a prompt of `tokens` tokens and of a quarter as many generated."""
        size = min(tokens, self._native.length // 2)
        filler = self._native.tokens(" the quick brown fox jumps over the lazy dog" * size)[:size]
        self._native.clear()
        self._shared = ()
        began = time.perf_counter()
        self._native.decode((Run(0, 0, filler, (size - 1,)),))
        read = time.perf_counter()
        generated = max(1, size // 4)
        for step in range(generated):
            likeliest = int(self._native.logits(1)[0].argmax())
            self._native.decode((Run(0, size + step, (likeliest,), (0,)),))
        done = time.perf_counter()
        self._native.clear()
        return Speed(size / (read - began), generated / (done - read))

    def _check_room(self, shared: int, sizes: tuple[int, ...]) -> None:
        if len(sizes) > SEQUENCES - 1 - STARTS_AT_ONCE:
            raise ModelError(
                f"{len(sizes)} passages cannot be read at once",
                f"Lower --top-k: at most {SEQUENCES - 1 - STARTS_AT_ONCE} fit.",
            )
        if shared + sum(sizes) > self._native.length:
            raise too_long(self._native.length)

    def _keep(self, shared: tuple[int, ...]) -> None:
        """Bring sequence 0 to exactly `shared`: as it is, from the disk, or decoded."""
        if shared == self._shared:
            return
        self._native.clear()
        self._shared = ()
        if shared and not self._restored(shared):
            self._native.decode((Run(0, 0, shared),))
            self._save(shared)
        self._shared = shared

    def _state_file(self, shared: tuple[int, ...]) -> Path | None:
        if self._state_folder is None:
            return None
        key = hashlib.sha256(f"{self._identity} {shared}".encode()).hexdigest()[:24]
        return self._state_folder / "states" / f"{key}.state"

    def _restored(self, shared: tuple[int, ...]) -> bool:
        file = self._state_file(shared)
        return file is not None and file.is_file() and self._native.restore(0, shared, file)

    def _save(self, shared: tuple[int, ...]) -> None:
        file = self._state_file(shared)
        if file is None:
            return
        try:
            with replace_file(file) as unfinished:
                if not self._native.save(0, shared, unfinished):
                    raise OSError("llama.cpp could not write it")  # noqa: TRY301
            keep_newest(file.parent, "*.state", count=_KEPT_STATES)
        except OSError as error:
            _log.info("the prompt's state was not kept: %s", error)
