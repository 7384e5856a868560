"""What was said in a chat: turns, and citations numbered through all of them. Pure state."""

from dataclasses import dataclass
from typing import Self

from rag.domain import Answer, Citation


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and its answer."""

    question: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns so far; adding one gives a new conversation."""

    turns: tuple[Turn, ...] = ()

    @property
    def next_citation(self) -> int:
        """The number the next answer's first citation takes."""
        return max((citation.id for citation in self.citations), default=0) + 1

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation of every turn, by number."""
        return tuple(citation for turn in self.turns for citation in turn.answer.citations)

    def with_turn(self, question: str, answer: Answer) -> Self:
        """This conversation with one more turn at its end.

        Raises:
            ValueError: a citation has a number that was already given.
        """
        taken = {citation.id for citation in self.citations}
        again = taken.intersection(citation.id for citation in answer.citations)
        if again:
            raise ValueError(f"citation numbers given twice: {sorted(again)}")
        return type(self)((*self.turns, Turn(question, answer)))

    def citation(self, number: int) -> Citation | None:
        """The citation with this number, or None."""
        return next((found for found in self.citations if found.id == number), None)
