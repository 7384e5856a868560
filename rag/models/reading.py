"""What a language model read: likelihoods of branches, and spans scored as their continuation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np  # noqa: TID253

from rag.models.batch import Run, too_long
from rag.models.native import Native
from rag.models.words import token_ends, word_ends
from rag.ports import Beginnings, Branch, ScoredSpan

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float32]

_ROWS_AT_ONCE: Final = 16
"""Rows whose exponentials are taken together: about 3 MB, which the cache holds."""
_LONGEST_WORD: Final = 48
_TILE: Final = 64
"""Tokens from which llama.cpp's flash attention takes them in tiles; fewer are taken one by one."""
_WORTH_FILLING: Final = 24
"""Tokens from which a whole tile takes less time than they do one by one."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A branch as tokens: `tokens[first:last]` are scored."""

    tokens: tuple[int, ...]
    first: int
    last: int

    @property
    def size(self) -> int:
        """How many tokens the branch takes, and one that it may borrow from the shared part."""
        return len(self.tokens) + 1


@dataclass(frozen=True, slots=True)
class _Start:
    """The tokens of ` text[offset:]`, and the end offset after each, None inside a word."""

    followed: int
    """Which of the texts that are followed it begins in."""
    branch: int
    offset: int
    tokens: tuple[int, ...]
    ends: tuple[int | None, ...]


def lay_out(native: Native, branch: Branch) -> LaidOut:
    """The branch's parts tokenised one by one and joined."""
    before = native.tokens(branch.before)
    scored = native.tokens(branch.scored)
    after = native.tokens(branch.after)
    return LaidOut(before + scored + after, len(before), len(before) + len(scored))


class Reading:
    """Branches decoded after a shared beginning; implements `rag.ports.BranchReading`."""

    def __init__(
        self,
        native: Native,
        shared: tuple[int, ...],
        branches: tuple[LaidOut, ...],
        *,
        end_of_turn: int,
        room: int,
    ) -> None:
        """Decode the branches; `room` is how many tokens of the cache the reading may take."""
        self._native = native
        self._room = room
        self._end_of_turn = end_of_turn
        self._used = len(shared) + sum(branch.size for branch in branches)
        self._lengths = tuple(len(shared) + len(branch.tokens) for branch in branches)
        self._spare = range(len(branches) + 1, native.sequences - 1)
        runs = tuple(
            _branch_run(native, sequence, shared, branch)
            for sequence, branch in enumerate(branches, 1)
        )
        outputs = native.decode(runs) if runs else 0
        logits = native.logits(outputs)
        self._likelihoods, self._next = _split_rows(branches, logits)

    @property
    def likelihoods(self) -> tuple[float, ...]:
        """Mean natural-log probability per token of each branch's `scored` part."""
        return self._likelihoods

    def start_scores(self, branch: int, text: str, starts: Sequence[int]) -> tuple[float, ...]:
        """Log-probability of the first token of ` text[start:]` after the branch, per start.

        Where the tokeniser cuts a word's leading space off (digits, in SmolLM2's case), the
        first token is that space.
        """
        following = self._next[branch]
        words = (text[start : start + _LONGEST_WORD] for start in starts)
        firsts = (self._native.tokens(" " + word)[0] for word in words)
        return tuple(float(following[token]) for token in firsts)

    def spans(self, followed: Sequence[Beginnings]) -> tuple[tuple[ScoredSpan, ...], ...]:
        """Of each: every run of whole words from one of its starts, scored with its end of turn.

        All starts are decoded in one batch, each from its own copy of its branch. The score is
        the sum of the natural-log probabilities of the tokens of ` text[start:end]` and of the
        end-of-turn token; `tokens` does not count the latter.
        """
        prepared = (
            start
            for index, one in enumerate(followed)
            for start in _prepared(self._native, index, one)
        )
        usable = tuple(start for start in prepared if start.tokens)
        found: tuple[list[ScoredSpan], ...] = tuple([] for _ in followed)
        for group in self._groups(usable):
            for start, spans in zip(group, self._score(group), strict=True):
                found[start.followed].extend(spans)
        return tuple(map(tuple, found))

    def _groups(self, starts: tuple[_Start, ...]) -> Iterator[tuple[_Start, ...]]:
        """The starts in groups for which there are sequences and room in the cache."""
        room = self._room - self._used
        group: list[_Start] = []
        for start in starts:
            taken = sum(len(other.tokens) for other in group)
            if group and (len(group) == len(self._spare) - 1 or taken + len(start.tokens) > room):
                yield tuple(group)
                group = []
            if len(start.tokens) > room:
                raise too_long(self._room)
            group.append(start)
        if group:
            yield tuple(group)

    def _score(self, starts: tuple[_Start, ...]) -> list[tuple[ScoredSpan, ...]]:
        sequences = self._spare[: len(starts)]
        runs: list[Run] = []
        for sequence, start in zip(sequences, starts, strict=True):
            self._native.copy(start.branch + 1, sequence)
            every = tuple(range(len(start.tokens)))
            runs.append(Run(sequence, self._lengths[start.branch], start.tokens, every))
        logits = self._native.logits(self._native.decode((*runs, *self._filling(runs))))
        scores = self._start_spans(starts, logits)
        self._native.forget((*sequences, self._spare[-1]))
        return scores

    def _filling(self, runs: Sequence[Run]) -> tuple[Run, ...]:
        """Tokens of no consequence, in a sequence of their own, that make a tile of a few."""
        taken = sum(len(run.tokens) for run in runs)
        if not _WORTH_FILLING <= taken < _TILE <= self._room - self._used:
            return ()
        return (Run(self._spare[-1], 0, (self._end_of_turn,) * (_TILE - taken)),)

    def _start_spans(
        self, starts: tuple[_Start, ...], logits: "Floats"
    ) -> list[tuple[ScoredSpan, ...]]:
        normalisers = log_sum_exp(logits)
        stops = logits[:, self._end_of_turn] - normalisers
        found: list[tuple[ScoredSpan, ...]] = []
        row = 0
        for start in starts:
            rows = np.arange(row, row + len(start.tokens) - 1)
            following = logits[rows, start.tokens[1:]] - normalisers[rows]
            first = self._next[start.branch][start.tokens[0]]
            sums = np.cumsum(np.concatenate(([first], following)))
            ending = stops[row : row + len(start.tokens)]
            told = enumerate(zip(start.ends, sums, ending, strict=True), 1)
            found.append(
                tuple(
                    ScoredSpan(start.offset, end, float(written + stop), count, float(stop))
                    for count, (end, written, stop) in told
                    if end is not None
                )
            )
            row += len(start.tokens)
        return found


