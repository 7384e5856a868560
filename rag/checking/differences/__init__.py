"""What differs between a note's sentence and the source sentence it tells, and what matters of it."""

from collections.abc import Iterator

from rag.checking.differences import figures, heads, named, spoken, wording
from rag.checking.differences.pair import Pair
from rag.checking.result import NoteFinding

__all__ = ["Pair", "findings", "heads"]


def findings(pair: Pair) -> tuple[NoteFinding, ...]:
    """All that the source does not bear out, word by word; harmless changes are passed over."""
    found: list[NoteFinding] = []
    for one in _all(pair):
        if not any(_same(one, other) for other in found):
            found.append(one)
    return tuple(found)


def _all(pair: Pair) -> Iterator[NoteFinding]:
    yield from figures.findings(pair)
    yield from named.findings(pair)
    if not pair.phrase:
        yield from spoken.findings(pair)
        yield from wording.findings(pair)


def _same(one: NoteFinding, other: NoteFinding) -> bool:
    """Whether two findings are about the same words."""
    ours, theirs = one.words.lower(), other.words.lower()
    return bool(ours) and (ours in theirs or theirs in ours)
