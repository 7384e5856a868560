"""Whether a sentence tells a figure as not so."""

import re
from typing import Final

from rag.domain import Quantity

_WRONG: Final = (
    r"(?:false|untrue|wrong|incorrect|inaccurate|mistaken|baseless|unfounded|fabricated|invented|"
    r"denied|disputed|refuted|a lie|lies|a hoax|a myth|nonsense|not (?:true|correct|so|the case))"
)
_DENIAL: Final = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ials?)|disput(?:es?|ed|ing)|refut(?:es?|ed|ing)|contradict(?:s|ed)|"
    r"(?:reject|dismiss)(?:s|es|ed|ing)? (?:\w+ )?(?:claims?|reports?|rumou?rs?|suggestions?|"
    r"allegations?|figures?|estimates?|that|as)|not (?:\w+ )?(?:true|correct|the case|clear|certain|"
    r"confirmed?|said|say|believed?|think)|no (?:\w+ )?(?:evidence|truth|proof|confirmation|sign|"
    r"indication)|untrue|falsely|false (?:claims?|reports?|rumou?rs?|figures?|statements?|news)|"
    r"(?:un|in)correct that|wrong(?:ly)? (?:that|to|claim\w*|sa\w+))\b",
    re.IGNORECASE,
)
_FALSE: Final = re.compile(
    rf"\b(?:is|are|was|were|be|been|being|as) (?:\w+ly |all |also )?{_WRONG}\b"
    r"|, (?:which|a (?:claim|figure|number|report)|something|but|though|and)\b[^,;]*?"
    r"\b(?:den(?:y|ies|ied)|disput(?:es|ed)|refut(?:es|ed)|rejected)\b"
    r"|, [^,;]* denied\.?$",
    re.IGNORECASE,
)
_INSTEAD: Final = re.compile(
    r"\b(?:not(?! only)|rather than|instead of|nor)\s+(?:the |an? )?$", re.IGNORECASE
)
_NEGATION: Final = re.compile(
    r"\b(?:not(?! only)|never|neither|nor|nobody|cannot|\w+n['’]t|fail(?:ed|s)? to)\b",
    re.IGNORECASE,
)


def is_denied(text: str, quantity: Quantity, *, told_from: int, clause_from: int) -> bool:
    """Whether a figure is denied, called false, or told under a negation of its clause.

    It is told from offset `told_from` on, in the clause that begins at `clause_from`.
    """
    if _INSTEAD.search(text[: quantity.start]):
        return True
    before = re.split(r",\s+but\b|;", text[: quantity.start])[-1]
    negated = _NEGATION.search(text[clause_from : min(told_from, quantity.start)])
    return bool(_DENIAL.search(before) or negated or _FALSE.search(text))
