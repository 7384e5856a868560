"""Tables for a terminal: columns side by side, long cells folded within their column."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from rag.render.layout import display_width, fold, one_line

_GAP: Final = "  "
_NARROWEST: Final = 8


def table(head: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> tuple[str, ...]:
    """The lines of each row, the head's first; no line is wider than `width` where that can be."""
    lines = [tuple(map(one_line, row)) for row in (head, *rows)]
    widths = _widths(
        [max(map(display_width, column)) for column in zip(*lines, strict=True)], width
    )
    return tuple("\n".join(_folded(row, widths)) for row in lines)


def side_by_side(cells: Sequence[str], width: int) -> str:
    """Texts in columns of one width."""
    each = max(_NARROWEST, (width - len(_GAP) * (len(cells) - 1)) // len(cells))
    return "\n".join(_folded(tuple(map(one_line, cells)), [each] * len(cells)))


def _widths(natural: list[int], width: int) -> list[int]:
    """The columns' widths: the widest give way until all fit."""
    widths = list(natural)
    room = width - len(_GAP) * (len(widths) - 1)
    while sum(widths) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _folded(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    columns = (fold(cell, width) for cell, width in zip(cells, widths, strict=True))
    for parts in zip_longest(*columns, fillvalue=""):
        padded = (
            part + " " * (width - display_width(part))
            for part, width in zip(parts, widths, strict=True)
        )
        yield _GAP.join(padded).rstrip()
