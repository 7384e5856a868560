"""Candidate sentences for a question: dense and BM25 rankings fused, copies folded."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from rag import quantities
from rag.domain import Candidate, Sentence
from rag.ports import Catalogue, Encoder, VectorStore
from rag.questions import Question, stems

if TYPE_CHECKING:
    from rag.ports import Vector

DEPTH: Final = 50
"""How deep each ranking is read before they are fused."""
RANK_CONSTANT: Final = 60
"""k of reciprocal-rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009)."""
COPY_SIMILARITY: Final = 0.8
"""Share of common word stems from which two sentences with the same figures are copies."""

_NAME: Final = re.compile(r"(?<=\s)[A-Z]\w+")
_STANCE: Final = re.compile(
    r"\b(?:not|no|never|nor|neither|\w+n['’]t|den(?:y|ies|ied)|confirm\w*|reject\w*|refut\w*|disput\w*"
    r"|claim\w*|alleg\w*|unverified|unconfirmed)\b",
    re.IGNORECASE,
)
SHORTEST_WORDS: Final = 3
"""Words of the shortest text that is more than a heading."""


@dataclass(frozen=True)
class Retriever:
    """Finds candidate sentences in one library."""

    catalogue: Catalogue
    vectors: VectorStore
    encoder: Encoder

    def candidates(
        self, question: Question, count: int, *, among: Sequence[int] | None = None
    ) -> tuple[Candidate, ...]:
        """At most `count` sentences, best first, from the documents `among` (default all)."""
        query = self.encoder.encode_query(question.text)
        dense = self.vectors.search(query, DEPTH, among=among)
        lexical = self.catalogue.search_text(question.words, DEPTH, among=among)
        fused = fuse([identity for identity, _ in dense], [identity for identity, _ in lexical])
        ranked = sorted(fused, key=lambda identity: (-fused[identity], identity))
        cosines, scores = self._cosines(ranked, query), dict(lexical)
        candidates = [
            Candidate(item, cosines[item.id], scores.get(item.id, 0.0), fused[item.id])
            for item in self.catalogue.sentences(ranked)
        ]
        return _spread(_fold(sorted(candidates, key=_order)), count)

    def _cosines(self, ids: Sequence[int], query: "Vector") -> dict[int, float]:
        found, rows = self.catalogue.vectors(ids)
        return {int(item): float(row @ query) for item, row in zip(found, rows, strict=True)}


def fuse(*rankings: Sequence[int]) -> dict[int, float]:
    """Reciprocal-rank fusion of rankings given best first: a score for each id."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, identity in enumerate(ranking, start=1):
            scores[identity] = scores.get(identity, 0.0) + 1 / (RANK_CONSTANT + rank)
    return scores


def _fold(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates with other documents' later copies of a sentence moved into `copies`."""
    kept: list[tuple[Candidate, list[Sentence]]] = []
    for candidate in candidates:
        copies = next((held for item, held in kept if _copies(item, candidate)), None)
        if copies is None:
            kept.append((candidate, []))
        else:
            copies.append(candidate.sentence)
    return [replace(candidate, copies=tuple(copies)) for candidate, copies in kept]


def _copies(first: Candidate, second: Candidate) -> bool:
    """Whether two documents tell the same sentence in nearly the same words and figures."""
    one, other = first.sentence, second.sentence
    if one.document_id == other.document_id:
        return False
    words, others = stems(one.text), stems(other.text)
    alike = len(words & others) >= COPY_SIMILARITY * len(words | others)
    return alike and _same_figures(one.text, other.text) and _same_claim(one.text, other.text)


def _same_claim(first: str, second: str) -> bool:
    """Whether both hold the same names, and deny, confirm or doubt in the same words."""

    def claim(text: str) -> tuple[set[str], list[str]]:
        return set(_NAME.findall(text)), sorted(word.lower() for word in _STANCE.findall(text))

    return claim(first) == claim(second)


def _same_figures(first: str, second: str) -> bool:
    """Whether both texts hold the same quantities, hedges included."""

    def figures(text: str) -> list[tuple[str, str]]:
        return sorted((str(item.value), item.qualifier or "") for item in quantities.find(text))

    return figures(first) == figures(second)


def _spread(candidates: Sequence[Candidate], count: int) -> tuple[Candidate, ...]:
    """The first `count`, no document taking more than two thirds while others have some."""
    share = max(2, count * 2 // 3)
    taken: Counter[int] = Counter()
    first: list[Candidate] = []
    rest: list[Candidate] = []
    for candidate in candidates:
        document = candidate.sentence.document_id
        (first if taken[document] < share else rest).append(candidate)
        taken[document] += 1
    chosen = (first + rest)[:count]
    return tuple(sorted(chosen, key=_order))


def _order(candidate: Candidate) -> tuple[bool, float, int]:
    """Best first; headings and other fragments, which answer nothing alone, come last."""
    text = candidate.sentence.text
    return len(text.split()) < SHORTEST_WORDS, -candidate.fused, candidate.sentence.id
