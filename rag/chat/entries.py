"""What was said in a chat, one entry for everything that cited passages."""

from dataclasses import dataclass

from rag.conversation import Understood
from rag.domain import Answer, Citation, Comparison, Note


@dataclass(frozen=True, slots=True)
class Entry:
    """What was typed, and one thing that came of it: an answer, a comparison or a note."""

    typed: str
    answer: Answer | None = None
    comparison: Comparison | None = None
    note: Note | None = None
    understood: Understood | None = None
    """What a question was taken to mean."""

    @property
    def how(self) -> str:
        """How a question was understood; empty for what is none."""
        return self.understood.how if self.understood else ""

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Its passages."""
        held = self.answer or self.comparison or self.note
        return held.citations if held else ()

    @property
    def cited(self) -> tuple[Citation, ...]:
        """The passages that its text points at."""
        if self.answer is None:
            return self.citations
        told = [statement.citations for statement in self.answer.sentences]
        told += [side.citations for each in self.answer.disagreements for side in each.values]
        told += [self.answer.refusal.nearest] if self.answer.refusal else []
        numbers = {number for group in told for number in group}
        return tuple(one for one in self.citations if one.id in numbers)
