"""Table rows: their cells, the headings over each, and how a row is told with them.

A row is a sentence of its own, cited as it stands. What the models are given is the row with its
headings ("Total sales: 2019 $1,496.5; 2018 $1,202.9"), since a row alone does not say what its
figures are.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from rag.chunking.blocks import TABLE_ROW
from rag.domain import Cell, Row, Span
from rag.domain.places import CELL_BORDER

MOST_HEADINGS: Final = 4
"""Rows at the top of a table that may be its headings."""
_BORDER: Final = re.compile(r"[ \t]*\|")
_BETWEEN: Final = re.compile(r"[ \t]*\n(?:[ \t|:-]*[|-][ \t|:-]*\n)?[ \t>]*")
_RULE: Final = re.compile(r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?)?[ \t]*$")
_ALONE: Final = re.compile(r"[ \t]*\|?(?:[^|\\]|\\.)*\|[ \t|]*")
"""A row with nothing behind its first cell."""
_AMOUNT: Final = re.compile(r"[-−–(\[$€£¥]*\s*\d[\d,.]*\s*[)%\]xX]*")
_YEAR: Final = re.compile(r"(?:FY\s?)?(?:19|20)\d\d(?:[/-]\d{2,4})?")


def is_row(text: str) -> bool:
    """Whether `text` is a row of a table: bordered on the left, with at least two cells."""
    return TABLE_ROW.match(text) is not None


def tables(text: str, spans: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """The tables among the sentences `spans` of `text`: their first sentence and the one behind.

    Rows of one table stand in lines that follow each other; rules between them are no sentences.
    """
    first = None
    for number, span in enumerate((*spans, None)):
        row = span is not None and is_row(text[span.start : span.end])
        if first is not None and not (
            row and span and _BETWEEN.fullmatch(text, spans[number - 1].end, span.start)
        ):
            yield first, number
            first = None
        if row and first is None:
            first = number


def understood(rows: Sequence[str], number: int) -> Row | None:
    """Row `number` of a table with its headings; None for headings, rules and empty rows."""
    top = _headings(rows)
    if number < top:
        return None
    return _understood(rows[number], _over(rows[:top]), _section(rows, top, number))


def understood_rows(rows: Sequence[str]) -> Iterator[Row | None]:
    """Each row of a table as `understood` has it, all in one pass."""
    top = _headings(rows)
    over, section = _over(rows[:top]), ""
    yield from (None for _ in rows[:top])
    for row in islice(rows, top, None):
        yield _understood(row, over, section)
        section = _section_name(row) or section


def _understood(row: str, over: tuple[list[str], list[str]], section: str) -> Row | None:
    if _RULE.match(row):
        return None
    spans = cell_spans(row)
    texts = [row[span.start : span.end] for span in spans]
    if not any(texts[1:]):
        return None
    captions, columns = over
    cells = (
        Cell(span, columns[place] if place < len(columns) else "")
        for place, (span, text) in enumerate(zip(spans, texts, strict=True))
        if place and text
    )
    named = [*captions, section, texts[0]]
    return Row(": ".join(part.strip(" :,") for part in named if part.strip(" :,")), tuple(cells))


def _over(headings: Sequence[str]) -> tuple[list[str], list[str]]:
    return _columns([_texts(row) for row in headings if not _RULE.match(row)])


def heading_numbers(rows: Sequence[str], number: int) -> tuple[int, ...]:
    """The rows without which row `number` cannot be read: its columns' headings, in order."""
    top = _headings(rows)
    return tuple(
        at for at in range(min(top, number)) if any(_texts(rows[at])) and not _RULE.match(rows[at])
    )


def cell_spans(row: str) -> tuple[Span, ...]:
    """The cells of a row, trimmed; empty spans for empty cells."""
    border = _BORDER.match(row)
    position = border.end() if border else 0
    found: list[Span] = []
    for part in CELL_BORDER.split(row[position:]):
        inner = part.strip()
        start = position + (part.index(inner) if inner else 0)
        found.append(Span(start, start + len(inner)))
        position += len(part) + 1
    if found and found[-1].start == found[-1].end:
        found.pop()
    return tuple(found)


def _texts(row: str) -> list[str]:
    return [row[span.start : span.end] for span in cell_spans(row)]


def _headings(rows: Sequence[str]) -> int:
    """How many rows at the top are headings: those over a rule, or the first ones without amounts."""
    ruled = next((at for at, row in enumerate(rows[: MOST_HEADINGS + 1]) if _RULE.match(row)), 0)
    if ruled:
        return ruled + 1
    count = 0
    for row in rows[:MOST_HEADINGS]:
        cells = _texts(row)
        opens = bool(cells) and not cells[0]
        section = bool(cells) and bool(cells[0]) and not any(cells[1:])
        if any(map(_is_amount, cells[1:])) or (section and count):
            break
        count += 1
        if not opens and any(cells[1:]):
            break
    return count


def _is_amount(cell: str) -> bool:
    return _AMOUNT.fullmatch(cell) is not None and _YEAR.fullmatch(cell) is None


def _columns(headings: Sequence[Sequence[str]]) -> tuple[list[str], list[str]]:
    """What stands over the whole table, and over each column.

    A heading alone in its row, as "Years ended June 30", is over all columns; a first cell names
    what stands below it ("in millions").
    """
    width = max((len(row) for row in headings), default=0)
    captions: list[str] = []
    columns = [""] * width
    for row in headings:
        filled = [place for place, text in enumerate(row) if text]
        if len(filled) == 1 and len(headings) > 1:
            captions.append(row[filled[0]])
            continue
        if row and row[0]:
            captions.append(row[0])
        for place in filled:
            columns[place] = f"{columns[place]} {row[place]}".strip()
    return captions, columns


def _section(rows: Sequence[str], top: int, number: int) -> str:
    """The nearest row above that has only a first cell: "Net sales:"."""
    names = (_section_name(rows[above]) for above in range(number - 1, top - 1, -1))
    return next((name for name in names if name), "")


def _section_name(row: str) -> str:
    cells = _texts(row) if _ALONE.fullmatch(row) else []
    return cells[0] if cells and not any(cells[1:]) else ""
