"""Who did it to whom, and what something is said to be.

Every word of “Kevin fired Dwight” stands in “Dwight fired Kevin”; only their order tells.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from rag.checker.claims import Claim
from rag.checker.evidence import EvidenceBase
from rag.checker.names import root
from rag.checker.words import Word, word_set, words
from rag.opposites import stem

_REACH: Final = 4
"""Words between the one who acts and the one acted on."""
_MUTUAL: Final = frozenset(
    map(
        stem,
        "and or with against meet met marry married wed join date dated talk fight fought play "
        "played border resemble equal versus cousin sibling brother sister friend colleague "
        "divorce divorced".split(),
    )
)
"""Stems beside which the two may change places."""
_BY: Final = "by"
_COMPLEMENT: Final = re.compile(
    r"\b(?:is|are|was|were|(?:called|named|termed|known as)(?! after| for))\s+the\s+"
    r"([\w’'-]+(?: [\w’'-]+)?)\s*[.!]?\s*\Z"
)
_VAGUE: Final = word_set(
    "same case reason result answer one way truth problem issue winner loser best worst most "
    "least first last only main"
)
_ALIKE: Final = 4
"""Letters that words of one family share at least."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Who does what to whom, by the roots of names and the stem of what is done."""

    agent: frozenset[str]
    stem: str
    patient: frozenset[str]


def reversed_deeds(claim: Claim, base: EvidenceBase) -> tuple[Deed, ...]:
    """The deeds that the evidence tells only the other way round."""
    return tuple(
        deed
        for deed in _deeds(claim)
        if _told(Deed(deed.patient, deed.stem, deed.agent), base) and not _told(deed, base)
    )


def unknown_complement(claim: Claim, base: EvidenceBase) -> str | None:
    """What something is said to be, in a word or two that end the sentence, if none is known."""
    found = _COMPLEMENT.search(claim.text)
    if found is None:
        return None
    said = tuple(word for word in words(found[1]) if word.means)
    if not said or any(word.key in _VAGUE for word in said):
        return None
    return None if any(_known(word.stem, base.stems) for word in said) else found[1]


def _deeds(claim: Claim) -> Iterator[Deed]:
    for run, following in pairwise(claim.runs):
        between = [
            word
            for word in claim.words
            if run[-1].word.end <= word.start and word.end <= following[0].word.start
        ]
        if len(between) > _REACH:
            continue
        agent = frozenset(root(name.word.key) for name in run)
        patient = frozenset(root(name.word.key) for name in following)
        yield from _ordered(agent, between, patient)


def _ordered(
    agent: frozenset[str], between: Sequence[Word], patient: frozenset[str]
) -> Iterator[Deed]:
    """What the words between two names tell of them; in the passive the second one acts."""
    stems = {word.stem for word in between if word.means}
    if {word.stem for word in between} & _MUTUAL or agent & patient:
        return
    if any(word.key == _BY for word in between):
        agent, patient = patient, agent
    for done in sorted(stems):
        yield Deed(agent, done, patient)


def _told(deed: Deed, base: EvidenceBase) -> bool:
    return any(deed in _deeds_in(passage.words, deed) for passage in base.passages)


def _deeds_in(listed: Sequence[Word], deed: Deed) -> Iterator[Deed]:
    """What a passage tells of the two whose names the deed has, a part of a name for the name."""
    places = [
        (at, whose)
        for at, word in enumerate(listed)
        for whose in (deed.agent, deed.patient)
        if root(word.key) in whose
    ]
    for (one, agent), (other, patient) in pairwise(places):
        if agent != patient and other - one - 1 <= _REACH:
            yield from _ordered(agent, listed[one + 1 : other], patient)


def _known(stemmed: str, stems: frozenset[str]) -> bool:
    """Whether a word of the same family is among the stems."""
    return any(
        stemmed == other
        or (len(other) >= _ALIKE and stemmed.startswith(other))
        or (len(stemmed) >= _ALIKE and other.startswith(stemmed))
        for other in stems
    )
