"""Sheets as tables: rows of cells become Markdown rows that know their addresses."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias

from rag.domain.places import column_name
from rag.readers.blocks import line
from rag.readers.outlined import Outlined

Row: TypeAlias = tuple[int, Mapping[int, str]]
"""A row's number and the texts of its filled cells by column, both from 1."""

MOST_TITLES: Final = 3
"""Lines over a table's head that are told with it."""
MOST_HEADS: Final = 2
WIDEST_FILL: Final = 50
"""Columns over which the text of a merged cell is repeated."""
_AMOUNT: Final = re.compile(r"[-−–(\[$€£¥]*\s*\d[\d,.\s]*\s*[)%\]]*")
_YEAR: Final = re.compile(r"(?:FY\s?)?(?:1[89]|20)\d\d(?:[/-]\d{2,4})?")


class Repeated(str):
    """The text of a merged cell, in a column where the cell does not begin."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged cell, by its first and last row and column."""

    top: int
    bottom: int
    left: int
    right: int


def write_rows(rows: Iterable[Row], out: Outlined, merged: Sequence[Merged] = ()) -> None:
    """Write a sheet: each block of rows between empty ones as a table, or several side by side.

    The text of a merged cell stands in each row it covers, and in the heads in each column.
    """
    for block in _blocks(filled(rows, merged) if merged else rows):
        for region in _side_by_side(block):
            for part in _blocks(region):
                _write_region(part, out)


def filled(rows: Iterable[Row], merged: Sequence[Merged]) -> Iterator[Row]:
    """The rows with the texts of merged cells in the places these cover."""
    waiting = sorted(merged, key=lambda cell: cell.top, reverse=True)
    active: list[Merged] = []
    texts: dict[Merged, str] = {}
    for number, cells in rows:
        while waiting and waiting[-1].top <= number:
            active.append(waiting.pop())
        active = [cell for cell in active if cell.bottom >= number]
        texts.update(
            (cell, cells[cell.left])
            for cell in active
            if cell.top == number and cell.left in cells
        )
        told = dict(cells)
        if not _alone(cells, active):
            for cell in active:
                told = _covered(cell, texts.get(cell, "")) | told
        yield number, told


def _alone(cells: Mapping[int, str], merged: Iterable[Merged]) -> bool:
    """Whether a row is empty, or holds one merged cell and nothing else."""
    return not cells or (len(cells) == 1 and any(cell.left in cells for cell in merged))


def _covered(cell: Merged, text: str) -> dict[int, str]:
    """The text of a merged cell in each of its columns."""
    columns = range(cell.left + 1, min(cell.right, cell.left + WIDEST_FILL) + 1)
    repeated = dict.fromkeys(columns, Repeated(text)) if text else {}
    return {cell.left: text, **repeated} if text else {}


def _blocks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Runs of rows that are not empty."""
    block: list[Row] = []
    for number, cells in rows:
        if cells and (not block or number == block[-1][0] + 1):
            block.append((number, cells))
            continue
        if block:
            yield block
        block = [(number, cells)] if cells else []
    if block:
        yield block


def _side_by_side(block: list[Row]) -> Iterator[list[Row]]:
    """The tables that stand next to each other in a block, an empty column between them."""
    columns = sorted({column for _, cells in block for column in cells})
    edges = [columns[0]]
    edges += [right for left, right in pairwise(columns) if right - left > 1]
    regions = [
        [(number, _between(cells, start, stop)) for number, cells in block]
        for start, stop in zip(edges, [*edges[1:], columns[-1] + 1], strict=True)
    ]
    if len(regions) > 1 and all(map(_is_table, regions)):
        yield from regions
    else:
        yield block


def _between(cells: Mapping[int, str], start: int, stop: int) -> Mapping[int, str]:
    return {column: text for column, text in cells.items() if start <= column < stop}


def _is_table(region: Sequence[Row]) -> bool:
    """Whether a region stands for itself: a head of two texts or more over another row."""
    filled = [cells for _, cells in region if cells]
    heads = next((cells for cells in filled if len(cells) > 1), None)
    return len(filled) > 1 and heads is not None and _is_head(heads)


def _is_head(cells: Mapping[int, str]) -> bool:
    return len(cells) > 1 and not any(
        _is_amount(text) or text.rstrip().endswith(":") for text in cells.values()
    )


def _is_amount(text: str) -> bool:
    return _AMOUNT.fullmatch(text) is not None and _YEAR.fullmatch(text) is None


def _write_region(region: list[Row], out: Outlined) -> None:
    width = {number: len(cells) for number, cells in region}
    first = next((at for at, (number, _) in enumerate(region) if width[number] > 1), None)
    alone = region if first is None else region[: max(0, first - MOST_TITLES)]
    for number, cells in alone:
        ((column, text),) = cells.items()
        out.line_in(text, f"{column_name(column)}{number}")
    table = region[len(alone) :]
    if table:
        _write_table(table, (first or 0) - len(alone), out)


def _write_table(rows: Sequence[Row], titles: int, out: Outlined) -> None:
    """A table of which the first rows are `titles`, one cell each."""
    left = min(column for _, cells in rows[titles:] for column in cells)
    right = max(column for _, cells in rows[titles:] for column in cells)
    heads = _heads(rows[titles:])
    texts: list[list[str]] = []
    addresses: list[str] = []
    for at, (number, cells) in enumerate(rows):
        if at < titles:
            ((column, text),) = cells.items()
            texts.append([text])
        else:
            column = left
            found = [cells.get(place, "") for place in range(left, right + 1)]
            below = at >= titles + heads
            texts.append(["" if below and isinstance(one, Repeated) else one for one in found])
        addresses.append(f"{column_name(column)}{number}")
    out.table(texts, header=titles + heads if heads else 0, addresses=addresses)


def _heads(rows: Sequence[Row]) -> int:
    """How many rows at the top name the columns; none where the first has amounts already."""
    if len(rows) < 2 or not _is_head(rows[0][1]):
        return 0
    widest = max(len(cells) for _, cells in rows)
    count = 1
    while (
        count < min(MOST_HEADS, len(rows) - 1)
        and _is_group(rows[count - 1][1], widest)
        and _is_head(rows[count][1])
    ):
        count += 1
    return count


def _is_group(cells: Mapping[int, str], widest: int) -> bool:
    """Whether a row of heads only groups those below: it has gaps, or the same text twice."""
    return len(cells) < widest or len(set(map(line, cells.values()))) < len(cells)
