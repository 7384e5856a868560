"""What a sentence says beyond the words of its evidence; this asks the encoder."""

from collections.abc import Sequence
from typing import Final

from rag.checker import Checked, EvidenceBase, FindingKind, check
from rag.checking.result import Fault, NoteFinding
from rag.checking.tokens import tokens
from rag.ports import Encoder

_NEW: Final = 0.3
"""The share of words foreign to the evidence from which the sense has to be looked at."""
_FEWEST: Final = 2
_FAULTS: Final = {
    FindingKind.FIGURE: Fault.FIGURE,
    FindingKind.DATE: Fault.DATE,
    FindingKind.QUOTATION: Fault.QUOTATION,
    FindingKind.NAME: Fault.NAME,
    FindingKind.CONTENT: Fault.CONTENT,
    FindingKind.ATTRIBUTION: Fault.ATTRIBUTION,
    FindingKind.HEDGE: Fault.HEDGE,
    FindingKind.NEGATION: Fault.NEGATION,
    FindingKind.DIRECTION: Fault.DIRECTION,
}

_NOWHERE: Final = frozenset((FindingKind.FIGURE, FindingKind.DATE, FindingKind.NAME))
"""What stands nowhere, whatever the sentence is about."""


def _unfounded(told: str, checked: Checked) -> tuple[NoteFinding, ...]:
    """The sentence as a whole, unless a figure or name of it is told nowhere."""
    foreign = tuple(
        NoteFinding(_FAULTS[one.kind], one.text, "no source near it has this")
        for one in checked.findings
        if one.decisive and one.kind in _NOWHERE
    )
    return foreign or (NoteFinding(Fault.CONTENT, told, "no source bears this out"),)


def is_new(told: str, texts: Sequence[str]) -> bool:
    """Whether much of what is told stands in none of the texts."""
    held = {token.stem for text in texts for token in tokens(text)}
    weighty = [token for token in tokens(told) if token.means]
    foreign = [token for token in weighty if token.stem not in held]
    return len(foreign) >= _FEWEST and len(foreign) >= _NEW * len(weighty)


def findings(
    told: str, texts: Sequence[str], *, encoder: Encoder, cited: bool = True
) -> tuple[NoteFinding, ...]:
    """What the evidence does not bear out of the sentence."""
    if not texts:
        return (NoteFinding(Fault.CONTENT, told, "no source says anything like it"),)
    base = EvidenceBase.of(texts, encoder=encoder, cited=cited)
    checked = check(told, base, encoder=encoder)
    if checked.supported:
        return ()
    if not cited:
        return _unfounded(told, checked)
    told_of = [one for one in checked.findings if one.decisive] or list(checked.findings)
    return tuple(NoteFinding(_FAULTS[one.kind], one.text, one.reason) for one in told_of)
