"""Tables of OpenDocument files, cell by cell."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from rag.readers.office.finishing import MOST_CELLS
from rag.readers.office.odf import repeated, tag, words
from rag.readers.office.sheets import Merged
from rag.readers.outlined import TooLongError

if TYPE_CHECKING:
    from lxml import etree

MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384
_WRAPPING: Final = frozenset(
    tag(f"table:{name}")
    for name in ("table-header-rows", "table-rows", "table-row-group", "table-columns")
)
_COLUMNS: Final = frozenset(
    tag(f"table:{name}")
    for name in ("table-columns", "table-header-columns", "table-column-group")
)
_SHOWN: Final = "visible"
_CELL: Final = tag("table:table-cell")
_COVERED: Final = tag("table:covered-table-cell")


class TableRow(NamedTuple):
    """A row's number, from 1, and the texts of its filled cells by column, from 1."""

    number: int
    cells: dict[int, str]


class Read(NamedTuple):
    """A table's rows, empty ones left out, and its merged cells."""

    rows: list[TableRow]
    merged: list[Merged]
    heads: int
    """How many rows are marked as heads."""
    hidden: frozenset[int]
    """The numbers of the rows that are not shown."""


def read_table(table: "etree._Element") -> Read:
    """The rows and merged cells of a table."""
    rows: list[TableRow] = []
    merged: list[Merged] = []
    hidden: set[int] = set()
    number = heads = 1
    filled = 0
    for row, is_head in _rows(table, is_head=False):
        cells, wide = _cells(row, number)
        times = repeated(row, "table:number-rows-repeated", MOST_ROWS)
        filled += len(cells) * times
        if filled > MOST_CELLS:
            raise TooLongError
        if cells:
            rows += [TableRow(number + again, cells) for again in range(times)]
            merged += wide
            if _is_hidden(row):
                hidden.update(range(number, number + times))
            heads = number + 1 if is_head else heads
        number += times
    return Read(rows, merged, heads - 1, frozenset(hidden))


def hidden_columns(table: "etree._Element") -> list[tuple[int, int]]:
    """First and last of each run of columns that are not shown, from 1."""
    found: list[tuple[int, int]] = []
    column = 1
    for each in _columns(table):
        times = repeated(each, "table:number-columns-repeated", MOST_COLUMNS)
        if _is_hidden(each):
            found.append((column, column + times - 1))
        column += times
    return found


def _columns(table: "etree._Element") -> Iterator["etree._Element"]:
    for child in table:
        if child.tag == tag("table:table-column"):
            yield child
        elif child.tag in _COLUMNS:
            yield from _columns(child)


def _is_hidden(part: "etree._Element") -> bool:
    """Whether a row or column is folded or filtered away."""
    return str(part.get(tag("table:visibility"), _SHOWN)) != _SHOWN


def _rows(table: "etree._Element", *, is_head: bool) -> Iterator[tuple["etree._Element", bool]]:
    for child in table:
        if child.tag == tag("table:table-row"):
            yield child, is_head
        elif child.tag in _WRAPPING:
            head = is_head or child.tag == tag("table:table-header-rows")
            yield from _rows(child, is_head=head)


def _cells(row: "etree._Element", number: int) -> tuple[dict[int, str], list[Merged]]:
    cells: dict[int, str] = {}
    merged: list[Merged] = []
    column = 1
    for cell in row:
        if cell.tag not in {_CELL, _COVERED}:
            continue
        times = repeated(cell, "table:number-columns-repeated", MOST_COLUMNS)
        text = cell_text(cell) if cell.tag == _CELL else ""
        if text:
            cells.update((column + again, text) for again in range(times))
            right = column + repeated(cell, "table:number-columns-spanned", MOST_COLUMNS) - 1
            bottom = number + repeated(cell, "table:number-rows-spanned", MOST_ROWS) - 1
            if (right, bottom) != (column, number):
                merged.append(Merged(number, bottom, column, right))
        column += times
    return cells, merged


def cell_text(cell: "etree._Element") -> str:
    """The paragraphs of a cell on one line, those of lists and tables within it too."""
    found = (
        words(each)
        for each in cell.iter(tag("text:p"), tag("text:h"))
        if not any(above.tag in _ASIDE for above in each.iterancestors())
    )
    return " ".join(" ".join(found).split())


_ASIDE: Final = frozenset({tag("office:annotation"), tag("text:note-body")})
