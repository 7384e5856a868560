"""Tables of marked-up files become pipe tables, every cell in the column it is shown in."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from rag.readers import blocks
from rag.readers.markup.vocabulary import Kind, Vocabulary, words_of

if TYPE_CHECKING:
    from lxml import etree

_LONGEST_CELL: Final = 1_000
"""Characters; longer ones are columns of a page, not cells of a table."""
_MOST_CELLS: Final = 200_000
_MOST_SPANNED: Final = 1_000
_CELLS: Final = frozenset({Kind.CELL, Kind.HEADING_CELL})

_Row = tuple[list[str], bool]
"""The texts of a row, and whether it is one of headings."""


def table_of(element: "etree._Element", vocabulary: Vocabulary) -> str | None:
    """The pipe table of a table element, or None where it only lays out a page.

    A cell that spans columns or rows stands in each of them, so that every figure keeps its row
    and column; one that spans the whole width stands in the first only.
    """
    rows = _rows(element, vocabulary)
    if rows is None:
        return None
    grid: list[_Row] = []
    hanging: dict[int, tuple[int, str]] = {}
    cells = 0
    for row in rows:
        grid.append(_laid_out(row, vocabulary, hanging))
        cells += len(grid[-1][0])
        if cells > _MOST_CELLS:
            return None
    texts = [texts for texts, _ in grid]
    if len(grid) < 2 or max(map(len, texts)) < 2 or _is_layout(texts):
        return None
    return blocks.table([_once(row) for row in texts], _headings(grid))


def _is_layout(grid: list[list[str]]) -> bool:
    return any(len(text) > _LONGEST_CELL for row in grid for text in row)


def _headings(grid: list[_Row]) -> int:
    """How many rows at the top are headings."""
    return next((number for number, (_, heads) in enumerate(grid) if not heads), len(grid))


def _once(row: list[str]) -> list[str]:
    """A row whose only text fills its width, with that text in the first cell alone."""
    return [row[0]] if len(row) > 1 and len(set(row)) == 1 else row


def _rows(element: "etree._Element", vocabulary: Vocabulary) -> list["etree._Element"] | None:
    """The table's own rows, or None where it holds another table."""
    from lxml import etree

    rows = []
    walk = etree.iterwalk(element, events=("start",))
    for _, inner in walk:
        kind = vocabulary.kind(inner)
        if kind is Kind.TABLE and inner is not element:
            return None
        if kind is Kind.SKIPPED:
            walk.skip_subtree()
        elif kind is Kind.ROW:
            rows.append(inner)
    return rows


def _laid_out(
    row: "etree._Element", vocabulary: Vocabulary, hanging: dict[int, tuple[int, str]]
) -> _Row:
    """The texts of a row, column by column; `hanging` holds what spans down into it."""
    texts: list[str] = []
    kinds: set[Kind] = set()
    for cell in row:
        kind = vocabulary.kind(cell)
        if kind not in _CELLS:
            continue
        kinds.add(kind)
        texts.extend(_from_above(len(texts), hanging))
        text = words_of(cell, vocabulary)
        across, down = _span(cell, "colspan"), _span(cell, "rowspan")
        for column in range(len(texts), len(texts) + across):
            if down > 1:
                hanging[column] = (down - 1, text)
        texts.extend([text] * across)
    texts.extend(_from_above(len(texts), hanging))
    heads = kinds == {Kind.HEADING_CELL} or _in_head(row)
    return texts, heads


def _from_above(column: int, hanging: dict[int, tuple[int, str]]) -> Iterator[str]:
    while column in hanging:
        left, text = hanging.pop(column)
        if left > 1:
            hanging[column] = (left - 1, text)
        yield text
        column += 1


def _in_head(row: "etree._Element") -> bool:
    parent = row.getparent()
    return parent is not None and str(parent.tag).lower().endswith("thead")


def _span(cell: "etree._Element", name: str) -> int:
    value = cell.get(name, "").strip()
    return min(max(int(value), 1), _MOST_SPANNED) if value.isdecimal() and value.isascii() else 1
