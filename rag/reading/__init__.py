"""Reading: the exact words of a sentence that answer a question, hedge and unit kept.

Spans are the sentence's own words, scored by the model as the continuation of
`Text / Question / Answer:`; the answer's expected type decides where spans may begin.
"""

from collections.abc import Sequence

from rag.domain import Row
from rag.ports import Beginnings, BranchReading, ScoredSpan
from rag.questions import Question
from rag.reading.cells import best_cell, cell_beginnings, fitting
from rag.reading.counting import asked_thing
from rag.reading.extracts import Extract, Likeness
from rag.reading.figures import best_figure, figure_beginnings, mentions_of
from rag.reading.spans import best_span, holds_name, likely_beginnings

__all__ = [
    "Extract",
    "Likeness",
    "answers_type",
    "asked_thing",
    "beginnings",
    "extract",
    "holds_name",
]


def beginnings(
    reading: BranchReading, branch: int, text: str, *, question: Question, row: Row | None = None
) -> Beginnings:
    """Where in `text`, or in the cells of a table's `row` in it, an answer may begin."""
    if row is not None:
        return cell_beginnings(branch, text, question=question, row=row)
    if question.kind.is_quantity:
        return figure_beginnings(branch, text, question=question)
    return likely_beginnings(reading, branch, text, question=question)


def extract(
    scored: Sequence[ScoredSpan],
    text: str,
    *,
    question: Question,
    row: Row | None = None,
    likeness: Likeness | None = None,
) -> Extract | None:
    """The best answer to `question` among the spans `scored` of `text`, None where none will do.

    `likeness` says how near words are to what the question asks for. Of a table's `row` it is one of the cells.
    """
    if row is not None:
        return best_cell(scored, text, question=question, row=row)
    if question.kind.is_quantity:
        return best_figure(scored, text, question=question, likeness=likeness)
    return best_span(scored, text, question=question, likeness=likeness)


def answers_type(text: str, question: Question, row: Row | None = None) -> bool:
    """Whether `text`, or a table's `row` in it, holds anything of the type asked for."""
    if row is not None:
        return bool(fitting(text, row, question))
    return not question.kind.is_quantity or bool(mentions_of(text, question))
