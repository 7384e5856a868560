"""Whether two sentences tell the same fact: alike in meaning, and nothing in them differs."""

import re
from typing import Final

from rag import quantities
from rag.briefing.material import Material
from rag.briefing.words import FUNCTION_WORDS, NEGATIONS, tokens
from rag.domain import Kind, Quantity

SAME_FACT: Final = 0.75
"""Least cosine between two tellings of one fact in different documents.

Chosen by reading 36 pairs of news sentences that passed at 0.70: the two that plainly told
different things lay at 0.73, but so did true ones that this loses.
"""
_SAME_DOCUMENT: Final = 0.80
"""The same within one document, which seldom says a thing twice but stays on its subject."""
_SAME_EVENT: Final = 0.50
"""The same where one number is told of one kind of event."""
_PLAIN: Final = 0.85
"""From this cosine on, words need not be shared."""
_SHARED: Final = 0.40
"""Least share of the shorter sentence's content words found in the other."""
_STEM: Final = 6
_HEDGES: Final = {
    "around": "about", "about": "about", "approximately": "about", "roughly": "about",
    "some": "about", "circa": "about", "an estimated": "about", "estimated": "about",
    "nearly": "nearly", "almost": "nearly", "close to": "nearly", "just under": "nearly",
    "at least": "least", "no fewer than": "least", "no less than": "least", "minimum": "least",
    "more than": "more", "over": "more", "above": "more", "upwards of": "more",
    "up to": "most", "as many as": "most", "at most": "most", "no more than": "most",
    "less than": "less", "fewer than": "less", "under": "less", "below": "less",
}  # fmt: skip
_OPPOSITES: Final = (
    ("democrat", "republican"),
    ("win", "lose"),
    ("won", "lost"),
    ("rose", "fell"),
    ("rise", "fall"),
    ("increase", "decrease"),
    ("increased", "decreased"),
    ("approve", "reject"),
    ("approved", "rejected"),
    ("support", "oppose"),
    ("supported", "opposed"),
    ("before", "after"),
    ("guilty", "innocent"),
    ("first", "last"),
    ("north", "south"),
    ("east", "west"),
    ("more", "fewer"),
    ("higher", "lower"),
)


def hedge(quantity: Quantity) -> str | None:
    """What the hedge amounts to: `about`, `nearly`, `least`, `more`, `most`, `less`, or itself."""
    if quantity.qualifier is None:
        return None
    return _HEDGES.get(quantity.qualifier, quantity.qualifier)


def same_figure(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities say the same number with the same hedge; vague ones by their words."""
    if one.kind is not other.kind or hedge(one) != hedge(other):
        return False
    if one.value is None or other.value is None:
        return one.value is other.value and bare(one) == bare(other)
    return quantities.agrees(one, other) == "equal"


def bare(quantity: Quantity) -> str:
    """The words of a vague quantity, quotation marks left out."""
    return " ".join(token.lower for token in tokens(quantity.text) if token.is_word)


def one_fact(material: Material, one: int, other: int) -> bool:
    """Whether two sentences tell one fact: alike in meaning and words, with nothing different."""
    likeness = float(material.vectors[one] @ material.vectors[other])
    if likeness < _SAME_EVENT:
        return False
    if not _same_event_figure(material, one, other):
        within = material.source_of[one] == material.source_of[other]
        if within and abs(one - other) == 1:
            return False
        if likeness < (_SAME_DOCUMENT if within else SAME_FACT):
            return False
        if likeness < _PLAIN and _shared(material.text(one), material.text(other)) < _SHARED:
            return False
    return tell_the_same(material, one, other)


def _same_event_figure(material: Material, one: int, other: int) -> bool:
    first, second = material.measures[one], material.measures[other]
    return any(
        bool(measure.event_kinds)
        and measure.quantity.value is not None
        and measure.event_kinds == rival.event_kinds
        and same_figure(measure.quantity, rival.quantity)
        for measure in first
        for rival in second
    )


def _shared(one: str, other: str) -> float:
    first, second = _content(one), _content(other)
    return len(first & second) / max(1, min(len(first), len(second)))


def _content(text: str) -> frozenset[str]:
    return frozenset(
        token.lower[:_STEM]
        for token in tokens(text)
        if token.is_word and len(token.text) > 2 and token.lower not in FUNCTION_WORDS
    )


def tell_the_same(material: Material, one: int, other: int) -> bool:
    """Whether nothing told in one sentence is told differently in the other.

    To be asked of sentences that are alike in meaning: figures, hedges, events, dates,
    negations, speakers and opposites decide.
    """
    return (
        _same_figures(material, one, other)
        and _same_dates(material, one, other)
        and _negations(material.text(one)) == _negations(material.text(other))
        and _same_speakers(material, one, other)
        and not _opposed(material.text(one), material.text(other))
    )


def _same_figures(material: Material, one: int, other: int) -> bool:
    first, second = material.measures[one], material.measures[other]
    return len(first) == len(second) and all(
        any(
            same_figure(measure.quantity, rival.quantity)
            and measure.event_kinds == rival.event_kinds
            for rival in second
        )
        for measure in first
    )


def _same_dates(material: Material, one: int, other: int) -> bool:
    first, second = _dates(material, one), _dates(material, other)
    return not first or not second or any(_compatible(a, b) for a in first for b in second)


def _dates(material: Material, index: int) -> tuple[str, ...]:
    return tuple(
        str(quantity.value)
        for quantity in material.quantities[index]
        if quantity.kind is Kind.DATE and quantity.value is not None
    )


def _compatible(one: str, other: str) -> bool:
    parts, rivals = (re.sub(r"^--", "*-", date).split("-") for date in (one, other))
    return all(
        "*" in (part, rival) or part == rival for part, rival in zip(parts, rivals, strict=False)
    )


def _negations(text: str) -> int:
    return sum(token.lower in NEGATIONS for token in tokens(text)) % 2


def _same_speakers(material: Material, one: int, other: int) -> bool:
    first, second = _named_speakers(material, one), _named_speakers(material, other)
    return not first or not second or bool(first & second)


def _named_speakers(material: Material, index: int) -> frozenset[str]:
    text = material.text(index)
    return frozenset(
        token.lower.removesuffix("'s")
        for report in material.reports[index]
        for token in tokens(report.speaker(text))
        if token.is_name and token.lower not in ("the", "a", "an", "he", "she")
    )


def _opposed(one: str, other: str) -> bool:
    first, second = (_stems(text) for text in (one, other))
    return any(
        (left in first) != (left in second) and (right in first) != (right in second)
        for left, right in _OPPOSITES
    )


def _stems(text: str) -> frozenset[str]:
    return frozenset(token.lower.removesuffix("s") for token in tokens(text) if token.is_word)
