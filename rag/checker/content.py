"""Whether a sentence says what its evidence says: similarity, and likelihood given it."""

import math
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from rag.checker.claims import Claim
from rag.checker.evidence import EvidenceBase
from rag.ports import Branch, LanguageModel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NEAREST: Final = 3
_LEXICAL_WEIGHT: Final = 0.5
"""What it counts, in cosine, that a passage has all of the sentence's words."""
_NEUTRAL: Final = "The meeting was held."
_ASIDE: Final = "Text:"


def cosines(claim: Claim, base: EvidenceBase) -> "NDArray[np.float32]":
    """The similarity of the sentence to each passage, shape (passages,)."""
    alike: NDArray[np.float32] = base.vectors @ claim.vector
    return alike


def nearest(claim: Claim, base: EvidenceBase, alike: "NDArray[np.float32]") -> tuple[int, ...]:
    """The passages that the sentence most likely tells of, the best first, at most three."""
    wanted = {word.stem for word in claim.content}
    weights = _rarity(wanted, base)
    total = sum(weights.values()) or 1.0
    scores = {
        at: float(alike[at])
        + _LEXICAL_WEIGHT * sum(weights[stem] for stem in wanted & passage.stems) / total
        for at, passage in enumerate(base.passages)
    }
    return tuple(sorted(scores, key=lambda at: -scores[at])[:NEAREST])


def gain(claim: Claim, texts: Sequence[str], model: LanguageModel) -> float:
    """Nats per token by which the evidence makes the sentence likelier than a neutral one does."""
    branches = tuple(
        Branch(f" {before}\n\nSummary of the text:", f" {claim.text}", "")
        for before in (" ".join(texts), _NEUTRAL)
    )
    with model.read(_ASIDE, branches) as reading:
        after, prior = reading.likelihoods
    return after - prior


def _rarity(stems: set[str], base: EvidenceBase) -> dict[str, float]:
    """What each stem says about which passage is meant: rare ones more, as in BM25."""
    counts = Counter(stem for passage in base.passages for stem in stems & passage.stems)
    return {stem: math.log(1 + len(base.passages) / max(1, counts[stem])) for stem in stems}
