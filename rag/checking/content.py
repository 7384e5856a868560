"""What a sentence says beyond the words of its evidence; this asks the encoder."""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from rag.briefing.words import SAYING
from rag.checker import Checked, EvidenceBase, FindingKind, check
from rag.checking.differences import Pair
from rag.checking.result import Fault, NoteFinding
from rag.checking.tokens import Token, tokens
from rag.ports import Encoder

_NEW: Final = 0.3
"""The share of words foreign to the evidence from which the sense has to be looked at."""
_FEWEST: Final = 2
_CLOSE: Final = 0.8
"""The share of its words from which a sentence is the source's but for single words."""
_KIN: Final = 0.35
"""The cosine of two words below which one cannot stand for the other; of 45 pairs that can,
three were below it, of 17 pairs of nouns drawn at random all but one."""
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


def exchanged(pair: Pair, *, encoder: Callable[[], Encoder]) -> Iterator[NoteFinding]:
    """Words that stand in the place of others which they have nothing in common with.

    Only where hardly anything else was changed; otherwise other words may say the same.
    """
    aligned = pair.alignment
    if aligned.coverage < _CLOSE:
        return
    held = {token.stem for text in (pair.around, *pair.others) for token in tokens(text)}
    for change in aligned.changes:
        ours = [aligned.note[at] for at in change.note if aligned.note[at].means]
        theirs = [aligned.source[at] for at in change.source if aligned.source[at].means]
        theirs = [token for token in theirs if token.text.islower()]
        if not (len(ours) == 1 and 0 < len(theirs) <= _FEWEST) or not _plain(ours[0], held):
            continue
        source = " ".join(token.text for token in theirs)
        one, other = encoder().encode_documents((ours[0].text, source))
        if float(one @ other) < _KIN:
            reason = f"the source has “{source}”"
            yield NoteFinding(Fault.CONTENT, ours[0].text, reason, suggestion=source)


def _plain(token: Token, held: AbstractSet[str]) -> bool:
    """Whether it is an ordinary word that nothing cited or around it has; who says it is no matter."""
    ordinary = token.text.islower() and token.text.isalpha() and token.key not in SAYING
    return ordinary and token.stem not in held


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
