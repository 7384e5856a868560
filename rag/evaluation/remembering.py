"""What the model read, kept: a change that leaves its prompts alone is measured in seconds."""

import hashlib
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from rag.domain import ModelCard
from rag.evaluation.records import Journal
from rag.ports import Branch, BranchReading, LanguageModel, ScoredSpan

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Kept:
    """One result of the model as JSON, by the hash of what it was asked."""

    id: str
    result: bytes


@dataclass
class Memory:
    """Results of a model kept in a journal; how often one was recalled is counted."""

    journal: Journal[Kept]
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
        self.journal.append(Kept(key, self._results[key]))

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

    def __init__(self, model: LanguageModel, memory: Memory) -> None:
        self._model = model
        self._memory = memory

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
        """What the model writes after `prompt`: never kept, since it may be stopped early."""
        return self._model.write(prompt, longest=longest, seed=seed)

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

    def spans(
        self, branch: int, text: str, starts: Sequence[int], *, longest: int
    ) -> tuple[ScoredSpan, ...]:
        """Every run of whole words of `text` that begins at one of `starts`, scored."""
        keys = {start: _key(self.key, "spans", branch, text, start, longest) for start in starts}
        unknown = [start for start, key in keys.items() if not self.memory.knows(key)]
        if unknown:
            found = self._reading.spans(branch, text, unknown, longest=longest)
            for start in unknown:
                self.memory.keep(keys[start], tuple(one for one in found if one.start == start))
        self.memory.recalled += len(keys) - len(unknown)
        kept = (self.memory.recall(key, tuple[ScoredSpan, ...]) for key in keys.values())
        return tuple(span for spans in kept for span in spans)

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
