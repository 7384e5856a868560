"""A sentence of a note laid beside a sentence of its source, word for word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from typing import Final

from rag.checking.tokens import Token, tokens

_FUNCTION_WEIGHT: Final = 0.15
"""What a function word counts beside one that carries content."""


@dataclass(frozen=True, slots=True)
class Change:
    """A run of the note's words where the source has other words, either side may be empty."""

    note: tuple[int, ...]
    source: tuple[int, ...]


@dataclass(frozen=True)
class Alignment:
    """Which word of the note is which of the source; words may have changed places."""

    note: tuple[Token, ...]
    source: tuple[Token, ...]
    pairs: dict[int, int]
    """Positions of the note's tokens to those of the source."""
    moved: frozenset[int]
    """The note's tokens among them that stand in another order."""
    changes: tuple[Change, ...]

    @cached_property
    def kept(self) -> frozenset[int]:
        """Positions of the source's tokens that the note has."""
        return frozenset(self.pairs.values())

    @cached_property
    def added(self) -> tuple[int, ...]:
        """The note's tokens that the source sentence has not."""
        return tuple(at for at in range(len(self.note)) if at not in self.pairs)

    @cached_property
    def dropped(self) -> tuple[int, ...]:
        """The source's tokens that the note has not."""
        return tuple(at for at in range(len(self.source)) if at not in self.kept)

    @cached_property
    def coverage(self) -> float:
        """The share of the note's words that the source sentence has; content counts more."""
        total = sum(map(_weight, self.note)) or 1.0
        return 1.0 - sum(_weight(self.note[at]) for at in self.added) / total

    def against(self, at: int) -> tuple[Token, ...]:
        """What the source has in the place of an added word."""
        for change in self.changes:
            if at in change.note:
                return tuple(self.source[other] for other in change.source)
        return ()

    @cached_property
    def steady(self) -> frozenset[int]:
        """The note's tokens that stand in the order of the source."""
        return frozenset(self.pairs) - self.moved

    def left_in_place(self, at: int) -> tuple[Token, ...]:
        """What was left out where a word stands that the source has elsewhere."""
        low = max((self.pairs[one] for one in self.steady if one < at), default=-1)
        high = min((self.pairs[one] for one in self.steady if one > at), default=len(self.source))
        return tuple(self.source[one] for one in self.dropped if low < one < high)


@lru_cache(maxsize=20_000)
def align(note: str, source: str) -> Alignment:
    """The alignment of two sentences with the longest common runs first."""
    ours, theirs = tokens(note), tokens(source)
    here, there = [one.stem for one in ours], [one.stem for one in theirs]
    matcher = SequenceMatcher(None, here, there, autojunk=False)
    pairs: dict[int, int] = {}
    changes: list[Change] = []
    for kind, low, high, other_low, other_high in matcher.get_opcodes():
        if kind == "equal":
            pairs.update(zip(range(low, high), range(other_low, other_high), strict=True))
        else:
            changes.append(Change(tuple(range(low, high)), tuple(range(other_low, other_high))))
    moved = dict(_moves(here, there, pairs))
    pairs.update(moved)
    kept = frozenset(pairs.values())
    left = tuple(
        Change(
            tuple(at for at in change.note if at not in pairs),
            tuple(at for at in change.source if at not in kept),
        )
        for change in changes
    )
    return Alignment(ours, theirs, pairs, frozenset(moved), left)


def coverage(note: str, source: str) -> float:
    """The share of the note's words that the source has, each counted once; quick."""
    held: dict[str, int] = {}
    for token in tokens(source):
        held[token.stem] = held.get(token.stem, 0) + 1
    total = found = 0.0
    for token in tokens(note):
        weight = _weight(token)
        total += weight
        if held.get(token.stem, 0):
            held[token.stem] -= 1
            found += weight
    return found / total if total else 0.0


def _moves(
    here: Sequence[str], there: Sequence[str], pairs: dict[int, int]
) -> Iterator[tuple[int, int]]:
    """Words that stand elsewhere in the other sentence, longest runs first."""
    free = [at for at in range(len(here)) if at not in pairs]
    kept = set(pairs.values())
    other_free = {at for at in range(len(there)) if at not in kept}
    taken: set[int] = set()
    runs = sorted(
        (
            (-_run(here, there, at, other, other_free, pairs), at, other)
            for at in free
            for other in other_free
            if here[at] == there[other]
        ),
    )
    for length, at, other in runs:
        span = range(-length)
        if any(at + step in taken or other + step not in other_free for step in span):
            span = range(1) if at not in taken and other in other_free else range(0)
        for step in span:
            taken.add(at + step)
            other_free.discard(other + step)
            yield at + step, other + step


def _run(
    here: Sequence[str],
    there: Sequence[str],
    at: int,
    other: int,
    free: set[int],
    pairs: dict[int, int],
) -> int:
    length = 0
    while (
        at + length < len(here)
        and other + length < len(there)
        and at + length not in pairs
        and other + length in free
        and here[at + length] == there[other + length]
    ):
        length += 1
    return length


def _weight(token: Token) -> float:
    return 1.0 if token.means else _FUNCTION_WEIGHT
