"""Evidence: candidate sentences ranked by how likely the model finds the question after each.

Ranking passages by the likelihood of the question is UPR (Sachan et al., EMNLP 2022); here the
likelihood is mixed with the scores of retrieval, and its gain over the question's likelihood after a
sentence that says nothing tells how much a sentence really bears on the question.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rag.domain import Candidate
from rag.ports import Branch
from rag.prompts import Prompt
from rag.questions import Question, QuestionKind

DENSE_WEIGHT: Final = 2.0
"""What one unit of cosine counts in nats per token of the question."""
COVERAGE_WEIGHT: Final = 1.0
"""What it counts that all of the question's words occur."""
FUSED_WEIGHT: Final = 2.0
"""What one unit of the score counts by which retrieval found it, its passage included."""
CAUSE_BONUS: Final = 0.6
"""What a causal expression counts where the question asks why."""
_NEUTRAL: Final = "The meeting was held."
_CAUSE: Final = re.compile(
    r"\b(?:because|due to|owing to|thanks to|attribut\w+|caus(?:e[ds]?|ing)|reasons?|result(?:ed|s|ing)?"
    r"|led to|lead(?:s|ing)? to|blam(?:e[ds]?|ing)|contribut\w+|lack of|explain(?:s|ed)?|so that|in order to|therefore)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A candidate with the model's opinion of it; `branch` is its place in the reading."""

    candidate: Candidate
    branch: int
    likelihood: float
    """Mean log-probability of the question's tokens after the sentence."""
    coverage: float
    """Share of the question's words in the sentence, rare words counting more; 0 to 1."""
    explains: bool
    """Whether it holds a causal expression and the question asks why."""
    gain: float
    """The share of the question's surprise that the sentence takes away: 1 - likelihood / prior."""
    score: float


def branches(
    prompt: Prompt, question: Question, candidates: Sequence[Candidate]
) -> tuple[Branch, ...]:
    """One branch for each candidate, and a last one for the question's prior."""
    texts = (*(candidate.read_as for candidate in candidates), _NEUTRAL)
    return tuple(_branch(prompt, question, text) for text in texts)


def rank(
    likelihoods: Sequence[float],
    candidates: Sequence[Candidate],
    *,
    coverages: Sequence[float],
    question: Question,
) -> tuple[Evidence, ...]:
    """The candidates, best first.

    `likelihoods` belong to the branches of `branches`, `coverages` to the candidates.
    """
    *own, prior = likelihoods
    found = (
        Evidence(
            candidate=candidate,
            branch=branch,
            likelihood=likelihood,
            coverage=coverage,
            explains=_explains(question, candidate),
            gain=1 - likelihood / min(prior, -1e-6),
            score=likelihood
            + DENSE_WEIGHT * candidate.dense
            + COVERAGE_WEIGHT * coverage
            + FUSED_WEIGHT * candidate.fused
            + CAUSE_BONUS * _explains(question, candidate),
        )
        for branch, (candidate, likelihood, coverage) in enumerate(
            zip(candidates, own, coverages, strict=True)
        )
    )
    return tuple(sorted(found, key=lambda item: (-item.score, item.candidate.sentence.id)))


def _branch(prompt: Prompt, question: Question, sentence: str) -> Branch:
    before, after = prompt.around("question", sentence=sentence)
    return Branch(before=before, scored=f" {question.text}", after=after)


def _explains(question: Question, candidate: Candidate) -> bool:
    asks_why = question.kind is QuestionKind.REASON
    return asks_why and _CAUSE.search(candidate.sentence.text) is not None
