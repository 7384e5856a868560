"""Tables on pages of a PDF, told by wide spaces that stand below each other."""

from collections.abc import Sequence
from typing import Final

from rag.readers import blocks
from rag.readers.pdf.lines import PdfLine

_FEWEST_ROWS: Final = 3
_MOST_ROWS: Final = 500
"""Rows looked at together, so that a page of a million lines takes no time that grows faster."""
_LONGEST_CELL: Final = 60
"""Characters, on the average; longer ones are columns of running text."""
_FARTHEST: Final = 3.0
"""Heights of a line that may lie between two rows."""

_Column = tuple[float, float]


def grid_length(lines: Sequence[PdfLine], first: int) -> int:
    """How many lines from `first` on are rows of one table; 0 where it is none."""
    columns = _columns_of(lines[first])
    if len(columns) < 2:
        return 0
    end = first + 1
    while end < min(len(lines), first + _MOST_ROWS) and _goes_on(
        lines[end - 1], lines[end], columns
    ):
        columns = _widened(columns, _columns_of(lines[end]))
        end += 1
    while end > first and len(lines[end - 1].cells) < 2:
        end -= 1
    rows = lines[first:end]
    filled = [line for line in rows if len(line.cells) > 1]
    if len(filled) < _FEWEST_ROWS:
        return 0
    cells = [text for line in filled for _, _, text in line.cells]
    return end - first if sum(map(len, cells)) <= _LONGEST_CELL * len(cells) else 0


def grid_text(lines: Sequence[PdfLine]) -> str:
    """The pipe table of rows, each cell in the column it stands in."""
    columns = _columns_of(lines[0])
    for line in lines[1:]:
        columns = _widened(columns, _columns_of(line))
    rows = []
    for line in lines:
        row = [""] * len(columns)
        for left, right, text in line.cells or ((line.box.left, line.box.right, line.text),):
            place = _best(columns, (left, right))
            row[place] = f"{row[place]} {text}".strip()
        rows.append([blocks.printable(cell) for cell in row])
    return blocks.table(rows, 1)


def _columns_of(line: PdfLine) -> list[_Column]:
    return [(left, right) for left, right, _ in line.cells]


def _goes_on(above: PdfLine, line: PdfLine, columns: Sequence[_Column]) -> bool:
    """Whether a line is the next row: below, near, and with cells under the columns."""
    step = above.box.bottom - line.box.bottom
    if not 0 < step <= _FARTHEST * max(above.box.height, line.box.height):
        return False
    if not line.cells:
        return line.box.right < columns[1][0]
    matched = sum(
        any(_overlap(column, cell) > 0 for column in columns) for cell in _columns_of(line)
    )
    return matched >= len(line.cells) - 1 and _keeps_apart(columns, _columns_of(line))


def _keeps_apart(columns: Sequence[_Column], cells: Sequence[_Column]) -> bool:
    """Whether most cells lie under one column alone."""
    crossing = sum(sum(_overlap(column, cell) > 0 for column in columns) > 1 for cell in cells)
    return crossing <= len(cells) // 3


def _widened(columns: Sequence[_Column], cells: Sequence[_Column]) -> list[_Column]:
    """The columns with those cells that lie under one of them, or between them, taken in."""
    widened = list(columns)
    for cell in cells:
        under = [place for place, column in enumerate(widened) if _overlap(column, cell) > 0]
        if not under:
            widened.append(cell)
        elif len(under) == 1:
            left, right = widened[under[0]]
            widened[under[0]] = (min(left, cell[0]), max(right, cell[1]))
    return sorted(widened)


def _overlap(column: _Column, cell: _Column) -> float:
    return min(column[1], cell[1]) - max(column[0], cell[0])


def _best(columns: Sequence[_Column], cell: _Column) -> int:
    return max(range(len(columns)), key=lambda place: _overlap(columns[place], cell))
