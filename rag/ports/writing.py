"""What reads and continues text: a language model, and the scores it gives."""

from collections.abc import Generator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from rag.domain import ModelCard


@dataclass(frozen=True, slots=True)
class Branch:
    """One continuation of a shared prompt: `before + scored + after`."""

    before: str
    scored: str
    """The part whose likelihood is wanted."""
    after: str


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """`text[start:end]` of the source, and the log-probability of writing it and stopping."""

    start: int
    end: int
    log_probability: float
    tokens: int
    stop: float
    """The part of `log_probability` that is for stopping there."""


@dataclass(frozen=True, slots=True)
class Beginnings:
    """Where answers within `text` may begin that are read as the continuation of a branch."""

    branch: int
    text: str
    starts: tuple[int, ...]
    """Offsets into `text` at which a word begins."""
    longest: int
    """Tokens of the longest answer."""


class BranchReading(Protocol):
    """A shared prompt decoded together with its branches, kept for span scoring."""

    @property
    def likelihoods(self) -> tuple[float, ...]:
        """Mean natural-log probability per token of each branch's `scored` part."""
        ...

    def spans(self, followed: Sequence[Beginnings]) -> tuple[tuple[ScoredSpan, ...], ...]:
        """Of each: every run of whole words that begins at one of its starts, scored.

        Runs end at word boundaries. Each is scored as the continuation of its branch, the
        end-of-turn token included. All are decoded together, which is faster than one by one.
        """
        ...

    def start_scores(self, branch: int, text: str, starts: Sequence[int]) -> tuple[float, ...]:
        """Log-probability of the first token of `text` at each start, as what comes next."""
        ...


class LanguageModel(Protocol):
    """A causal language model that scores and continues text."""

    @property
    def card(self) -> ModelCard:
        """Name, hash and parameter count."""
        ...

    @property
    def context_length(self) -> int:
        """Tokens the model can hold at once."""
        ...

    @property
    def end_of_turn(self) -> str:
        """How the token that ends an answer is written in a prompt: `<|im_end|>`."""
        ...

    def tokens(self, text: str) -> int:
        """How many tokens `text` takes."""
        ...

    def prompt_tokens(self, prompt: str) -> int:
        """How many tokens a prompt of `chat` takes, its control tokens included."""
        ...

    def chat(self, system: str, user: str) -> str:
        """The prompt that puts `user` to the model under the rules of `system`.

        It is in the form the model was trained on. Nothing in the two texts is read as a
        control token.
        """
        ...

    def write(self, prompt: str, *, longest: int, seed: int = 0) -> Generator[str, None, None]:
        """What the model writes after `prompt`, in pieces as it comes, at most `longest` tokens.

        It ends where the model ends its turn. Readings may come between two pieces. Close the
        iterator to stop early: it holds memory until then. `seed` is for models that draw.

        Raises:
            ModelError: the prompt does not fit the context.
        """
        ...

    def read(
        self, shared: str, branches: Sequence[Branch]
    ) -> AbstractContextManager[BranchReading]:
        """Decode `shared` (kept between calls) followed by each branch.

        Raises:
            ModelError: the prompt does not fit the context.
        """
        ...
