"""Sufficiency: whether the evidence is enough to answer, and if not, why.

It is decided before anything is said, by one logistic model over several signals of the best
evidence. The model's coefficients are data (`weights.json`), fitted by `bench/fit_refusal.py`
on one half of public question sets and reported on the other (docs/evaluation.md). A sentence that
says it in the question's own words is enough by itself.
"""

from rag.sufficiency.contradiction import Contradiction, contradiction
from rag.sufficiency.coverage import Coverage, cover
from rag.sufficiency.decision import (
    Support,
    on_topic,
    probability,
    refusal,
    stands_beside,
)
from rag.sufficiency.names import absent_entities
from rag.sufficiency.outright import stated_outright

__all__ = [
    "Contradiction",
    "Coverage",
    "Support",
    "absent_entities",
    "contradiction",
    "cover",
    "on_topic",
    "probability",
    "refusal",
    "stands_beside",
    "stated_outright",
]
