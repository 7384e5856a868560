"""Who says it, and how firmly: attributions and hedges that a sentence must keep."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rag.checker.claims import Claim
from rag.checker.evidence import EvidenceBase, Passage
from rag.checker.result import Finding, FindingKind

REPORTS: Final = re.compile(
    r"\b(?:said|says|say|saying|told|tells|according to|claim(?:s|ed|ing)?|alleg(?:es|ed|edly|ing)|"
    r"report(?:s|ed|edly|ing)?|stat(?:es|ed|ing)|announc(?:es|ed|ing)|assert(?:s|ed|ing)?|"
    r"argu(?:es|ed|ing)|added|adds|wrote|writes|insist(?:s|ed|ing)?|suggest(?:s|ed|ing)?|"
    r"estimat(?:es|ed|ing)|believ(?:es|ed|ing)|think(?:s|ing)?|thought|expects?|expected|"
    r"warn(?:s|ed|ing)?|acknowledg(?:es|ed|ing)|confirm(?:s|ed|ing)?|declar(?:es|ed|ing)|"
    r"describ(?:es|ed|ing)|explain(?:s|ed|ing)?|not(?:es|ed|ing)|mention(?:s|ed|ing)?|"
    r"conclud(?:es|ed|ing)|deni(?:es|ed)|testif(?:ies|ied)|in the words of|quoted?|citing|cited)\b",
    re.IGNORECASE,
)
_ATTRIBUTED: Final = re.compile(
    r"\b(?:said|says|told|according to|claim(?:s|ed)|alleg(?:es|ed|edly)|reportedly|assert(?:s|ed)|"
    r"insist(?:s|ed)|estimat(?:es|ed) that|believ(?:es|ed) that|argu(?:es|ed) that|"
    r"warn(?:s|ed) that|suggest(?:s|ed) that|announced that|confirmed that|added that|"
    r"report(?:s|ed)(?= that\b|\s*[.,”\"]|\s*$))\b",
    re.IGNORECASE,
)
DOUBTS: Final = re.compile(
    r"\b(?:not (?:been )?(?:independently )?(?:verified|confirmed)|could not be (?:\w+ )?(?:verified|"
    r"confirmed)|unverified|unconfirmed|alleged(?:ly)?|reportedly|purported(?:ly)?|supposed(?:ly)?|"
    r"apparently|may|might|could|possibl[ey]|perhaps|probabl[ey]|likely|unlikely|potential(?:ly)?|"
    r"suspected|rumou?r(?:s|ed)?|seems?|seemed|appears? to|appeared to|believed to|thought to|"
    r"expected to|unclear|uncertain|would)\b",
    re.IGNORECASE,
)
_REACH: Final = 4
"""Content words behind a doubt that it bears on."""


def findings(claim: Claim, base: EvidenceBase, nearest: Sequence[int]) -> Iterator[Finding]:
    """The attribution and the hedge of the nearest passage that the sentence dropped."""
    if not nearest:
        return
    passage = base.passages[nearest[0]]
    doubted = _doubt(passage, claim)
    reported = _ATTRIBUTED.search(passage.text)
    hedged, told = bool(DOUBTS.search(claim.text)), bool(REPORTS.search(claim.text))
    if reported and not told and not hedged:
        reason = "the evidence has someone say it"
        yield Finding(FindingKind.ATTRIBUTION, reported.group(), reason, decisive=base.cited)
    if doubted and not hedged and not (told and not base.cited):
        reason = "the evidence does not say it so firmly"
        yield Finding(FindingKind.HEDGE, doubted, reason, decisive=base.cited)


def _doubt(passage: Passage, claim: Claim) -> str | None:
    """The first doubt in the passage about something that the sentence tells."""
    told = {word.stem for word in claim.content}
    for found in DOUBTS.finditer(passage.text):
        behind = [word.stem for word in passage.content if word.start >= found.end()][:_REACH]
        if told & set(behind):
            return found.group()
    return None
