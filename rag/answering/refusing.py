"""Refusals: why the sources do not say, in words, and the nearest passages."""

from typing import Final

from rag import sufficiency
from rag.answering.judging import Findings
from rag.citing import Citations
from rag.domain import Refusal, RefusalReason
from rag.questions import Question
from rag.sufficiency import Support, probability

NEAREST: Final = 3
"""How many passages a refusal shows."""
_DETAILS: Final = {
    RefusalReason.OFF_TOPIC: "Nothing in the documents is about this.",
    RefusalReason.ENTITY_ABSENT: "The documents do not mention {names}.",
    RefusalReason.NO_SUCH_FIGURE: "The documents give no figure or date that answers this.",
    RefusalReason.TOO_WEAK: "The nearest passages do not answer this.",
}


def refusal_for(asked: Question, findings: Findings, citations: Citations) -> Refusal | None:
    """The refusal where no reading suffices, else None."""
    nearest = tuple(citation.id for citation in citations.all[:NEAREST])
    if any(item.suffices for item in findings.read):
        return None
    best = max((item.support for item in findings.read), key=probability, default=None)
    if best is None or (not findings.on_topic and not best.absent_entities):
        return Refusal(RefusalReason.OFF_TOPIC, _DETAILS[RefusalReason.OFF_TOPIC], nearest)
    reason = _reason(asked, best)
    return Refusal(reason, _detail(reason, asked, best), nearest)


def _reason(asked: Question, best: Support) -> RefusalReason:
    reason = sufficiency.refusal(best) or RefusalReason.TOO_WEAK
    if reason is RefusalReason.ENTITY_ABSENT:
        return reason
    return RefusalReason.NO_SUCH_FIGURE if asked.kind.is_quantity else RefusalReason.TOO_WEAK


def _detail(reason: RefusalReason, asked: Question, support: Support) -> str:
    names = " or ".join(f"“{name}”" for name in support.absent_entities)
    if reason is RefusalReason.NO_SUCH_FIGURE and asked.counted:
        return f"The documents give no figure for “{' '.join(asked.counted)}” that answers this."
    return _DETAILS[reason].format(names=names)
