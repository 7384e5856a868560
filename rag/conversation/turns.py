"""What was said in a chat: turns, and citations numbered through all of them. Pure state."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.conversation.understood import Understood
from rag.domain import Answer, Citation


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and its answer."""

    question: str
    """As it was typed."""
    answer: Answer
    understood: Understood | None = None
    """How a follow-up was read; None where it was asked as typed."""

    @property
    def text(self) -> str:
        """The self-contained question that was answered."""
        return self.understood.text if self.understood else self.answer.understood

    @property
    def told(self) -> Sequence[Citation]:
        """The passages that the answer rests on, those nearest to a refused question otherwise."""
        numbers = [number for one in self.answer.answers for number in one.citations]
        if not numbers and self.answer.refusal:
            numbers = list(self.answer.refusal.nearest)
        known = {citation.id: citation for citation in self.answer.citations}
        return tuple(known[number] for number in dict.fromkeys(numbers) if number in known)


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns so far; adding one gives a new conversation."""

    turns: tuple[Turn, ...] = ()
    citations: tuple[Citation, ...] = ()
    """Every passage that was shown, by number."""

    @property
    def next_citation(self) -> int:
        """The number the next passage takes."""
        return max((citation.id for citation in self.citations), default=0) + 1

    def with_turn(
        self, question: str, answer: Answer, understood: Understood | None = None
    ) -> "Conversation":
        """This conversation with one more turn and the answer's passages.

        Raises:
            ValueError: a passage has a number that means another one.
        """
        shown = self.with_shown(answer.citations)
        return replace(shown, turns=(*self.turns, Turn(question, answer, understood)))

    def with_shown(self, citations: tuple[Citation, ...]) -> "Conversation":
        """This conversation with more passages; those it has already are passed over.

        Passages of an answer that was interrupted stay: the reader has seen their numbers.

        Raises:
            ValueError: a passage has a number that means another one.
        """
        known = {citation.id: citation for citation in self.citations}
        clashing = [one.id for one in citations if known.get(one.id, one).place != one.place]
        if clashing:
            raise ValueError(f"citation numbers given twice: {clashing}")
        new = tuple(one for one in citations if one.id not in known)
        return replace(self, citations=(*self.citations, *new))

    def citation(self, number: int) -> Citation | None:
        """The passage with this number, or None."""
        return next((found for found in self.citations if found.id == number), None)
