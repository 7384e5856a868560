"""Words that turn a sentence into its opposite: negations, contrasts, opposites."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rag.checker.claims import Claim
from rag.checker.evidence import EvidenceBase, Passage
from rag.checker.words import Word, word_set
from rag.opposites import allies, negated_form, opposites

NEGATIONS: Final = re.compile(
    r"\b(?:not|no|never|neither|nor|none|nobody|nothing|without|cannot|\w+n['’]t)\b", re.IGNORECASE
)
ANSWERS: Final = re.compile(
    rf"{NEGATIONS.pattern}|\b(?:fail(?:s|ed)?|unable|refus\w+|den(?:y|ies|ied)|lack(?:s|ing|ed)?|"
    r"barely|hardly|less)\b",
    re.IGNORECASE,
)
"""What a negation may stand for in other words."""
CONTRASTS: Final = re.compile(
    r"\b(?:only|instead of|rather than|except|but not|not|no longer|excluding|despite|"
    r"even though|although|unlike|other than|as opposed to|contrary)\b",
    re.IGNORECASE,
)
CERTAINTIES: Final = re.compile(
    r"\b(?:definitely|certainly|always|never|all|every|only|must|guaranteed?|completely|"
    r"entirely|confirmed)\b",
    re.IGNORECASE,
)
_CONTRACTED: Final = re.compile(r"n['’]t\b")
_MASCULINE: Final = word_set(
    "he him his himself mr man men boy boys father husband brother son sir king uncle "
    "grandfather boyfriend male guy gentleman"
)
_FEMININE: Final = word_set(
    "she her hers herself mrs ms miss woman women girl girls mother wife sister daughter queen "
    "aunt grandmother girlfriend female lady"
)
_AROUND_CLAIM: Final = 2
_AROUND_EVIDENCE: Final = 4
_ELSEWHERE: Final = 0.3
"""What the word itself counts for, where it stands in the evidence beside other words."""


def new(pattern: re.Pattern[str], claim: Claim, texts: Sequence[str]) -> tuple[str, ...]:
    """The matches in the sentence whose words none of the texts has."""
    held = _CONTRACTED.sub(" not", " ".join(texts).lower())
    return tuple(
        found
        for found in pattern.findall(claim.text)
        if not re.search(rf"\b{re.escape(found.lower())}\b", held)
    )


def turned(claim: Claim, base: EvidenceBase) -> tuple[tuple[Word, float], ...]:
    """Words whose opposite stands in the evidence beside the same words, and how surely."""
    found = ((word, _turned(word, claim, base)) for word in claim.words)
    return tuple((word, degree) for word, degree in found if degree > 0)


def reversed_forms(claim: Claim, base: EvidenceBase) -> tuple[Word, ...]:
    """Words that stand in the evidence only with or without un-, in-, -less: stressful."""
    unknown = (word for word in claim.plain if word.stem not in base.stems)
    return tuple(word for word in unknown if any(negated_form(word.key, key) for key in base.keys))


def other_gender(claim: Claim, base: EvidenceBase) -> bool:
    """Whether it speaks of a woman where the evidence knows only men, or the reverse."""
    own, held = {word.key for word in claim.words}, base.names.keys
    return any(
        bool(own & here) and not held & here and bool(held & there)
        for here, there in ((_MASCULINE, _FEMININE), (_FEMININE, _MASCULINE))
    )


def _turned(word: Word, claim: Claim, base: EvidenceBase) -> float:
    against = opposites(word.stem) - {other.stem for other in claim.words}
    near = _neighbours(word, claim) if against & base.stems else frozenset[str]()
    if not near:
        return 0.0
    turning = own = 0.0
    agreeing = allies(word.stem) - against
    for passage in base.passages:
        for other, beside in _places(passage, against | agreeing):
            share = len(near & beside) / len(near)
            if other.stem in against:
                turning = max(turning, share)
            else:
                own = max(own, share, _ELSEWHERE if other.stem == word.stem else 0.0)
    return max(0.0, turning - own)


def _neighbours(word: Word, claim: Claim) -> frozenset[str]:
    """The stems of the two content words on either side."""
    left = [other.stem for other in claim.content if other.end <= word.start][-_AROUND_CLAIM:]
    right = [other.stem for other in claim.content if other.start >= word.end][:_AROUND_CLAIM]
    return frozenset((*left, *right))


def _places(passage: Passage, wanted: frozenset[str]) -> Iterator[tuple[Word, frozenset[str]]]:
    """Each of the wanted words in the passage with the stems around it."""
    kept = [word for word in passage.words if word.means or word.stem in wanted]
    for at, word in enumerate(kept):
        if word.stem in wanted:
            around = kept[max(0, at - _AROUND_EVIDENCE) : at + _AROUND_EVIDENCE + 1]
            yield word, frozenset(other.stem for other in around)
