"""Conversations made by hand."""

from rag.conversation import Conversation
from rag.domain import Mode, Refusal, RefusalReason, SourceAnswer
from tests import samples


def answered(question, *answers, understood=None, conversation=None, others=()):
    """A conversation with one more turn; each answer is (short, quote[, path])."""
    before = conversation or Conversation()
    first = before.next_citation
    citations, told = [], []
    for number, (short, quote, *path) in enumerate(answers, first):
        changes = {"path": path[0]} if path else {}
        citations.append(samples.citation(number, quote, **changes))
        told.append(SourceAnswer(short, short, (number,)))
    for number, (quote, path) in enumerate(others, first + len(answers)):
        citations.append(samples.citation(number, quote, path=path))
    answer = samples.answer(
        question=question,
        understood=understood.text if understood else question,
        answer="\n".join(one.text for one in told),
        answers=tuple(told),
        citations=tuple(citations),
        mode=Mode.QUOTE,
    )
    return before.with_turn(question, answer, understood)


def refused(question, *quotes):
    """A refusal with its nearest passages."""
    citations = tuple(samples.citation(at, quote) for at, quote in enumerate(quotes, 1))
    refusal = Refusal(RefusalReason.TOO_WEAK, "Nothing.", tuple(one.id for one in citations))
    return samples.answer(
        question=question,
        understood=question,
        answer="",
        answers=(),
        refusal=refusal,
        citations=citations,
    )
