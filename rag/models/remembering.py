"""What the model read and wrote, kept: the same prompts need not be put to it again."""

import hashlib
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from rag.domain import ModelCard
from rag.errors import StorageError
from rag.journal import Journal
from rag.ports import Beginnings, Branch, BranchReading, LanguageModel, ScoredSpan

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Kept:
    """One result of the model as JSON, by the hash of what it was asked."""

    id: str
    result: bytes


@dataclass(frozen=True, slots=True)
class Writing:
    """What a model wrote, piece by piece, and whether it ended there or was stopped."""

    pieces: tuple[str, ...] = ()
    ended: bool = False


@dataclass
class Memory:
    """Results of a model kept in a journal; how often one was recalled is counted."""

    journal: Journal[Kept]
    can_do_without: bool = False
    """Whether a journal that cannot be written is no error: the results are in memory still."""
    recalled: int = 0
    _known: dict[str, bytes] | None = field(default=None, repr=False)

    def result(self, key: str, kind: type[Result], made: Callable[[], Result]) -> Result:
        """The result kept under `key`, else the one `made` now, which is kept."""
        if self.knows(key):
            self.recalled += 1
        else:
            self.keep(key, made())
        return self.recall(key, kind)

    def knows(self, key: str) -> bool:
        """Whether a result is kept under `key`."""
        return key in self._results

    def keep(self, key: str, result: object) -> None:
        """Keep a result."""
        self._results[key] = msgspec.json.encode(result)
        try:
            self.journal.append(Kept(key, self._results[key]))
        except StorageError:
            if not self.can_do_without:
                raise

    def recall(self, key: str, kind: type[Result]) -> Result:
        """The result kept under `key`."""
        return msgspec.json.decode(self._results[key], type=kind)

    @property
    def _results(self) -> dict[str, bytes]:
        if self._known is None:
            self._known = {row.id: row.result for row in self.journal.rows().values()}
        return self._known


class RememberingModel:
    """A language model that reads the same thing once only; implements `LanguageModel`."""

    def __init__(
        self, model: LanguageModel, memory: Memory, *, keeps_writing: bool = False
    ) -> None:
        """Keep readings in `memory`, and what the model writes too if `keeps_writing`."""
        self._model = model
        self._memory = memory
        self._keeps_writing = keeps_writing

    @property
    def card(self) -> ModelCard:
        """The model's own."""
        return self._model.card

    @property
    def context_length(self) -> int:
        """The model's own."""
        return self._model.context_length

    @property
    def end_of_turn(self) -> str:
        """The model's own."""
        return self._model.end_of_turn

    def close(self) -> None:
        """Free the model."""
        close = getattr(self._model, "close", None)
        if close is not None:
            close()

    def tokens(self, text: str) -> int:
        """How many tokens `text` takes."""
        return self._model.tokens(text)

    def prompt_tokens(self, prompt: str) -> int:
        """How many tokens a prompt of `chat` takes."""
        return self._model.prompt_tokens(prompt)

    def chat(self, system: str, user: str) -> str:
        """The prompt in the form the model was trained on."""
        return self._model.chat(system, user)

    def write(self, prompt: str, *, longest: int, seed: int = 0) -> Generator[str, None, None]:
        """What the model writes after `prompt`: as far as it is kept from there, then its own."""
        if not self._keeps_writing:
            return self._model.write(prompt, longest=longest, seed=seed)
        key = _key("write", prompt, longest, seed)
        return self._written(key, lambda: self._model.write(prompt, longest=longest, seed=seed))

    def _written(
        self, key: str, write: Callable[[], Generator[str, None, None]]
    ) -> Generator[str, None, None]:
        """The pieces kept under `key`; those behind them are written anew, and all of them kept.

        What the model fails in, or is interrupted in, is not kept.
        """
        kept = self._memory.recall(key, Writing) if self._memory.knows(key) else Writing()
        self._memory.recalled += bool(kept.pieces)
        yield from kept.pieces
        if kept.ended:
            return
        pieces: list[str] = []
        with closing(write()) as writing:
            try:
                for piece in writing:
                    pieces.append(piece)
                    if len(pieces) > len(kept.pieces):
                        yield piece
            except GeneratorExit:
                self._memory.keep(key, Writing(tuple(pieces), ended=False))
                raise
        self._memory.keep(key, Writing(tuple(pieces), ended=True))

    @contextmanager
    def read(self, shared: str, branches: Sequence[Branch]) -> Iterator[BranchReading]:
        """The reading of a prompt; it is decoded only when a result of it is not known."""
        with ExitStack() as stack:
            yield _Remembered(
                key=_key(shared, *((one.before, one.scored, one.after) for one in branches)),
                memory=self._memory,
                decode=lambda: stack.enter_context(self._model.read(shared, branches)),
            )


@dataclass
class _Remembered:
    """A reading whose results are kept; implements `rag.ports.BranchReading`."""

    key: str
    memory: Memory
    decode: Callable[[], BranchReading]
    _decoded: BranchReading | None = None

    @property
    def likelihoods(self) -> tuple[float, ...]:
        """Mean log-probability per token of each branch's `scored` part."""
        return self.memory.result(
            _key(self.key), tuple[float, ...], lambda: self._reading.likelihoods
        )

    def spans(self, followed: Sequence[Beginnings]) -> tuple[tuple[ScoredSpan, ...], ...]:
        """Of each: every run of whole words that begins at one of its starts, scored."""
        return self.memory.result(
            _key(self.key, "spans", tuple(followed)),
            tuple[tuple[ScoredSpan, ...], ...],
            lambda: self._reading.spans(followed),
        )

    def start_scores(self, branch: int, text: str, starts: Sequence[int]) -> tuple[float, ...]:
        """Log-probability of the first token of `text` at each start."""
        return self.memory.result(
            _key(self.key, "starts", branch, text, tuple(starts)),
            tuple[float, ...],
            lambda: self._reading.start_scores(branch, text, starts),
        )

    @property
    def _reading(self) -> BranchReading:
        if self._decoded is None:
            self._decoded = self.decode()
        return self._decoded


def _key(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "replace")).hexdigest()
