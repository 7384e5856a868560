"""What a sheet holds without showing it."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from rag.domain import Notice
from rag.readers import noticing
from rag.readers.office.sheets import Row


class Unseen:
    """The rows and columns that a sheet does not show, and which of them hold anything."""

    def __init__(self, rows: Collection[int], columns: Sequence[tuple[int, int]]) -> None:
        """Rows by their numbers, columns by first and last, all from 1."""
        self._rows = rows
        self._columns = columns
        self._filled_rows: list[int] = []
        self._filled_columns: set[int] = set()

    def watched(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows, noted on the way."""
        for number, cells in rows:
            if number in self._rows:
                self._filled_rows.append(number)
            if self._columns:
                self._filled_columns.update(cells)
            yield number, cells

    def notices(self, sheet: str) -> Iterator[Notice]:
        """What to tell of those that hold anything."""
        columns = sorted(
            column
            for column in self._filled_columns
            if any(first <= column <= last for first, last in self._columns)
        )
        yield from noticing.hidden_columns(columns, sheet)
        yield from noticing.hidden_rows(self._filled_rows, sheet)
