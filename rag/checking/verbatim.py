"""Whether words stand in a source letter for letter, and where."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rag.checking.parsing.quoting import without_brackets
from rag.checking.tokens import letters

_FEWEST: Final = 1


def stands_in(text: str, source: str) -> bool:
    """Whether `text` stands in `source`, its runs between brackets and ellipses in order.

    White space, the kind of quotation marks and dashes, and the case of a first letter may
    differ, nothing else.
    """
    return runs_in(text, source) is not None


@lru_cache(maxsize=20_000)
def runs_in(text: str, source: str) -> tuple[tuple[int, int], ...] | None:
    """Where the runs of `text` stand among the letters of `source`, or None."""
    held = letters(source)
    whole = _find(letters(text), held, 0)
    if whole is not None:
        return (whole,)
    found: list[tuple[int, int]] = []
    runs = [letters(run) for run in without_brackets(text)]
    for run in runs:
        place = _find(run, held, found[-1][1] if found else 0)
        if place is None:
            return None
        found.append(place)
    return tuple(found) if found else None


def _find(run: Sequence[str], held: Sequence[str], start: int) -> tuple[int, int] | None:
    if len(run) < _FEWEST:
        return None
    length = len(run)
    for at in range(start, len(held) - length + 1):
        if held[at + 1 : at + length] == run[1:] and _same_opening(run[0], held[at]):
            return at, at + length
    return None


def _same_opening(one: str, other: str) -> bool:
    return one == other or (one[1:] == other[1:] and one[:1].casefold() == other[:1].casefold())
