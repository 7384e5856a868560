"""What a check comes to: findings, and how well the sentence is supported."""

from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """What is wrong with a part of a sentence."""

    FIGURE = "figure"
    DATE = "date"
    QUOTATION = "quotation"
    NAME = "name"
    CONTENT = "content"
    """Words or a whole sentence that the evidence does not bear out."""
    ATTRIBUTION = "attribution"
    """Told as fact, or as said by another, what the evidence has someone say."""
    HEDGE = "hedge"
    NEGATION = "negation"
    DIRECTION = "direction"
    """The opposite of what the evidence says: rose for fell, before for after."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a sentence that its evidence does not bear out."""

    kind: FindingKind
    text: str
    """The words of the sentence; of the evidence where the sentence dropped them."""
    reason: str
    decisive: bool
    """Whether it makes the sentence unsupported by itself, whatever the score."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence, what was found against it, and how likely its evidence bears it out."""

    sentence: str
    supported: bool
    score: float
    """Probability that the evidence bears the sentence out, by the shipped coefficients."""
    findings: tuple[Finding, ...]
    """In the order of the checks; those of a supported sentence are worth knowing, no more."""
