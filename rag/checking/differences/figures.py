"""Figures and dates that the source has otherwise, and hedges that they lost."""

from collections.abc import Iterator
from typing import Final

from rag.briefing import attribution
from rag.checker import swaps
from rag.checker.figures import Match, checked, match, tells
from rag.checker.standing import DOUBTS
from rag.checking.differences.pair import Pair
from rag.checking.result import Fault, NoteFinding
from rag.checking.tokens import tokens
from rag.checking.verbatim import stands_in
from rag.domain import Kind, Quantity
from rag.quantities import Direction, direction, find, same

_ALIKE: Final = tuple(
    frozenset(words.split())
    for words in (
        "after following follow since",
        "last past previous prior ago earlier previ preced",
    )
)
"""Words that place a time alike, with their stems."""
_OPPOSED: Final = frozenset((Direction.LOWER, Direction.UPPER, Direction.APPROXIMATE))


def findings(pair: Pair) -> Iterator[NoteFinding]:
    """Every figure or date of the note that stands not so in what it cites."""
    cited = tuple(q for text in pair.others for q in find(text))
    dated = find(pair.evidence.date) if pair.evidence.date else ()
    exact = stands_in(pair.told, pair.source)
    for quantity in pair.told_quantities:
        kind = Fault.DATE if quantity.kind is Kind.DATE else Fault.FIGURE
        rival = _rival(quantity, pair)
        if exact or _stands(quantity, pair, (*cited, *dated), replaced=rival is not None):
            yield from _hedge(quantity, pair, cited)
        elif rival is not None or not tells(quantity):
            yield _otherwise(kind, quantity, rival or _left_over(quantity, pair))
    for quantity, stem in swaps.swapped(pair.claim, pair.base):
        if _in_its_place(quantity, stem, pair):
            continue
        kind = Fault.DATE if quantity.kind is Kind.DATE else Fault.FIGURE
        reason = f"the source tells another figure of “{_word(stem, pair)}”"
        yield NoteFinding(kind, quantity.text, reason, suggestion=pair.source)


def _stands(
    quantity: Quantity, pair: Pair, cited: tuple[Quantity, ...], *, replaced: bool
) -> bool:
    """Whether the source sentence has it in that place, or another cited one has it."""
    if not checked(quantity):
        return _worded(quantity, pair)
    if match(quantity, pair.quantities) is not Match.ABSENT:
        return not replaced
    if replaced:
        return False
    if match(quantity, cited) is not Match.ABSENT:
        return True
    return quantity.kind in (Kind.OTHER, Kind.ORDINAL) and _worded(quantity, pair)


def _in_its_place(quantity: Quantity, stem: str, pair: Pair) -> bool:
    """Whether a figure and a word stand to each other as in the source, or the word tells who says it.

    They do not where a figure between them was left out: “100 were ~~killed, 1,000~~ wounded”.
    """
    aligned, figure = pair.alignment, _figure_tokens(quantity, pair)
    things = [at for at, token in enumerate(aligned.note) if token.stem == stem]
    reports = attribution.find(pair.told)
    starts = [aligned.note[at].start for at in things]
    if any(one.speaker_start <= start < one.speaker_end for one in reports for start in starts):
        return True
    if not figure or not set(figure) <= aligned.steady:
        return False
    places = (aligned.pairs[at] for at in things if at in aligned.steady)
    return any(not _figure_left_out(aligned.pairs[figure[0]], other, pair) for other in places)


def _figure_left_out(one: int, other: int, pair: Pair) -> bool:
    """Whether the source has a figure between two of its words that the note has not."""
    low, high = sorted((one, other))
    dropped = [pair.alignment.source[at] for at in pair.alignment.dropped if low < at < high]
    return any(
        found.figure_start <= token.start < found.figure_end
        for found in pair.quantities
        for token in dropped
    )


def _worded(quantity: Quantity, pair: Pair) -> bool:
    """Whether all its words stand in what is cited: “several hundred”, “on Thursday”."""
    held = {token.stem for text in (pair.source, *pair.others) for token in tokens(text)}
    start, end = quantity.figure_start - quantity.start, quantity.figure_end - quantity.start
    bare = quantity.text[start:end] or quantity.text
    return all(
        token.stem in held or any(token.key in same and same & held for same in _ALIKE)
        for token in tokens(bare)
        if token.means
    )


