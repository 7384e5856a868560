"""The words beside a figure that say how firmly it is meant."""

from enum import StrEnum
from itertools import product

from rag.quantities.phrases import Phrases
from rag.quantities.tokens import Tokens, word_set


class Direction(StrEnum):
    """Where the true value lies, as seen from the figure."""

    LOWER = "lower"
    """The figure is a lower bound: at least, more than."""
    UPPER = "upper"
    """The figure is an upper bound: at most, fewer than."""
    APPROXIMATE = "approximate"
    EXPECTED = "expected"
    """Not said as fact: expected to reach, could be, reportedly."""


_LOWER = (
    "at least, at the least, at the very least, no fewer than, no less than, not less than, "
    "not fewer than, a minimum of, minimum of, as many as, as much as, as few as, more than, "
    "over, above, greater than, higher than, larger than, longer than, older than, in excess of, "
    "upwards of, upward of, exceeding, north of, >, ≥, >="
)
_UPPER = (
    "at most, at the most, at the very most, no more than, not more than, no greater than, "
    "no longer than, no higher than, a maximum of, maximum of, up to, upto, fewer than, less than, under, "
    "below, lower than, smaller than, shorter than, younger than, short of, within, south of, "
    "<, ≤, <="
)
_APPROXIMATE = (
    "nearly, almost, around, about, approximately, approx, approx., roughly, some, close to, "
    "near to, nearing, approaching, circa, c., ca., virtually, practically, an average of, "
    "average of, averaging, on average, an estimated, estimated, estimated at, estimates of, "
    "an estimate of, in the region of, in the order of, on the order of, somewhere around, "
    "something like, give or take, a rough, ~, ≈, ±, +/-"
)
_EXPECTED = (
    "reportedly, allegedly, possibly, perhaps, maybe, probably, potentially, likely, supposedly, "
    "an expected, an anticipated, a projected, a reported, a planned, a possible, "
    "a potential, a predicted, expected, projected"
)
_AFTER = {
    "or so": Direction.APPROXIMATE,
    "or thereabouts": Direction.APPROXIMATE,
    "approximately": Direction.APPROXIMATE,
    "on average": Direction.APPROXIMATE,
    "give or take": Direction.APPROXIMATE,
    "ish": Direction.APPROXIMATE,
    "or more": Direction.LOWER,
    "or greater": Direction.LOWER,
    "or higher": Direction.LOWER,
    "or over": Direction.LOWER,
    "or above": Direction.LOWER,
    "or older": Direction.LOWER,
    "or longer": Direction.LOWER,
    "and over": Direction.LOWER,
    "and above": Direction.LOWER,
    "and counting": Direction.LOWER,
    "at least": Direction.LOWER,
    "at a minimum": Direction.LOWER,
    "plus": Direction.LOWER,
    "+": Direction.LOWER,
    "or less": Direction.UPPER,
    "or fewer": Direction.UPPER,
    "or lower": Direction.UPPER,
    "or under": Direction.UPPER,
    "or below": Direction.UPPER,
    "or younger": Direction.UPPER,
    "at most": Direction.UPPER,
    "at the most": Direction.UPPER,
    "at maximum": Direction.UPPER,
}
_DATES = {
    "early": Direction.APPROXIMATE,
    "late": Direction.APPROXIMATE,
    "mid": Direction.APPROXIMATE,
    "mid -": Direction.APPROXIMATE,
    "middle of": Direction.APPROXIMATE,
    "beginning of": Direction.APPROXIMATE,
    "start of": Direction.APPROXIMATE,
    "end of": Direction.APPROXIMATE,
    "around": Direction.APPROXIMATE,
    "about": Direction.APPROXIMATE,
    "approximately": Direction.APPROXIMATE,
    "roughly": Direction.APPROXIMATE,
    "circa": Direction.APPROXIMATE,
    "c.": Direction.APPROXIMATE,
    "ca.": Direction.APPROXIMATE,
    "after": Direction.LOWER,
    "shortly after": Direction.LOWER,
    "soon after": Direction.LOWER,
    "not before": Direction.LOWER,
    "as early as": Direction.LOWER,
    "post -": Direction.LOWER,
    "before": Direction.UPPER,
    "shortly before": Direction.UPPER,
    "prior to": Direction.UPPER,
    "pre -": Direction.UPPER,
    "by": Direction.UPPER,
    "until": Direction.UPPER,
    "till": Direction.UPPER,
    "up to": Direction.UPPER,
    "no later than": Direction.UPPER,
    "not later than": Direction.UPPER,
    "as late as": Direction.UPPER,
    "as recently as": Direction.LOWER,
}
_ADVERBS = (
    "just, well, slightly, a little, a bit, far, significantly, marginally, not much, much, way"
)
_COMPARED = {
    "over": Direction.LOWER,
    "above": Direction.LOWER,
    "more than": Direction.LOWER,
    "under": Direction.UPPER,
    "below": Direction.UPPER,
    "fewer than": Direction.UPPER,
    "less than": Direction.UPPER,
    "short of": Direction.UPPER,
    "shy of": Direction.UPPER,
    "about": Direction.APPROXIMATE,
    "around": Direction.APPROXIMATE,
}
_PARTICIPLES = (
    "expected, projected, forecast, forecasted, predicted, anticipated, estimated, believed, "
    "thought, likely, unlikely, set, due, said, reported, understood, feared, known, assumed, "
    "planned, poised, on track, scheduled, presumed, alleged, supposed"
)
_MODALS = "could, may, might, would, should, will, can, must"
_VERBS = (
    "reach, be, be around, be about, total, number, exceed, hit, top, surpass, cost, rise to, "
    "grow to, climb to, fall to, drop to, have reached, have been, have exceeded, have numbered, "
    "have totalled, have hit, be as high as, be as many as, be as much as, be close to, "
    "amount to, stand at, last"
)


