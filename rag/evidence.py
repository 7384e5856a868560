"""Evidence: candidate sentences ranked by how likely the model finds the question after each.

Ranking passages by the likelihood of the question is UPR (Sachan et al., EMNLP 2022); here the
likelihood is mixed with the scores of retrieval and with what the words say, and its gain over the question's likelihood after a
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
BEARING_DENSE_WEIGHT: Final = 3.0
"""What one unit of cosine counts where retrieval's score does not."""
BEARING_COVERAGE_WEIGHT: Final = 0.5
"""What all of the question's words count there."""
CAUSE_BONUS: Final = 0.6
"""What a causal expression counts where the question asks why."""
FIGURE_BONUS: Final = 1.0
"""What a figure of the kind counts that the question asks for."""
NAME_BONUS: Final = 0.5
"""What a name counts that is not in the question, where it asks for one."""
CONTRADICTED: Final = 0.5
"""What each way counts in which the sentence says something else than the question."""
_NEUTRAL: Final = "The meeting was held."
_CAUSE: Final = re.compile(
    r"\b(?:because|due to|owing to|thanks to|attribut\w+|caus(?:e[ds]?|ing)|reasons?|result(?:ed|s|ing)?"
    r"|led to|lead(?:s|ing)? to|blam(?:e[ds]?|ing)|contribut\w+|lack of|explain(?:s|ed)?|so that|in order to|therefore)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wording:
    """What the words of a sentence say for it and against it, whatever a model makes of them."""

    coverage: float
    """Share of the question's words in it, rare words counting more; 0 to 1."""
    typed: bool = False
    """Whether it holds a figure or a name of the kind that is asked for."""
    contradictions: int = 0
    """In how many ways it says something else than the question."""


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
    """What the evidence is ranked by."""
    bearing: float
    """How well the sentence bears on the question whatever retrieval made of it: what sources are
    held against each other by. In a small library one rare word in common decides retrieval."""


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
    wordings: Sequence[Wording],
    question: Question,
) -> tuple[Evidence, ...]:
    """The candidates, best first.

    `likelihoods` belong to the branches of `branches`, `wordings` to the candidates.
    """
    *own, prior = likelihoods
    found = (
        _evidence(candidate, branch, likelihood, prior=prior, wording=wording, question=question)
        for branch, (candidate, likelihood, wording) in enumerate(
            zip(candidates, own, wordings, strict=True)
        )
    )
    return tuple(sorted(found, key=lambda item: (-item.score, item.candidate.sentence.id)))


def _evidence(
    candidate: Candidate,
    branch: int,
    likelihood: float,
    *,
    prior: float,
    wording: Wording,
    question: Question,
) -> Evidence:
    explains = _explains(question, candidate)
    bonus = FIGURE_BONUS if question.kind.is_quantity else NAME_BONUS
    worded = (
        likelihood
        + CAUSE_BONUS * explains
        + bonus * wording.typed
        - CONTRADICTED * wording.contradictions
    )
    retrieved = DENSE_WEIGHT * candidate.dense + FUSED_WEIGHT * candidate.fused
    return Evidence(
        candidate=candidate,
        branch=branch,
        likelihood=likelihood,
        coverage=wording.coverage,
        explains=explains,
        gain=1 - likelihood / min(prior, -1e-6),
        score=worded + retrieved + COVERAGE_WEIGHT * wording.coverage,
        bearing=worded
        + BEARING_DENSE_WEIGHT * candidate.dense
        + BEARING_COVERAGE_WEIGHT * wording.coverage,
    )


def _branch(prompt: Prompt, question: Question, sentence: str) -> Branch:
    before, after = prompt.around("question", sentence=sentence)
    return Branch(before=before, scored=f" {question.text}", after=after)


def _explains(question: Question, candidate: Candidate) -> bool:
    asks_why = question.kind is QuestionKind.REASON
    return asks_why and _CAUSE.search(candidate.sentence.text) is not None
