"""Tables of AsciiDoc, whose rows need not be lines."""

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from rag.readers.blocks import one_line

FENCES: Final = ("|===", ",===", ":===")
_SPEC: Final = re.compile(
    r"(?<!\\)(?:(?<!\S)(?:(\d{1,3})\*|(\d{1,3})?(?:\.(\d{1,3}))?\+)?[<^>.]{0,4}[aehlmsdv]?)?\|"
)
_COLUMNS: Final = re.compile(r"cols=(?:\"([^\"]*)|([\w*]+))")
_FORMAT: Final = re.compile(r"format=\"?(csv|tsv|dsv)|separator=\"?(\\t|[^\s,\"\]])")
_SEPARATORS: Final = {"csv": ",", "tsv": "\t", "dsv": ":", "\\t": "\t"}
_WIDEST: Final = 256
_MOST_REPEATED: Final = 50
"""Places over which the text of one cell is repeated."""
_MOST_CELLS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class TableForm:
    """What the line over a table says: how many columns, and what parts its cells."""

    columns: int = 0
    separator: str = ""
    """Empty where each cell begins with a bar."""

    @classmethod
    def of(cls, attributes: str) -> "TableForm":
        """The form that `[cols="1,2",format=csv]` tells."""
        columns, form = _COLUMNS.search(attributes), _FORMAT.search(attributes)
        told = (form[1] or form[2]) if form else ""
        return cls(
            _count(columns[1] or columns[2] or "") if columns else 0,
            _SEPARATORS.get(told, told if told != "|" else ""),
        )


@dataclass(slots=True)
class _Cell:
    text: str
    wide: int = 1
    high: int = 1


class Table:
    """The cells of a table, line by line; `words` takes the marks off a text."""

    def __init__(self, form: TableForm, words: Callable[[str], str], *, fence: str) -> None:
        self._columns = form.columns
        self._separator = form.separator or {",": ",", ":": ":"}.get(fence[:1], "")
        self._words = words
        self._fence = fence
        self._cells: list[_Cell] = []
        self._lines: list[str] = []

    def takes(self, line: str) -> bool:
        """Take in a line of the table; False where it ends there."""
        if line == self._fence or not (self._fence or line.strip()):
            return False
        if self._separator:
            self._lines.append(line)
        elif len(self._cells) < _MOST_CELLS:
            self._take_cells(line)
        return True

    @property
    def rows(self) -> list[list[str]]:
        """The cells by rows; one that spans several places stands in each of them."""
        if self._separator:
            return [[self._words(cell) for cell in row] for row in self._parted()]
        width = max(1, self._columns)
        rows: list[list[str]] = []
        row: list[str] = []
        hanging: dict[int, tuple[str, int]] = {}
        for cell in self._cells:
            row = _with_hanging(row, hanging)
            while len(row) >= width:
                rows.append(row)
                row = _with_hanging([], hanging)
            if len(rows) * width > _MOST_CELLS:
                break
            for _ in range(min(cell.wide, width - len(row)) or 1):
                if cell.high > 1:
                    hanging[len(row)] = (cell.text, cell.high - 1)
                row.append(cell.text)
        return [*rows, row] if row else rows

    def _take_cells(self, line: str) -> None:
        specs = list(_SPEC.finditer(line))
        before = one_line(self._words(line[: specs[0].start()] if specs else line))
        if before and self._cells:
            self._cells[-1].text = f"{self._cells[-1].text} {before}".strip()
        ends = [spec.start() for spec in specs[1:]] + [len(line)]
        for spec, end in zip(specs, ends, strict=False):
            text = one_line(self._words(line[spec.end() : end]))
            times, wide, high = (_times(each) for each in spec.group(1, 2, 3))
            self._cells += [_Cell(text, wide, high) for _ in range(times)]
        if not self._columns and (len(specs) > 1 or (self._cells and not line.strip())):
            self._columns = sum(cell.wide for cell in self._cells)

    def _parted(self) -> list[list[str]]:
        try:
            return list(csv.reader(self._lines, delimiter=self._separator, skipinitialspace=True))
        except csv.Error:
            return [line.split(self._separator) for line in self._lines]


def _with_hanging(row: list[str], hanging: dict[int, tuple[str, int]]) -> list[str]:
    """The row, and the cells of rows above that hang into its next places."""
    while len(row) in hanging:
        text, left = hanging.pop(len(row))
        if left > 1:
            hanging[len(row)] = (text, left - 1)
        row = [*row, text]
    return row


def _times(number: str | None) -> int:
    return max(1, min(int(number or 1), _MOST_REPEATED))


def _count(columns: str) -> int:
    """How many columns `1,2*,3` announces."""
    total = 0
    for part in columns.split(",")[:1000] if columns else ():
        times = re.match(r"\s*(\d{1,3})\*", part)
        total += int(times[1]) if times else 1
    return min(total, _WIDEST)
