"""Whether the names of a sentence stand in its evidence."""

import re
from collections.abc import Iterator
from typing import Final

from rag.checker.claims import Claim, within
from rag.checker.evidence import EvidenceBase
from rag.checker.names import Name, Standing, spelled_out
from rag.checker.result import Finding, FindingKind
from rag.checker.words import FUNCTION_WORDS, words

_COMPOUND: Final = re.compile(r"\b\w[\w’']*(?:[-‐‑]\w[\w’']*)+")
_QUOTED: Final = re.compile(r"[\"“„«]([^\"“”„«»\n]{2,400})[\"”“»]")


def findings(claim: Claim, base: EvidenceBase) -> Iterator[Finding]:
    """The names and quotations that stand nowhere in the evidence."""
    for run in claim.runs:
        if not spelled_out(run, base.names.keys):
            yield from (found for name in run if (found := _name(name, base)))
    for compound in compounds(claim):
        if not base.holds(compound):
            reason = "stands so nowhere in the evidence"
            yield Finding(FindingKind.NAME, compound, reason, decisive=True)
    yield from _quotations(claim, base)


def compounds(claim: Claim) -> Iterator[str]:
    """Hyphened names whose parts mean nothing by themselves: Go-there, non-GAAP."""
    for found in _COMPOUND.finditer(claim.text):
        parts = words(found.group())
        figure = any(
            part.start + found.start() == word.start
            for part in parts
            for word in claim.words
            if within(word, claim.quantities)
        )
        if figure or not any(part.capital for part in parts):
            continue
        tail = parts[-1]
        if tail.key != "like" and (
            tail.capital or tail.key in FUNCTION_WORDS or not tail.key.isalpha()
        ):
            yield found.group()


def _name(name: Name, base: EvidenceBase) -> Finding | None:
    standing = base.names.standing(name.word.key)
    if standing > Standing.VARIANT:
        return None
    variant = standing is Standing.VARIANT
    reason = (
        "is spelled otherwise in the evidence" if variant else "stands nowhere in the evidence"
    )
    decisive = not variant and not name.title
    return Finding(FindingKind.NAME, name.word.text, reason, decisive=decisive)


def _quotations(claim: Claim, base: EvidenceBase) -> Iterator[Finding]:
    said = tuple(" ".join(word.key for word in passage.words) for passage in base.passages)
    for found in _QUOTED.finditer(claim.text):
        inner = " ".join(word.key for word in words(found[1]))
        if inner and not any(f" {inner} " in f" {text} " for text in said):
            reason = "the evidence has no such words"
            yield Finding(FindingKind.QUOTATION, found.group(), reason, decisive=True)
