"""When two quantities of different sentences say the same: the number and what its hedge comes to."""

from typing import Final

from rag import quantities
from rag.briefing.words import tokens
from rag.domain import Quantity

_HEDGES: Final = {
    "around": "about", "about": "about", "approximately": "about", "roughly": "about",
    "some": "about", "circa": "about", "an estimated": "about", "estimated": "about",
    "nearly": "nearly", "almost": "nearly", "close to": "nearly", "just under": "nearly",
    "at least": "least", "no fewer than": "least", "no less than": "least", "minimum": "least",
    "more than": "more", "over": "more", "above": "more", "upwards of": "more",
    "up to": "most", "as many as": "most", "at most": "most", "no more than": "most",
    "less than": "less", "fewer than": "less", "under": "less", "below": "less",
}  # fmt: skip


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
