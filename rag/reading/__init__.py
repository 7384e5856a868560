"""Reading: the exact words of a sentence that answer a question, hedge and unit kept.

Spans are the sentence's own words, scored by the model as the continuation of
`Text / Question / Answer:`; the answer's expected type decides where spans may begin.
"""

from rag.domain import Row
from rag.ports import BranchReading
from rag.questions import Question
from rag.reading.cells import best_cell, fitting
from rag.reading.extracts import Extract, Likeness
from rag.reading.figures import best_figure, mentions_of
from rag.reading.spans import best_span, holds_name

__all__ = ["Extract", "Likeness", "answers_type", "extract", "holds_name"]


def extract(
    reading: BranchReading,
    branch: int,
    text: str,
    *,
    question: Question,
    row: Row | None = None,
    likeness: Likeness | None = None,
) -> Extract | None:
    """The best answer to `question` within `text`, or None where nothing has the asked type.

    `likeness` says how near words are to what the question asks for. Of a table's `row` it is one of the cells.
    """
    if row is not None:
        return best_cell(reading, branch, text, question=question, row=row)
    if question.kind.is_quantity:
        return best_figure(reading, branch, text, question=question)
    return best_span(reading, branch, text, question=question, likeness=likeness)


def answers_type(text: str, question: Question, row: Row | None = None) -> bool:
    """Whether `text`, or a table's `row` in it, holds anything of the type asked for."""
    if row is not None:
        return bool(fitting(text, row, question))
    return not question.kind.is_quantity or bool(mentions_of(text, question))
