"""What speaks against a sentence, each as one number: 0 for nothing, more for more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.checker import attachment, content, places, swaps, turns
from rag.checker.claims import Claim
from rag.checker.evidence import EvidenceBase
from rag.checker.result import Finding, FindingKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIGNALS: Final = (
    "dates_absent",
    "figures_swapped",
    "figure_elsewhere",
    "pairs_apart",
    "figures_replaced",
    "names_parted",
    "turned_words",
    "reversed_forms",
    "negation_new",
    "contrast_new",
    "contrast_absent",
    "certainty_new",
    "attribution_lost",
    "hedge_lost",
)
"""In the order of the coefficients; none of them ever speaks for a sentence."""
_MOST: Final = 2.0
"""More of one thing does not speak louder."""
_PLAINLY: Final = 0.5
"""A word is plainly turned where at least this share of its neighbours is the same."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A claim beside its evidence."""

    claim: Claim
    base: EvidenceBase
    cosines: "NDArray[np.float32]"
    nearest: tuple[int, ...]


def see(claim: Claim, base: EvidenceBase) -> Seen:
    """The claim with its similarity to each passage."""
    alike = content.cosines(claim, base)
    return Seen(claim, base, alike, content.nearest(claim, base, alike))


def signals(seen: Seen, findings: Sequence[Finding]) -> Mapping[str, float]:
    """Every signal by its name, from what was found already and from the evidence."""
    soft = [finding for finding in findings if not finding.decisive]
    told = {
        "dates_absent": _count(soft, FindingKind.DATE),
        "attribution_lost": _count(findings, FindingKind.ATTRIBUTION),
        "hedge_lost": _count(findings, FindingKind.HEDGE),
    }
    every = told | _attached(seen) | _turned(seen)
    return {name: min(every[name], _MOST) for name in SIGNALS}


def _count(findings: Sequence[Finding], kind: FindingKind) -> float:
    return float(sum(finding.kind is kind for finding in findings))


def _attached(seen: Seen) -> dict[str, float]:
    claim, base = seen.claim, seen.base
    figures = attachment.figure_places(claim, base)
    named = attachment.name_places(claim, base)
    return {
        "figures_swapped": float(len(swaps.swapped(claim, base))),
        "figure_elsewhere": attachment.distance(figures, seen.cosines),
        "pairs_apart": attachment.apart((*figures, *named)),
        "figures_replaced": float(bool(places.figures_replaced(claim, base))),
        "names_parted": float(len(places.names_parted(claim, base))),
    }


def _turned(seen: Seen) -> dict[str, float]:
    claim, base = seen.claim, seen.base
    near = [base.passages[at].text for at in seen.nearest]
    turned = [degree for _, degree in turns.turned(claim, base)]
    negated = turns.NEGATIONS.search(claim.text)
    answered = any(turns.ANSWERS.search(text) for text in near)
    return {
        "turned_words": float(sum(degree >= _PLAINLY for degree in turned)),
        "reversed_forms": float(len(turns.reversed_forms(claim, base))),
        "negation_new": float(bool(negated) and not answered),
        "contrast_new": float(len(turns.new(turns.CONTRASTS, claim, near))),
        "contrast_absent": float(len(turns.new(turns.CONTRASTS, claim, [base.running_text]))),
        "certainty_new": float(len(turns.new(turns.CERTAINTIES, claim, near))),
    }