def _rival(quantity: Quantity, pair: Pair) -> Quantity | None:
    """The figure that the source has in the place of this one."""
    at = _figure_token(quantity, pair)
    if at is None or at in pair.alignment.pairs:
        return None
    against = pair.alignment.against(at)
    for other in pair.quantities:
        held = any(other.start <= token.start < other.end for token in against)
        if held and not same(quantity, other) and match(quantity, (other,)) is not Match.EQUAL:
            return other
    return None


def _figure_token(quantity: Quantity, pair: Pair) -> int | None:
    """The note's first token of the bare figure that the source sentence has not."""
    held = _figure_tokens(quantity, pair)
    added = [at for at in held if at not in pair.alignment.pairs]
    return next(iter(added or held), None)


def _figure_tokens(quantity: Quantity, pair: Pair) -> list[int]:
    return [
        at
        for at, token in enumerate(pair.alignment.note)
        if quantity.figure_start <= token.start < quantity.figure_end
    ]


def _left_over(quantity: Quantity, pair: Pair) -> Quantity | None:
    """A figure of the same kind in the source sentence that the note has not."""
    free = (
        other
        for other in pair.quantities
        if other.kind is quantity.kind and match(other, pair.told_quantities) is Match.ABSENT
    )
    return next(free, None)


def _word(stem: str, pair: Pair) -> str:
    """The note's word of this stem."""
    return next((token.text for token in pair.alignment.note if token.stem == stem), stem)


def _otherwise(kind: Fault, quantity: Quantity, rival: Quantity | None) -> NoteFinding:
    if rival is None:
        return NoteFinding(kind, quantity.text, "what it cites has no such figure")
    return NoteFinding(
        kind, quantity.text, f"the source has “{rival.text}”", suggestion=rival.text
    )


def _hedge(quantity: Quantity, pair: Pair, cited: tuple[Quantity, ...]) -> Iterator[NoteFinding]:
    """The hedge that every equal figure of the source has and this one has not."""
    equal = tuple(other for other in pair.quantities if _one_figure(quantity, other))
    known = (*equal, *_equal(quantity, cited))
    doubts = [DOUBTS.search(other.qualifier or "") for other in known]
    doubted = DOUBTS.search(quantity.qualifier or "") or _doubts_anew(pair)
    if equal and all(doubts) and not doubted and doubts[0]:
        reason = f"the source says “{equal[0].text}”"
        yield NoteFinding(Fault.HEDGE, doubts[0].group(), reason, suggestion=equal[0].text)
        return
    ways = {direction(other.qualifier) for other in known}
    own = direction(quantity.qualifier)
    if not equal or None in ways or own in ways:
        return
    if own is None:
        found = equal[0].qualifier or ""
        if Direction.EXPECTED in ways and DOUBTS.search(pair.told):
            return
        reason = f"the source says “{equal[0].text}”"
        yield NoteFinding(Fault.HEDGE, found, reason, suggestion=equal[0].text)
    elif own in _OPPOSED and not (Direction.EXPECTED in ways and DOUBTS.search(pair.told)):
        reason = f"the source says “{equal[0].text}”"
        yield NoteFinding(Fault.HEDGE, quantity.text, reason, suggestion=equal[0].text)


def _equal(quantity: Quantity, cited: tuple[Quantity, ...]) -> Iterator[Quantity]:
    return (other for other in cited if _one_figure(quantity, other))


def _one_figure(one: Quantity, other: Quantity) -> bool:
    """Whether both have one value; that of a clock is told in words like “2:25 a.m.”."""
    told = isinstance(one.value, str) and one.kind is other.kind
    return same(one, other) or (told and one.value == other.value)


def _doubts_anew(pair: Pair) -> bool:
    """Whether the note doubts in a word that it has not from the source."""
    return any(
        pair.index(found.start()) not in pair.alignment.pairs
        for found in DOUBTS.finditer(pair.told)
    )
