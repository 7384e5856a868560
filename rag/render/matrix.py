"""Which source tells which fact: the rows and cells of the matrix of facts and sources."""

from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Final

from rag.domain import Citation, KeyFact, Note, Statement
from rag.render import words
from rag.render.layout import one_line

_LONGEST: Final = 90
_FEWEST: Final = 2
"""One source agrees with itself."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Whether a source tells a fact, the citations that show it, and its hedge."""

    told: bool
    citations: tuple[int, ...]
    hedge: str


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact, shortened, and its cell for each column."""

    text: str
    cells: tuple[Cell, ...]
    hedge: str
    independent: int
    first: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Facts against the sources that tell any of them; `columns` are their indexes."""

    columns: tuple[int, ...]
    rows: tuple[FactRow, ...]

    @property
    def dated(self) -> bool:
        """Whether any source says when it first told of a fact."""
        return any(row.first for row in self.rows)


def matrix(note: Note) -> Matrix | None:
    """The matrix of a note, or None where fewer than two sources have a say."""
    told = {source for fact in note.facts for source in fact.sources}
    columns = tuple(index for index in range(len(note.sources)) if index in told)
    if len(columns) < _FEWEST:
        return None
    return Matrix(columns, tuple(_row(note, fact, columns) for fact in note.facts))


def letters(index: int) -> str:
    """The name of a column: A to Z, AA, AB and so on."""
    name = ""
    index += 1
    while index:
        index, digit = divmod(index - 1, len(ascii_uppercase))
        name = ascii_uppercase[digit] + name
    return name


def _row(note: Note, fact: KeyFact, columns: tuple[int, ...]) -> FactRow:
    statement = fact.sentence
    cells = tuple(_cell(note, fact, statement, column) for column in columns)
    first = words.date(fact.first_date) if fact.first_date else ""
    return FactRow(_shortened(statement), cells, fact.hedge or "", fact.independent, first)


def _cell(note: Note, fact: KeyFact, statement: Statement, column: int) -> Cell:
    if column not in fact.sources:
        return Cell(told=False, citations=(), hedge="")
    cited = tuple(_cited(note, statement, note.sources[column].path))
    hedge = (fact.hedge or "").casefold()
    hedged = bool(hedge) and any(hedge in found.quote.casefold() for found in cited)
    numbers = tuple(found.id for found in cited)
    return Cell(told=True, citations=numbers, hedge=fact.hedge or "" if hedged else "")


def _cited(note: Note, statement: Statement, path: str) -> Iterator[Citation]:
    for citation in note.citations:
        if citation.id in statement.citations and citation.path == path:
            yield citation


def _shortened(statement: Statement) -> str:
    """The statement's first words as a quotation."""
    text = one_line(statement.text)
    if len(text) > _LONGEST:
        text = text[:_LONGEST].rpartition(" ")[0] + " …"
    return words.quoted(text)
