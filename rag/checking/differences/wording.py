"""Hedges and negations left out or put in, and words turned into their opposite."""

import re
from collections.abc import Iterator
from typing import Final

from rag.checker.standing import DOUBTS
from rag.checker.turns import ANSWERS, NEGATIONS
from rag.checking.differences.pair import Pair
from rag.checking.result import Fault, NoteFinding
from rag.checking.tokens import tokens
from rag.opposites import contrary

_SCOPES: Final = re.compile(
    r"\b(?:partly|partially|in part(?= (?:to|because|due|by|from)\b)|largely|mostly|mainly|primarily|generally|usually|often|"
    r"sometimes|occasionally|seldom|rarely|temporarily|almost|nearly|virtually|broadly|some|"
    r"most|many|several|few|numerous|various|multiple|about|around|roughly|approximately|tentatively|preliminary|"
    r"in principle|at least|at most|up to|more than|less than|fewer than|suspected|"
    r"rumou?rs?|rumou?red|plan(?:s|ned|ning) to|intends? to|aims? to|hopes? to|"
    r"tr(?:y|ies|ied) to|attempted to|claim(?:s|ed)?|believed?|believes?|think(?:s)?|thought|"
    r"estimated?|estimates?|suggest(?:s|ed)?|alleg(?:es|ed)|predict(?:s|ed)?|expect(?:s|ed)?|"
    r"accus(?:es|ed)|can)\b",
    re.IGNORECASE,
)
"""Words that bound what is said, beside those that doubt it."""
_CERTAIN: Final = re.compile(
    r"\b(?:definitely|certainly|undoubtedly|clearly|always|never|every|all|guaranteed|completely|"
    r"entirely|proven?|must)\b",
    re.IGNORECASE,
)
_UNVERIFIED: Final = re.compile(
    r"\b(?:unverified|unconfirmed|not (?:\w+ )?(?:been )?(?:\w+ )?(?:verified|confirmed)|"
    r"yet to be (?:\w+ )?(?:verified|confirmed)|disputed|denied)\b",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(r"[:;](?=\s)")
"""What no hedge or negation reaches over."""
_REACH: Final = 4
"""Content words behind a hedge or negation that it bears on."""


def findings(pair: Pair) -> Iterator[NoteFinding]:
    """What the note says more firmly, denies, or says the opposite of."""
    yield from _hedges(pair)
    yield from _certainties(pair)
    yield from _negations(pair)
    yield from _opposites(pair)


def _hedges(pair: Pair) -> Iterator[NoteFinding]:
    told = [*DOUBTS.finditer(pair.told), *_SCOPES.finditer(pair.told)]
    added = {at for found in told if (at := pair.index(found.start())) not in pair.alignment.pairs}
    done: set[int] = set()
    for found in (*DOUBTS.finditer(pair.source), *_SCOPES.finditer(pair.source)):
        held = pair.covers(found)
        if done & set(held) or _in_figure(pair, found) or not _left_out(pair, held):
            continue
        if added or not _bears(pair, held[-1]):
            continue
        done |= set(held)
        reason = "the source does not say it so firmly"
        suggestion = f"keep “{found.group()}”"
        yield NoteFinding(Fault.HEDGE, found.group(), reason, suggestion=suggestion)
    yield from _unverified(pair)


def _unverified(pair: Pair) -> Iterator[NoteFinding]:
    """The source's own doubt about what it tells, in a clause that was cut."""
    found = _UNVERIFIED.search(pair.source)
    if found is None or _UNVERIFIED.search(pair.told) or DOUBTS.search(pair.told):
        return
    held = pair.covers(found)
    if held and _left_out(pair, held) and not _bears(pair, held[-1]):
        reason = "the source doubts it"
        yield NoteFinding(Fault.HEDGE, found.group(), reason, suggestion=f"keep “{found.group()}”")


def _in_figure(pair: Pair, found: re.Match[str]) -> bool:
    """Whether it is the hedge of a figure, which is looked at with the figure."""
    return any(
        other.start <= found.start() < other.end and other.qualifier for other in pair.quantities
    )


def _left_out(pair: Pair, held: tuple[int, ...]) -> bool:
    """Whether none of the source's tokens is kept, but for function words such as "to"."""
    kept = [at for at in held if at in pair.alignment.kept]
    weighty = [at for at in held if pair.alignment.source[at].means]
    return bool(held) and not (set(weighty or held) & set(kept))


def _bears(pair: Pair, last: int) -> bool:
    """Whether the note keeps one of the words that a hedge or negation bears on."""
    source = pair.alignment.source
    parted = _PARTS.search(pair.source, source[last].end)
    end = parted.start() if parted else len(pair.source)
    behind = [at for at in range(last + 1, len(source)) if source[at].means]
    behind = [at for at in behind if source[at].start < end][:_REACH]
    if not behind and not parted:
        behind = [at for at in range(last) if source[at].means][-_REACH:]
    return any(at in pair.alignment.kept for at in behind[:2])


def _certainties(pair: Pair) -> Iterator[NoteFinding]:
    for found in _CERTAIN.finditer(pair.told):
        at = pair.index(found.start())
        if at is None or at in pair.alignment.pairs:
            continue
        if not re.search(rf"\b{found.group()}\b", "\n".join(pair.others), re.IGNORECASE):
            reason = "the source does not say so"
            yield NoteFinding(Fault.HEDGE, found.group(), reason)


def _negations(pair: Pair) -> Iterator[NoteFinding]:
    put_in = [
        found
        for found in NEGATIONS.finditer(pair.told)
        if (at := pair.index(found.start())) is not None and at not in pair.alignment.pairs
    ]
    left_out = [
        found
        for found in ANSWERS.finditer(pair.source)
        if (held := pair.covers(found)) and _left_out(pair, held)
    ]
    answered = any(
        at not in pair.alignment.pairs
        for found in ANSWERS.finditer(pair.told)
        if (at := pair.index(found.start())) is not None
    )
    if put_in and not left_out and not _told_by_others(pair):
        words = put_in[0].group()
        yield NoteFinding(Fault.NEGATION, words, "the source denies nothing there")
    for found in left_out:
        if not answered and _bears(pair, pair.covers(found)[-1]):
            words = found.group()
            reason = "the source denies it"
            yield NoteFinding(Fault.NEGATION, words, reason, suggestion=f"keep “{words}”")


def _told_by_others(pair: Pair) -> bool:
    return any(ANSWERS.search(text) for text in pair.others)


def _opposites(pair: Pair) -> Iterator[NoteFinding]:
    aligned = pair.alignment
    held = {token.stem for text in (pair.source, *pair.others) for token in tokens(text)}
    for at in (*aligned.added, *sorted(aligned.moved)):
        token, moved = aligned.note[at], at in aligned.moved
        if not token.means or (token.stem in held and not moved):
            continue
        for other in aligned.left_in_place(at) if moved else aligned.against(at):
            if contrary(token.key, other.key):
                reason = f"the source has “{other.text}”"
                yield NoteFinding(Fault.DIRECTION, token.text, reason, suggestion=other.text)
