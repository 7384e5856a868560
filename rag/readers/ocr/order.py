"""Lines that stand anywhere on a page, in the order in which they are read."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from rag.readers.pdf.lines import PdfLine
from rag.readers.pdf.moved import Box

_CROSSING: Final = 0.25
"""Share of the lines that may run across two columns, as titles do."""
_FEWEST_LINES: Final = 3
_NARROWEST: Final = 6.0
"""Heights of a line: what is narrower on the average are cells, not a column of text."""
_SLACK: Final = 0.5
"""Heights of a line by which it may seem to reach into the other column."""
_REACH: Final = 0.1
"""Share of its width, as much as that is more."""
_BESIDE: Final = 0.5
"""Share of its height with which a column stands beside the other."""
_WIDE_GAP: Final = 1.0
"""In heights of the line: what stands as far apart are two cells."""


def in_reading_order(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """The lines column by column, from the top down; those of one row made one.

    A line that runs across two columns parts what stands above it from what stands below. Lines
    that run up or down the page come last.
    """
    level = [line for line in lines if line.is_level]
    return [*_ordered(level), *(line for line in lines if not line.is_level)]


def _ordered(lines: Sequence[PdfLine]) -> list[PdfLine]:
    gutter = _gutter(lines)
    if gutter is None:
        return [_one(row) for row in _rows(lines)]
    ordered: list[PdfLine] = []
    band: list[PdfLine] = []
    for line in sorted(lines, key=lambda line: -line.box.top):
        if _side(line, gutter) == 0:
            ordered += _columns(band, gutter)
            ordered.append(line)
            band = []
        else:
            band.append(line)
    return ordered + _columns(band, gutter)


def _columns(lines: Sequence[PdfLine], gutter: float) -> list[PdfLine]:
    sides = ([line for line in lines if _side(line, gutter) == side] for side in (-1, 1))
    return [line for side in sides if side for line in _ordered(side)]


def _side(line: PdfLine, gutter: float) -> int:
    """-1 left of the gutter, 1 right of it, 0 across."""
    slack = max(_SLACK * line.box.height, _REACH * (line.box.right - line.box.left))
    if line.box.right <= gutter + slack:
        return -1
    return 1 if line.box.left >= gutter - slack else 0


def _gutter(lines: Sequence[PdfLine]) -> float | None:
    """Where two columns of text part, None where there is one."""
    best: tuple[int, float] | None = None
    for gutter in {line.box.left for line in lines}:
        sides = [_side(line, gutter) for line in lines]
        across = sides.count(0)
        fewest = min(sides.count(-1), sides.count(1))
        if fewest < _FEWEST_LINES or across > _CROSSING * len(lines):
            continue
        if (best is None or fewest - across > best[0]) and _are_columns(lines, sides):
            best = (fewest - across, gutter)
    return best[1] if best else None


def _are_columns(lines: Sequence[PdfLine], sides: Sequence[int]) -> bool:
    """Whether running text stands on both sides, and beside each other."""
    columns = [
        [line for line, side in zip(lines, sides, strict=True) if side == which]
        for which in (-1, 1)
    ]
    if not all(map(_is_text, columns)):
        return False
    (low, high), (other_low, other_high) = map(_height, columns)
    shared = min(high, other_high) - max(low, other_low)
    return shared > _BESIDE * min(high - low, other_high - other_low)


def _height(lines: Sequence[PdfLine]) -> tuple[float, float]:
    """From where to where lines stand."""
    return min(line.box.bottom for line in lines), max(line.box.top for line in lines)


def _is_text(lines: Sequence[PdfLine]) -> bool:
    wide = sum(line.box.right - line.box.left for line in lines)
    return wide > _NARROWEST * sum(line.box.height for line in lines)


def _rows(lines: Sequence[PdfLine]) -> Iterator[list[PdfLine]]:
    """Lines at the same height, from left to right."""
    row: list[PdfLine] = []
    for line in sorted(lines, key=lambda line: -_middle(line)):
        if row and _middle(row[0]) - _middle(line) > 0.5 * min(row[0].box.height, line.box.height):
            yield sorted(row, key=lambda line: line.box.left)
            row = []
        row.append(line)
    if row:
        yield sorted(row, key=lambda line: line.box.left)


def _middle(line: PdfLine) -> float:
    return (line.box.bottom + line.box.top) / 2


def _one(row: Sequence[PdfLine]) -> PdfLine:
    """The lines of a row as one, with cells where they stand apart."""
    cells: list[tuple[float, float, str]] = []
    box = row[0].box
    for line in row:
        text = line.text
        if cells and line.box.left - cells[-1][1] < _WIDE_GAP * line.box.height:
            left, _, before = cells.pop()
            cells.append((left, line.box.right, f"{before} {text}"))
        else:
            cells.append((line.box.left, line.box.right, text))
        box = box.around(line.box)
    text = " ".join(text for _, _, text in cells)
    kept = Box(box.left, row[0].box.bottom, box.right, row[0].box.top)
    return replace(row[0], text=text, box=kept, cells=tuple(cells) if len(cells) > 1 else ())
