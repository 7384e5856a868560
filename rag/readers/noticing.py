"""What to tell of a file that was read, but not as its owner may think."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from rag.domain import Notice
from rag.domain.places import column_name
from rag.readers.blocks import line

_MOST: Final = 10
_MOST_NOTICES: Final = 20
"""Of one document."""
_HIDDEN: Final = (
    "hidden ones are read like the others; take them out of the file to keep them out of answers"
)


def some(noun: str, count: int, total: int, *, verbs: tuple[str, str], which: str) -> str:
    """`3 of 10 pages have no text (pages 2, 5-6)`, the first verb for one, the second for more."""
    if total == 1:
        return f"its only {noun} {verbs[0]} ({which})"
    return f"{count:,} of {total:,} {noun}s {verbs[count != 1]} ({which})"


def numbered(noun: str, numbers: Sequence[int], *, shown: Callable[[int], str] = str) -> str:
    """Ascending numbers, those that follow each other as a run: `pages 2, 5-6`."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    told = (
        shown(first) if first == last else f"{shown(first)}-{shown(last)}"
        for first, last in runs[:_MOST]
    )
    left = sum(last - first + 1 for first, last in runs[_MOST:])
    return f"{noun}{'' if len(numbers) == 1 else 's'} {_and_more(told, left)}"


def named(names: Sequence[str]) -> str:
    """`Prices, Draft`, of many the first ones."""
    return _and_more(map(line, names[:_MOST]), len(names) - _MOST)


def first_of(notices: Sequence[Notice]) -> tuple[Notice, ...]:
    """The notices, of many the first ones and how many more there are."""
    left = len(notices) - _MOST_NOTICES
    if left <= 0:
        return tuple(notices)
    more = Notice(f"and {left:,} more notice{'' if left == 1 else 's'}")
    return (*notices[:_MOST_NOTICES], more)


def hidden_slides(numbers: Sequence[int], total: int) -> Iterator[Notice]:
    """What to tell of the slides that a presentation does not show."""
    yield from _hidden("slide", len(numbers), total, which=numbered("slide", numbers))


def hidden_sheets(names: Sequence[str], total: int) -> Iterator[Notice]:
    """What to tell of the sheets that a workbook does not show."""
    yield from _hidden("sheet", len(names), total, which=named(names))


def hidden_rows(numbers: Sequence[int], sheet: str) -> Iterator[Notice]:
    """What to tell of the filled rows that a sheet does not show."""
    yield from _hidden_in(numbered("row", numbers), len(numbers), sheet)


def hidden_columns(numbers: Sequence[int], sheet: str) -> Iterator[Notice]:
    """What to tell of the filled columns that a sheet does not show."""
    yield from _hidden_in(numbered("column", numbers, shown=column_name), len(numbers), sheet)


def _hidden_in(which: str, count: int, sheet: str) -> Iterator[Notice]:
    if count:
        verb = "is" if count == 1 else "are"
        yield Notice(f"{which} of sheet {line(sheet)} {verb} hidden", _HIDDEN)


def _hidden(noun: str, count: int, total: int, *, which: str) -> Iterator[Notice]:
    if count:
        told = some(noun, count, total, verbs=("is hidden", "are hidden"), which=which)
        yield Notice(told, _HIDDEN)


def _and_more(told: Iterable[str], left: int) -> str:
    return ", ".join(told) + (f" and {left:,} more" if left > 0 else "")