def _listed(phrases: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in phrases.split(","))


def _modal_phrases() -> tuple[str, ...]:
    """All of "expected to reach", "believed to be", "could exceed" and their like."""
    said = (f"{said} to {verb}" for said, verb in product(_listed(_PARTICIPLES), _listed(_VERBS)))
    may = (f"{modal} {verb}" for modal, verb in product(_listed(_MODALS), _listed(_VERBS)))
    return (*said, *may)


def _number_hedges() -> dict[str, Direction]:
    table = dict.fromkeys((*_modal_phrases(), *_listed(_EXPECTED)), Direction.EXPECTED)
    table |= dict.fromkeys(_listed(_APPROXIMATE), Direction.APPROXIMATE)
    table |= dict.fromkeys(_listed(_LOWER), Direction.LOWER)
    table |= dict.fromkeys(_listed(_UPPER), Direction.UPPER)
    compared = product(_listed(_ADVERBS), _COMPARED.items())
    return table | {f"{adverb} {word}": direction for adverb, (word, direction) in compared}


_NUMBERS = _number_hedges()
_BEFORE_NUMBERS = Phrases(_NUMBERS)
_BEFORE_DATES = Phrases(
    _DATES | dict.fromkeys((*_modal_phrases(), *_listed(_EXPECTED)), Direction.EXPECTED)
)
_MOVED = word_set(
    "add adds added climbed climbing goes going gone jumped moved pushed revised rose rounded "
    "shot stepped went"
)
_BEHIND = Phrases(_AFTER)

HEDGES = {**_DATES, **_AFTER, **_NUMBERS}
"""Every hedge in lower case, with the direction it gives the figure beside it."""


def hedge_before(tokens: Tokens, first: int, *, floor: int, dated: bool = False) -> int:
    """The index at which the chain of hedges that ends before token `first` begins.

    `floor` is the first token the chain may take; without a hedge the result is `first`.
    """
    phrases = _BEFORE_DATES if dated else _BEFORE_NUMBERS
    while found := phrases.before(tokens, first):
        if found[1] < floor or _moves(tokens, found[1]):
            break
        first = found[1]
    return first


def _moves(tokens: Tokens, index: int) -> bool:
    """Whether an "up to" at `index` says where something went: revised up to 478,000."""
    return tokens.word(index) == "up" and tokens.word(index - 1) in _MOVED


def hedge_after(tokens: Tokens, last: int) -> int:
    """The index after the hedge that begins at token `last`; `last` itself without one."""
    at = tokens.after_hyphen(last)
    found = _BEHIND.at(tokens, at)
    return found[1] if found else last


def direction(qualifier: str | None) -> Direction | None:
    """Where the true value lies by this qualifier; the hedge nearest to the figure decides."""
    if not qualifier:
        return None
    if qualifier in HEDGES:
        return HEDGES[qualifier]
    words = qualifier.split()
    tails = (" ".join(words[start:]) for start in range(1, len(words)))
    return next((HEDGES[tail] for tail in tails if tail in HEDGES), None)
