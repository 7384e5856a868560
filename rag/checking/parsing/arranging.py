"""Blocks put in their places: cells with the citations of their row, items under their item."""

from collections.abc import Sequence
from dataclasses import replace

from rag.checking.parsing.blocks import Mark, NoteBlock


def arranged(found: Sequence[NoteBlock]) -> tuple[NoteBlock, ...]:
    """The blocks as a reader takes them together."""
    return _nested(_rows_marked(found))


def _rows_marked(found: Sequence[NoteBlock]) -> tuple[NoteBlock, ...]:
    """The blocks, every cell that cites nothing itself with the citations of its whole row."""
    by_row: dict[int, tuple[int, ...]] = {}
    for block in found:
        if block.cell is not None:
            numbers = (number for mark in block.marks for number in mark.numbers)
            by_row[block.cell.row] = (*by_row.get(block.cell.row, ()), *numbers)
    return tuple(
        replace(block, marks=(Mark(len(block.text), by_row[block.cell.row]),))
        if block.cell and by_row[block.cell.row] and not (block.marks and block.text)
        else block
        for block in found
    )


def _nested(found: Sequence[NoteBlock]) -> tuple[NoteBlock, ...]:
    """The blocks, those that are indented with the item that they are indented under."""
    open_items: list[NoteBlock] = []
    placed: list[NoteBlock] = []
    for block in found:
        while open_items and (block.kind == "heading" or open_items[-1].depth >= block.depth):
            open_items.pop()
        within = replace(block, above=open_items[-1]) if open_items else block
        placed.append(within)
        if block.kind in ("item", "text"):
            open_items.append(within)
    return tuple(placed)
