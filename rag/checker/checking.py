"""The check of a sentence, or of a few that are held against the same evidence."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rag.checker import content, figures, naming, places, relations, standing, swaps, turns
from rag.checker.claims import parse
from rag.checker.evidence import EvidenceBase
from rag.checker.result import Checked, Finding, FindingKind
from rag.checker.scoring import shipped
from rag.checker.signals import Seen, see, signals
from rag.chunking.blocks import text_blocks
from rag.chunking.sentences import sentence_spans
from rag.domain import Kind
from rag.ports import Encoder, LanguageModel

LEAST_SIMILAR: Final = 0.3
"""A sentence less similar than this to every quotation that it cites is told by none of them."""
LEAST_SIMILAR_TO_SOURCE: Final = 0.15
"""The same for all sentences of a source, which a summary may draw together."""
_DOUBTFUL: Final = 0.55
"""Below this the model is asked whether the evidence makes the sentence likelier."""
_DECIDED: Final = 0.01
"""What a decisive finding leaves of the score, so that scores still rank."""
_TURNED: Final = 0.5


def check(
    sentence: str,
    evidence: Sequence[str] | EvidenceBase,
    *,
    encoder: Encoder,
    model: LanguageModel | None = None,
) -> Checked:
    """What the evidence does not bear out of the sentence, and how well it bears it out.

    A plain sequence is taken for the quotations that the sentence cites: a hedge or attribution
    of theirs that it dropped is decisive then. A text of several sentences is as well supported
    as the worst of them. Without evidence nothing is supported.
    """
    base = (
        evidence
        if isinstance(evidence, EvidenceBase)
        else EvidenceBase.of(evidence, encoder=encoder, cited=True)
    )
    parts = sentences(sentence)
    if not base.passages or not parts:
        reason = "there is no evidence" if parts else "it says nothing"
        found = Finding(FindingKind.CONTENT, sentence, reason, decisive=True)
        return Checked(sentence, supported=False, score=0.0, findings=(found,))
    checked = tuple(_check(part, base, encoder=encoder, model=model) for part in parts)
    return Checked(
        sentence,
        supported=all(one.supported for one in checked),
        score=min(one.score for one in checked),
        findings=tuple(finding for one in checked for finding in one.findings),
    )


def measure(
    sentence: str, base: EvidenceBase, *, encoder: Encoder
) -> tuple[tuple[Finding, ...], Mapping[str, float]]:
    """The findings about one sentence without its content, and its signals, for fitting."""
    seen = see(parse(sentence, encoder=encoder), base)
    findings = _findings(seen)
    return findings, signals(seen, findings)


def _check(
    sentence: str, base: EvidenceBase, *, encoder: Encoder, model: LanguageModel | None
) -> Checked:
    seen = see(parse(sentence, encoder=encoder), base)
    findings = _findings(seen)
    coefficients = shipped()
    score = coefficients.probability(signals(seen, findings))
    findings = (*findings, *_unsaid(seen, model))
    decided = any(finding.decisive for finding in findings)
    supported = not decided and score >= coefficients.threshold
    if not supported and not findings:
        reason = "too much speaks against it taken together"
        findings = (Finding(FindingKind.CONTENT, sentence, reason, decisive=False),)
    return Checked(sentence, supported, score * _DECIDED if decided else score, findings)


def _findings(seen: Seen) -> tuple[Finding, ...]:
    return (
        *figures.findings(seen.claim, seen.base),
        *naming.findings(seen.claim, seen.base),
        *standing.findings(seen.claim, seen.base, seen.nearest),
        *_swaps(seen),
        *_places(seen),
        *_relations(seen),
        *_turns(seen),
    )


def _swaps(seen: Seen) -> Iterator[Finding]:
    for quantity, stem in swaps.swapped(seen.claim, seen.base):
        reason = f"the evidence tells another figure of “{stem}”"
        kind = FindingKind.DATE if quantity.kind is Kind.DATE else FindingKind.FIGURE
        yield Finding(kind, quantity.text, reason, decisive=seen.base.cited)


def _places(seen: Seen) -> Iterator[Finding]:
    """Figures, names and roles that stand elsewhere in the evidence, in another's place."""
    for quantity in places.figures_replaced(seen.claim, seen.base):
        reason = "the evidence has another figure there"
        yield Finding(FindingKind.FIGURE, quantity.text, reason, decisive=False)
    for one, other in places.names_parted(seen.claim, seen.base):
        text = f"{one.word.text} … {other.word.text}"
        reason = "the evidence has the two nowhere together"
        yield Finding(FindingKind.NAME, text, reason, decisive=False)
    for word in places.roles_misplaced(seen.claim, seen.base):
        reason = "the evidence has another role there"
        yield Finding(FindingKind.CONTENT, word.text, reason, decisive=seen.base.cited)


def _relations(seen: Seen) -> Iterator[Finding]:
    """Deeds told the other way round, and what the cited quotations do not say something is."""
    for deed in relations.reversed_deeds(seen.claim, seen.base):
        reason = "the evidence has it the other way round"
        yield Finding(FindingKind.DIRECTION, deed.stem, reason, decisive=seen.base.cited)
    if seen.base.cited and (said := relations.unknown_complement(seen.claim, seen.base)):
        reason = "stands nowhere in the evidence"
        yield Finding(FindingKind.CONTENT, said, reason, decisive=True)


def _turns(seen: Seen) -> Iterator[Finding]:
    """Negations that the evidence has not, and words whose opposite it has."""
    near = [seen.base.passages[at].text for at in seen.nearest]
    negation = turns.NEGATIONS.search(seen.claim.text)
    if negation and not any(turns.ANSWERS.search(text) for text in near):
        reason = "the evidence denies nothing"
        yield Finding(FindingKind.NEGATION, negation.group(), reason, decisive=False)
    if turns.other_gender(seen.claim, seen.base):
        reason = "the evidence speaks of the other sex"
        yield Finding(FindingKind.DIRECTION, seen.claim.text, reason, decisive=True)
    for word, degree in turns.turned(seen.claim, seen.base):
        if degree >= _TURNED:
            reason = "the evidence says the opposite"
            yield Finding(FindingKind.DIRECTION, word.text, reason, decisive=False)
    for word in turns.reversed_forms(seen.claim, seen.base):
        reason = "the evidence says the opposite"
        yield Finding(FindingKind.DIRECTION, word.text, reason, decisive=False)


def _unsaid(seen: Seen, model: LanguageModel | None) -> Iterator[Finding]:
    """The sentence itself, where the evidence neither resembles it nor makes it likelier."""
    similarity = float(seen.cosines.max(initial=0.0))
    reason = "the evidence says nothing like it"
    least = LEAST_SIMILAR if seen.base.cited else LEAST_SIMILAR_TO_SOURCE
    if similarity < least:
        yield Finding(FindingKind.CONTENT, seen.claim.text, reason, decisive=True)
    elif model is not None and similarity < _DOUBTFUL:
        texts = [seen.base.passages[at].text for at in sorted(seen.nearest)]
        if content.gain(seen.claim, texts, model) <= 0:
            reason = "the evidence makes it no likelier"
            yield Finding(FindingKind.CONTENT, seen.claim.text, reason, decisive=True)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, each of which is checked by itself."""
    return tuple(
        text[span.start : span.end]
        for block in text_blocks(text)
        for span in sentence_spans(text, block)
    )
