"""Figures, names and roles that a sentence puts where the evidence has others.

Each of them stands somewhere in the evidence, so looking for it finds it. What gives it away is
its company: the words beside it stand beside another figure, or it is nowhere beside the name
that it is joined to.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from rag.checker.claims import Claim, within
from rag.checker.evidence import EvidenceBase, Passage
from rag.checker.figures import Match, checked, match
from rag.checker.names import Name, root
from rag.checker.words import Word
from rag.domain import Quantity
from rag.opposites import stem

_AROUND_CLAIM: Final = 2
_AROUND_EVIDENCE: Final = 4
_REPLACED: Final = 0.5
"""By how much more of its neighbours another figure has than the figure itself."""
_BEHIND: Final = 3
"""Content words behind a figure among which the thing counted is."""
_JOINED: Final = 3
"""Words from one name to the next of the same run."""
_PREPOSITIONS: Final = re.compile(r"[ ,]{0,2}(?:(?:in|at|of|from|near|for|with) )?")
_ROLES: Final = {
    stem(role): family.split()[0]
    for family in (
        "founder cofounder",
        "ceo",
        "cfo",
        "coo",
        "cto",
        "president",
        "chairman chairwoman chairperson chair",
        "director",
        "minister",
        "senator",
        "governor",
        "mayor",
        "spokesman spokeswoman spokesperson",
        "lawyer attorney",
        "judge justice",
        "analyst",
        "engineer",
        "professor",
        "doctor physician",
        "designer",
        "coach",
        "captain",
        "editor",
        "reporter journalist",
        "author writer",
        "singer",
        "actor actress",
        "king",
        "queen",
        "prince",
        "chancellor",
        "ambassador",
        "commissioner",
    )
    for role in family.split()
}
"""The family of each stem of a role that a person seldom has beside another of the list."""
_BESIDE_CLAIM: Final = 25
"""Characters between a role and the name that has it."""
_BESIDE_EVIDENCE: Final = 80
"""The same in evidence, which may tell it in more words."""


def figures_replaced(claim: Claim, base: EvidenceBase) -> tuple[Quantity, ...]:
    """The figures in whose place the evidence has another: five stores for 11 stores."""
    return tuple(
        quantity
        for quantity in claim.quantities
        if checked(quantity)
        and match(quantity, base.quantities) is not Match.ABSENT
        and (_taken(quantity, claim, base) or _counts_another(quantity, claim, base))
    )


def names_parted(claim: Claim, base: EvidenceBase) -> tuple[tuple[Name, Name], ...]:
    """The pairs of names joined in the sentence that are nowhere together in the evidence."""
    return (*_broken_runs(claim, base), *_parted_runs(claim, base))


def roles_misplaced(claim: Claim, base: EvidenceBase) -> tuple[Word, ...]:
    """The roles beside a name near which the evidence has only other roles: founder for minister."""
    return tuple(
        word
        for word in claim.words
        if word.stem in _ROLES
        and (named := _named(word, claim))
        and (held := _roles_of(named, base))
        and _ROLES[word.stem] not in held
    )


def _taken(quantity: Quantity, claim: Claim, base: EvidenceBase) -> bool:
    """Whether another figure of its kind has more of the words beside it.

    Not one in the same passage: “100 troops were killed and 1,000 wounded” is of troops twice.
    """
    words = tuple(word for word in claim.content if not within(word, claim.quantities))
    near = _beside(quantity, words, _AROUND_CLAIM)
    if not near:
        return False
    own = other = 0.0
    for passage in base.passages:
        both = match(quantity, passage.quantities) is not Match.ABSENT
        for found in passage.quantities:
            if not checked(found):
                continue
            share = len(near & _beside(found, passage.content, _AROUND_EVIDENCE)) / len(near)
            if match(quantity, (found,)) is not Match.ABSENT:
                own = max(own, share)
            elif (
                not both
                and _rivals(quantity, found)
                and match(found, claim.quantities) is Match.ABSENT
            ):
                other = max(other, share)
    return other - own >= _REPLACED


def _counts_another(quantity: Quantity, claim: Claim, base: EvidenceBase) -> bool:
    """Whether the thing right behind the figure is counted only by other figures."""
    thing = _counted(quantity, claim)
    if thing is None:
        return False
    own = any(
        match(quantity, (found,)) is not Match.ABSENT and thing.stem in _behind(found, passage)
        for passage in base.passages
        for found in passage.quantities
    )
    behind = [
        found
        for passage in base.passages
        if match(quantity, passage.quantities) is Match.ABSENT
        for found in passage.quantities
        if checked(found) and thing.stem in _behind(found, passage)
    ]
    return not own and any(_rivals(quantity, found) for found in behind)


def _counted(quantity: Quantity, claim: Claim) -> Word | None:
    following = next((word for word in claim.words if word.start >= quantity.end), None)
    if following is None or not following.means or within(following, claim.quantities):
        return None
    return None if claim.text[quantity.end : following.start].strip(" -") else following


def _behind(quantity: Quantity, passage: Passage) -> tuple[str, ...]:
    stems = tuple(word.stem for word in passage.content if word.start >= quantity.end)
    return stems[:_BEHIND]


def _beside(quantity: Quantity, words: tuple[Word, ...], count: int) -> frozenset[str]:
    left = [word.stem for word in words if word.end <= quantity.start][-count:]
    right = [word.stem for word in words if word.start >= quantity.end][:count]
    return frozenset((*left, *right))


def _rivals(one: Quantity, other: Quantity) -> bool:
    return one.kind is other.kind and one.unit == other.unit


def _broken_runs(claim: Claim, base: EvidenceBase) -> Iterator[tuple[Name, Name]]:
    """Fort Myers, where the evidence has Fort Lauderdale and Myers."""
    for one, other in (pair for run in claim.runs for pair in pairwise(run)):
        gap = claim.text[one.word.end : other.word.start]
        if one.title or other.title or gap.strip(" .-"):
            continue
        places = [
            (_places(passage, {one}), _places(passage, {other})) for passage in base.passages
        ]
        together = any(
            abs(here - there) <= _JOINED
            for first, second in places
            for here in first
            for there in second
        )
        if not together and any(first for first, _ in places) and any(last for _, last in places):
            yield one, other


def _parted_runs(claim: Claim, base: EvidenceBase) -> Iterator[tuple[Name, Name]]:
    """The Pearl Room in Chicago, where no passage has the Pearl Room and Chicago."""
    for run, following in pairwise(claim.runs):
        if not _PREPOSITIONS.fullmatch(claim.text[run[-1].word.end : following[0].word.start]):
            continue
        places = [
            (_places(passage, set(run)), _places(passage, set(following)))
            for passage in base.passages
        ]
        together = any(first and last for first, last in places)
        if not together and any(first for first, _ in places) and any(last for _, last in places):
            yield run[-1], following[0]


def _places(passage: Passage, wanted: set[Name]) -> tuple[int, ...]:
    roots = {root(name.word.key) for name in wanted}
    return tuple(at for at, word in enumerate(passage.words) if root(word.key) in roots)


def _named(role: Word, claim: Claim) -> frozenset[str]:
    """The roots of the names beside a role."""
    return frozenset(
        root(name.word.key)
        for name in claim.names
        if not name.title
        and min(abs(name.word.start - role.end), abs(role.start - name.word.end)) < _BESIDE_CLAIM
    )


def _roles_of(named: frozenset[str], base: EvidenceBase) -> frozenset[str]:
    """The families of the roles that stand near one of the names in some passage."""
    return frozenset(
        _ROLES[word.stem]
        for passage in base.passages
        for word in passage.words
        if word.stem in _ROLES
        for other in passage.words
        if root(other.key) in named and abs(other.start - word.start) < _BESIDE_EVIDENCE
    )
