"""Which candidates are worth reading: a model reads a sentence in a tenth of a second or more."""

from collections.abc import Sequence
from typing import Final

from rag.domain import Candidate
from rag.retrieval.spreading import order, spread

READ: Final = 8
"""How many candidates the model reads at most."""
FEW_DOCUMENTS: Final = 4
"""Up to how many documents each is heard, as if it had been chosen."""
REACH: Final = 0.5
"""How far behind the best a candidate's fused score may lie and still be read."""


def worth_reading(
    candidates: Sequence[Candidate], *, each_document: bool = False
) -> tuple[Candidate, ...]:
    """The candidates near enough to the best, at most READ, best first, no document crowding.

    With `each_document`, for questions put to few or to chosen documents, the best candidate of
    every document comes in before any document's second, and none is left out for being far.
    """
    if not each_document:
        reach = max((item.fused for item in candidates), default=0.0) - REACH
        return spread([item for item in candidates if item.fused >= reach], READ)
    firsts = _firsts(candidates)[:READ]
    rest = [item for item in candidates if item not in firsts]
    return tuple(sorted((*firsts, *rest[: READ - len(firsts)]), key=order))


def few_documents(candidates: Sequence[Candidate]) -> bool:
    """Whether the candidates come from so few documents that each can be heard."""
    return len({item.sentence.document_id for item in candidates}) <= FEW_DOCUMENTS


def _firsts(candidates: Sequence[Candidate]) -> list[Candidate]:
    best: dict[int, Candidate] = {}
    for item in candidates:
        best.setdefault(item.sentence.document_id, item)
    return list(best.values())
