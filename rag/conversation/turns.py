"""What was said in a chat: turns, and citations numbered through all of them. Pure state."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rag.conversation.understood import Understood
from rag.domain import Answer, Citation

_LONGEST_LINE: Final = 30
"""Words that are kept of a turn's answer where it is condensed."""


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
        clashing = [one.id for one in citations if known.get(one.id, one) != one]
        if clashing:
            raise ValueError(f"citation numbers given twice: {clashing}")
        new = tuple(one for one in citations if one.id not in known)
        return replace(self, citations=(*self.citations, *new))

    def citation(self, number: int) -> Citation | None:
        """The passage with this number, or None."""
        return next((found for found in self.citations if found.id == number), None)


@dataclass(frozen=True, slots=True)
class Condensed:
    """What of a conversation a model is shown: `text` is never longer than it may be."""

    text: str
    whole: int
    """How many of the newest turns are told in full."""
    shortened: int
    """How many turns before them are told in one line."""
    left_out: int
    """How many of the oldest turns are not told."""


def condensed(conversation: Conversation, budget: int, tokens: Callable[[str], int]) -> Condensed:
    """The conversation in at most `budget` tokens: the newest turns whole, older ones in a line.

    Turns are told oldest first. A turn that does not fit whole is condensed, and so are all
    before it; the first that does not even fit so is left out with all before it.
    """
    lines: list[str] = []
    whole = shortened = 0
    for turn in reversed(conversation.turns):
        candidates = (_whole(turn), _line(turn)) if not shortened else (_line(turn),)
        fitting = (one for one in candidates if tokens("\n".join((one, *lines))) <= budget)
        said = next(fitting, None)
        if said is None:
            break
        full = len(candidates) == 2 and said == candidates[0]
        whole, shortened = whole + full, shortened + (not full)
        lines.insert(0, said)
    left_out = len(conversation.turns) - whole - shortened
    return Condensed("\n".join(lines), whole, shortened, left_out)


def _whole(turn: Turn) -> str:
    return f"Question: {turn.text}\nAnswer: {_said(turn)}"


def _line(turn: Turn) -> str:
    shorts = "; ".join(one.short for one in turn.answer.answers) or _said(turn)
    words = shorts.split()
    more = " …" if len(words) > _LONGEST_LINE else ""
    return f"{turn.text} {' '.join(words[:_LONGEST_LINE])}{more}"


def _said(turn: Turn) -> str:
    if turn.answer.refusal:
        return turn.answer.refusal.detail
    return turn.answer.answer.replace("\n", " ")
