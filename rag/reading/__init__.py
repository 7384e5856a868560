"""Reading: the exact words of a sentence that answer a question, hedge and unit kept.

Spans are the sentence's own words, scored by the model as the continuation of
`Text / Question / Answer:`; the answer's expected type decides where spans may begin.
"""

from rag.ports import BranchReading
from rag.questions import Question
from rag.reading.extracts import Extract
from rag.reading.figures import best_figure, mentions_of
from rag.reading.spans import best_span

__all__ = ["Extract", "answers_type", "extract"]


def extract(
    reading: BranchReading, branch: int, text: str, *, question: Question
) -> Extract | None:
    """The best answer to `question` within `text`, or None where nothing has the asked type."""
    if question.kind.is_quantity:
        return best_figure(reading, branch, text, question=question)
    return best_span(reading, branch, text, question=question)


def answers_type(text: str, question: Question) -> bool:
    """Whether `text` holds anything of the type the question asks for."""
    return not question.kind.is_quantity or bool(mentions_of(text, question))
