"""Cells of a table row as answers: the model's choice, led by the headings that are asked about."""

from collections.abc import Sequence
from typing import Final

from rag import quantities
from rag.domain import Cell, Kind, Row, Span
from rag.ports import Beginnings, ScoredSpan
from rag.questions import Question, QuestionKind, stems
from rag.reading.extracts import Extract, normalised, preference

LONGEST: Final = 16
"""Tokens of the longest cell."""
MOST: Final = 8
"""How many cells of a row are followed."""
HEADING_BONUS: Final = 2.0
"""Nats a cell gains when all that sets its heading apart from the others' is asked about."""
_FIGURES: Final = frozenset(Kind) - {Kind.DATE, Kind.ORDINAL}


def cell_beginnings(branch: int, text: str, *, question: Question, row: Row) -> Beginnings:
    """Where the cells of the kind asked for begin, those under the headings asked about first."""
    asked = _asked_shares(row, question)
    chosen = sorted(fitting(text, row, question), key=lambda cell: -asked[cell.span])[:MOST]
    starts = tuple(sorted(cell.span.start for cell in chosen))
    return Beginnings(branch, text, starts, LONGEST)


def best_cell(
    scored: Sequence[ScoredSpan], text: str, *, question: Question, row: Row
) -> Extract | None:
    """The likeliest cell of the kind asked for, its whole text, or None where none was scored."""
    asked = _asked_shares(row, question)
    found = (
        _extract_of(cell, text, scored, bonus=HEADING_BONUS * asked[cell.span])
        for cell in fitting(text, row, question)
    )
    return max((item for item in found if item), key=preference, default=None)


def fitting(text: str, row: Row, question: Question) -> tuple[Cell, ...]:
    """The cells of the kind the question asks for; a table's figures often lack their unit."""
    if not question.kind.is_quantity:
        return tuple(cell for cell in row.cells if _filled(text, cell))
    if question.kind is QuestionKind.DATE:
        return tuple(cell for cell in row.cells if _dated(text, cell))
    return tuple(cell for cell in row.cells if _holds_figure(text, cell))


def _filled(text: str, cell: Cell) -> bool:
    return any(character.isalnum() for character in text[cell.span.start : cell.span.end])


def _dated(text: str, cell: Cell) -> bool:
    """Whether a date stands in the cell, or over it: in which year a figure was largest."""
    told = (text[cell.span.start : cell.span.end], cell.heading)
    return any(item.kind is Kind.DATE for part in told for item in quantities.find(part))


def _holds_figure(text: str, cell: Cell) -> bool:
    found = quantities.find(text[cell.span.start : cell.span.end])
    return any(item.kind in _FIGURES for item in found)


def _asked_shares(row: Row, question: Question) -> dict[Span, float]:
    """Of each cell: the share of what sets its heading apart that the question names."""
    held = [stems(cell.heading) for cell in row.cells]
    common = frozenset.intersection(*held) if len(held) > 1 else frozenset[str]()
    asked = stems(question.text)
    return {
        cell.span: len((words - common) & asked) / max(1, len(words - common))
        for cell, words in zip(row.cells, held, strict=True)
    }


def _extract_of(
    cell: Cell, text: str, scored: Sequence[ScoredSpan], *, bonus: float
) -> Extract | None:
    own = [span for span in scored if cell.span.start <= span.start and span.end <= cell.span.end]
    if not own:
        return None
    likelihood = normalised(max(own, key=lambda span: span.end))
    figures = quantities.find(text[cell.span.start : cell.span.end])
    return Extract(
        short=cell.span,
        grown=cell.span,
        score=likelihood + bonus,
        likelihood=likelihood,
        quantity=figures[0] if len(figures) == 1 else None,
    )
