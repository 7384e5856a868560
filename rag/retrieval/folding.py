"""Copies: one sentence that several documents tell in nearly the same words and figures."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from rag import quantities
from rag.domain import Candidate, Sentence
from rag.questions import stems

COPY_SIMILARITY: Final = 0.8
"""Share of common word stems from which two sentences with the same figures are copies."""

_NAME: Final = re.compile(r"(?<=\s)[A-Z]\w+")
_STANCE: Final = re.compile(
    r"\b(?:not|no|never|nor|neither|\w+n['’]t|den(?:y|ies|ied)|confirm\w*|reject\w*|refut\w*|disput\w*"
    r"|claim\w*|alleg\w*|unverified|unconfirmed)\b",
    re.IGNORECASE,
)


def fold(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with other documents' later copies of a sentence moved into `copies`."""
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
    """Whether both texts hold the same quantities, units, ranges and hedges included."""

    def figures(text: str) -> list[tuple[str, ...]]:
        return sorted(
            (str(item.value), str(item.value_high), item.unit or "", item.qualifier or "")
            for item in quantities.find(text)
        )

    return figures(first) == figures(second)
