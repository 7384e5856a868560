"""CSV and TSV: tables of text."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from rag.domain import Document, PlaceKind
from rag.readers.blocks import one_line, printable, rule
from rag.readers.decoding import decode, looks_binary
from rag.readers.kinds import known_kind
from rag.readers.limits import MIB, Limits
from rag.readers.outlined import Outlined

SUFFIXES: Final = frozenset({".csv", ".tsv", ".tab"})
_DELIMITERS: Final = ",;\t|"
_SAMPLE_CHARACTERS: Final = 65_536
_SAMPLE_ROWS: Final = 60
_MOST_TITLES: Final = 10
"""Lines above a table's headings: its title, its source."""
_LONGEST_CELL: Final = Limits().largest_text * MIB
_LONG_CELL: Final = MIB
"""Characters; a longer cell of many lines begins with a quotation mark that was never closed."""
_MOST_LINES: Final = 1_000
"""Lines in the last cell: with more, its quotation mark was never closed."""
_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")
_AMOUNT: Final = re.compile(r"[-−+(]?[$€£¥]?\s*\d[\d,.' ]*\s*[%)]?|\d{4}-\d\d-\d\d\S*")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")

Cells = list[str]


@dataclass(frozen=True, slots=True)
class _Dialect:
    delimiter: str
    quoted: bool
    """Whether quotation marks hold cells together."""


@dataclass(frozen=True, slots=True)
class DelimitedReader:
    """Reads CSV and TSV as a table, each row with its number in the file."""

    name: str = "delimited/2"

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the suffix says so and the first bytes are text of no other kind."""
        return path.suffix.lower() in SUFFIXES and (
            not head or not (looks_binary(head) or known_kind(path, head))
        )

    def read(self, path: Path, data: bytes, *, stored_as: str) -> Document:
        """The document in `data`: lines above the headings, then one table.

        Raises:
            ReadError: the bytes are no text, or hold no letter or digit.
        """
        text = decode(data, path)
        dialect = _dialect(text, tab=path.suffix.lower() in (".tsv", ".tab"))
        outline = Outlined()
        _tell(_rows(text, dialect), outline)
        return outline.document(data, path=path, stored_as=stored_as, reader=self.name)


def _tell(rows: Iterator[tuple[int, Cells]], outline: Outlined) -> None:
    sample = list(islice(rows, _SAMPLE_ROWS))
    width = max((len(cells) for _, cells in sample), default=0)
    top = _headings(sample)
    for number, cells in sample[: max(top, 0)]:
        outline.place(PlaceKind.ROW, str(number))
        outline.block(" ".join(filter(None, cells)))
    ruled = top >= 0
    near = False
    for number, cells in sample[max(top, 0) :]:
        _add_row(outline, number, cells, width, near=near)
        if ruled and not near and width > 1:
            outline.block(rule(width), near=True)
        near = True
    for number, cells in rows:
        _add_row(outline, number, cells, width, near=True)


def _add_row(outline: Outlined, number: int, cells: Cells, width: int, *, near: bool) -> None:
    outline.place(PlaceKind.ROW, str(number))
    if width < 2:
        outline.block(cells[0])
        return
    padded = cells + [""] * (width - len(cells))
    shown = " | ".join(cell.replace("|", "\\|") for cell in padded)
    outline.block(f"| {shown} |", near=near)


def _rows(text: str, dialect: _Dialect) -> Iterator[tuple[int, Cells]]:
    """The rows that hold anything, each with its number as a spreadsheet would count it."""
    for number, cells in enumerate(_parsed(text, dialect), 1):
        shown = [one_line(printable(cell)) for cell in cells]
        while shown and not shown[-1]:
            shown.pop()
        if shown:
            yield number, shown


def _parsed(text: str, dialect: _Dialect) -> Iterator[Cells]:
    csv.field_size_limit(_LONGEST_CELL)
    lines = (match[0] for match in _LINE.finditer(text))
    if dialect.quoted:
        return csv.reader(lines, delimiter=dialect.delimiter)
    return csv.reader(lines, delimiter=dialect.delimiter, quoting=csv.QUOTE_NONE)


def _dialect(text: str, *, tab: bool) -> _Dialect:
    """The delimiter that cuts the first lines into the most alike rows.

    Quotation marks count only where all cells can be read with them: one that is never closed
    would swallow the rest of the file.
    """
    found = re.match(r"sep=(.)\n", text)
    if found is not None:
        delimiter = found[1]
    elif tab:
        delimiter = "\t"
    else:
        sample = text[:_SAMPLE_CHARACTERS]
        delimiter = max(_DELIMITERS, key=lambda mark: _alike(sample, mark))
    return _Dialect(delimiter, quoted=_quotes_close(text, delimiter))


def _alike(sample: str, delimiter: str) -> tuple[float, int]:
    """How large a share of the rows has the commonest number of cells, and that number."""
    try:
        rows = list(islice(_parsed(sample, _Dialect(delimiter, quoted=True)), _SAMPLE_ROWS))
    except csv.Error:
        return 0.0, 0
    widths = Counter(len(row) for row in rows if row)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return (count / sum(widths.values()) if width > 1 else 0.0), width


def _quotes_close(text: str, delimiter: str) -> bool:
    try:
        last: Cells = []
        for last in _parsed(text, _Dialect(delimiter, quoted=True)):
            if any(len(cell) > _LONG_CELL and cell.count("\n") > _MOST_LINES for cell in last):
                return False
    except csv.Error:
        return False
    return not any(cell.count("\n") > _MOST_LINES for cell in last)


def _headings(rows: Sequence[tuple[int, Cells]]) -> int:
    """Which of `rows` holds the headings of the columns; -1 for a table without."""
    filled = [sum(map(bool, cells)) for _, cells in rows]
    usual = sorted(filled)[len(filled) // 2] if filled else 0
    top = next(
        (at for at, count in enumerate(filled[:_MOST_TITLES]) if count >= max(2, usual * 0.6)), 0
    )
    heading, *below = [cells for _, cells in rows[top:]] or [[]]
    return -1 if top == 0 and _is_data(heading, below) else top


def _is_data(first: Cells, below: Sequence[Cells]) -> bool:
    """Whether the first row is like those below it: a figure wherever they have figures."""
    figures = [
        column
        for column in range(len(first))
        if below and all(_is_amount(row[column]) for row in below[:20] if column < len(row))
    ]
    return bool(figures) and all(
        _is_amount(first[column]) and not _YEAR.fullmatch(first[column]) for column in figures
    )


def _is_amount(cell: str) -> bool:
    return _AMOUNT.fullmatch(cell) is not None