def log_sum_exp(logits: "Floats") -> "Floats":
    """The logarithm of each row's summed exponentials, shape (rows,)."""
    sums = np.empty(len(logits), np.float32)
    for begin in range(0, len(logits), _ROWS_AT_ONCE):
        rows = logits[begin : begin + _ROWS_AT_ONCE]
        peaks = rows.max(axis=1)
        exponentials = rows - peaks[:, None]
        np.exp(exponentials, out=exponentials)
        sums[begin : begin + _ROWS_AT_ONCE] = peaks + np.log(exponentials.sum(axis=1))
    return sums


def _branch_run(native: Native, sequence: int, shared: tuple[int, ...], branch: LaidOut) -> Run:
    """Copy the shared cache to `sequence`, and say what is to be decoded after it.

    The logits that predict a branch's first token are those of the last shared token, which is
    decoded again where they are wanted.
    """
    borrowed = 1 if branch.first == 0 else 0
    position = len(shared) - borrowed
    if position < 0 or not branch.tokens:
        raise ValueError("a branch needs tokens, and a token before those that are scored")
    native.copy(0, sequence, length=position)
    tokens = shared[position:] + branch.tokens
    last = len(tokens) - 1
    scored = range(branch.first - 1 + borrowed, branch.last - 1 + borrowed)
    return Run(sequence, position, tokens, (*(row for row in scored if row != last), last))


def _split_rows(
    branches: tuple[LaidOut, ...], logits: "Floats"
) -> tuple[tuple[float, ...], tuple["Floats", ...]]:
    """Each branch's mean log-probability, and the log-probabilities of what comes after it."""
    normalisers = log_sum_exp(logits)
    likelihoods: list[float] = []
    following: list[Floats] = []
    row = 0
    for branch in branches:
        scored = branch.tokens[branch.first : branch.last]
        rows = np.arange(row, row + len(scored))
        chosen = logits[rows, list(scored)] - normalisers[rows]
        likelihoods.append(float(chosen.mean()) if scored else 0.0)
        row += len(scored)
        following.append(logits[row] - normalisers[row])
        row += 1
    return tuple(likelihoods), tuple(following)


def _prepared(native: Native, index: int, followed: Beginnings) -> Iterator[_Start]:
    """Of each start at most `longest` tokens of ` text[start:]`, up to the last that ends a word."""
    ends = word_ends(followed.text)
    for start in followed.starts:
        tokens = native.tokens(" " + followed.text[start:])[: followed.longest]
        pieces = tuple(native.piece(token) for token in tokens)
        offsets = tuple(
            start + count - 1 if count is not None and start + count - 1 in ends else None
            for count in token_ends(pieces)
        )
        whole = max((place for place, end in enumerate(offsets, 1) if end is not None), default=0)
        yield _Start(index, followed.branch, start, tokens[:whole], offsets[:whole])
