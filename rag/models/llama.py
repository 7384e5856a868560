"""A GGUF language model that scores the sources' own words, and writes where it is asked to."""

import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rag.domain import ModelCard
from rag.errors import ModelError
from rag.models.batch import Run, too_long
from rag.models.build import build_identity
from rag.models.chat_template import defused, rendered
from rag.models.files import fingerprint
from rag.models.hashes import file_sha256
from rag.models.native import Native, Shape
from rag.models.reading import Reading, lay_out
from rag.models.states import States
from rag.models.writing import written
from rag.ports import Branch, BranchReading

CONTEXT_LENGTH: Final = 4096
SEQUENCES: Final = 64
"""Sequences for reading; the one after them is for writing."""
STARTS_AT_ONCE: Final = 8
"""Sequences kept free for span scoring, whatever the number of branches."""


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
        name: str | None = None,
        threads: int | None = None,
        extra_buffers: bool = False,
        state_folder: Path | None = None,
    ) -> None:
        """Load the weights; `name` is what the model is called, by default as its file.

        Raises:
            ModelError: the file is missing, cut off, no GGUF, or cannot be loaded.
        """
        shape = Shape(CONTEXT_LENGTH, SEQUENCES + 1, threads=threads)
        self._native = Native(path, shape, extra_buffers=extra_buffers)
        self._name = name or path.stem
        self._end = self._native.end_of_turn()
        self._cache = state_folder
        identity = f"{fingerprint(path)} {build_identity()} {extra_buffers}"
        self._states = States(state_folder, identity)
        self._shared: tuple[int, ...] = ()
        self._writing = 0

    def close(self) -> None:
        """Free the weights and the cache."""
        self._native.close()

    @property
    def card(self) -> ModelCard:
        """The model's name, the parameter count in the file, and the hash of its bytes."""
        return ModelCard(
            name=self._name,
            sha256=file_sha256(self._native.path, self._cache),
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

    def prompt_tokens(self, prompt: str) -> int:
        """How many tokens a prompt of `chat` takes, each control token being one."""
        return len(self._native.shared_tokens(prompt))

    def chat(self, system: str, user: str) -> str:
        """The prompt that puts `user` to the model, in the form of its own chat template.

        What the two texts hold stays text: a control token's name in them gets a space.
        """
        begin = self._native.begin_mark()
        prompt = rendered(
            self._native.chat_template,
            defused(system, self._native.control_labels(system)),
            defused(user, self._native.control_labels(user)),
            begin=begin,
            end=self.end_of_turn,
        )
        return prompt.removeprefix(begin) if self._native.marks_start else prompt

    def write(self, prompt: str, *, longest: int, seed: int = 0) -> Generator[str, None, None]:
        """What the model writes after `prompt`, piece by piece, at most `longest` tokens.

        Greedy: `seed` changes nothing. It writes in a sequence of its own, so that readings may
        come between two pieces; what is shared by readings is given up only where both do not
        fit the context. The sequence is freed when the iterator ends or is closed. One writing
        at a time.

        Raises:
            ModelError: the prompt does not fit the context.
        """
        tokens = self._native.shared_tokens(prompt)
        if not 0 < len(tokens) < self._native.length:
            raise too_long(self._native.length)
        longest = min(longest, self._native.length - len(tokens))
        self._writing = len(tokens) + longest
        if len(self._shared) + self._writing > self._native.length:
            self._forget_shared()
        try:
            yield from written(
                self._native, tokens, sequence=SEQUENCES, longest=longest, end=self._end
            )
        finally:
            self._native.forget((SEQUENCES,))
            self._writing = 0

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
            yield Reading(
                self._native, kept, laid_out, end_of_turn=self._end, room=self._reading_room
            )
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
        if shared + sum(sizes) > self._reading_room:
            raise too_long(self._reading_room)

    @property
    def _reading_room(self) -> int:
        """Tokens that readings may take while something is being written."""
        return self._native.length - self._writing

    def _forget_shared(self) -> None:
        """Empty sequence 0; the whole cache where nothing is being written.

        An empty cache is filled from its start, so that what is read twice is scored alike.
        """
        if self._writing:
            self._native.forget((0,))
        else:
            self._native.clear()
        self._shared = ()

    def _keep(self, shared: tuple[int, ...]) -> None:
        """Bring sequence 0 to exactly `shared`: as it is, from the disk, or decoded."""
        if shared == self._shared:
            return
        self._forget_shared()
        state = self._states.load(shared)
        if shared and not (state and self._native.set_state(0, state)):
            self._native.decode((Run(0, 0, shared),))
            self._states.keep(shared, self._native.state(0))
        self._shared = shared
