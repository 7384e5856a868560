"""Which facts a note tells: ranked by centrality across documents, the same fact once.

Centrality follows LexRank (Erkan and Radev 2004) in spirit, with support counted from other
documents only; the choice is maximal marginal relevance (Carbonell and Goldstein 1998).
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.briefing import telling
from rag.briefing.agreement import bare, one_fact
from rag.briefing.material import Material
from rag.briefing.measures import Measure
from rag.briefing.telling import Telling
from rag.briefing.wording import Standing
from rag.briefing.words import tokens

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]

_POOL: Final = 12_000
"""Above this many sentences, support is counted against each document's centre."""
_BLOCK: Final = 1_024
_SUPPORT, _TYPICAL, _EARLY, _SALIENT, _TOLD_TWICE = 0.50, 0.20, 0.20, 0.10, 0.15
_LEANS, _LONG = 0.06, 0.08
_REDUNDANCY: Final = 0.35
_LEAST_ALIKE: Final = 0.5
_FEWEST, _MOST = 3, 14
_SAME_TOPIC: Final = 0.40
_READABLE: Final = (12, 45)


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact and the sentences that tell it, the best telling first."""

    score: float
    tellings: tuple[Telling, ...]
    members: tuple[int, ...]
    """The sentences behind the tellings, in the same order."""


def rank(material: Material) -> "Scores":
    """A score for each sentence, higher for what is central, early and rich in figures."""
    import numpy as np

    support, typical = _support(material)
    early = np.array([1 / math.sqrt(1 + sentence.ordinal) for sentence in material.sentences])
    salient = np.array([_salience(material, at) for at in range(len(material.sentences))])
    scores: Scores = (
        _SUPPORT * support
        + _TYPICAL * typical
        + _EARLY * early
        + _SALIENT * salient
        + _TOLD_TWICE * _told_elsewhere(material)
    ).astype(np.float32)
    return scores


def _salience(material: Material, index: int) -> float:
    words = [token for token in tokens(material.text(index)) if token.is_word]
    names = sum(word.is_name for word in words[1:])
    figures = sum(quantity.value is not None for quantity in material.quantities[index])
    outside = not _READABLE[0] <= len(words) <= _READABLE[1]
    return min(1.0, 0.3 * figures + 0.08 * names) - outside * _LONG / _SALIENT


def _told_elsewhere(material: Material) -> "Scores":
    """1 for each sentence with a figure that another document gives for a like event or noun."""
    import numpy as np

    sources: dict[tuple[str, str, tuple[str, ...]], set[int]] = {}
    keys = [tuple(_figure_keys(measures)) for measures in material.measures]
    for at, own in enumerate(keys):
        for key in own:
            sources.setdefault(key, set()).add(material.source_of[at])
    return np.array([any(len(sources[key]) > 1 for key in own) for own in keys], dtype=np.float32)


def _figure_keys(found: tuple[Measure, ...]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for measure in found:
        quantity = measure.quantity
        number = bare(quantity) if quantity.value is None else str(quantity.value)
        about = tuple(sorted(measure.event_kinds)) or ((measure.head,) if measure.head else ())
        for subject in about:
            yield quantity.kind.value, number, (subject,)


def _support(material: Material) -> tuple["Scores", "Scores"]:
    """Mean over the other documents of the nearest sentence, and nearness to the whole."""
    import numpy as np

    vectors = material.vectors
    filled = [source for source, count in enumerate(material.counts) if count]
    if not filled:
        empty = np.zeros(0, dtype=np.float32)
        return empty, empty
    starts = [material.starts[source] for source in filled]
    centres = np.add.reduceat(vectors, starts, axis=0)
    centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-9)
    whole = centres.mean(axis=0)
    typical = vectors @ (whole / max(float(np.linalg.norm(whole)), 1e-9))
    if len(filled) == 1:
        return typical, typical
    columns = {source: column for column, source in enumerate(filled)}
    own = np.array([columns[source] for source in material.source_of])
    support = np.empty(len(vectors), dtype=np.float32)
    for first in range(0, len(vectors), _BLOCK):
        rows = slice(first, first + _BLOCK)
        nearest = _nearest(vectors[rows], vectors, centres, starts)
        nearest[np.arange(len(nearest)), own[rows]] = 0.0
        support[rows] = nearest.sum(axis=1) / (len(filled) - 1)
    return support, typical


def _nearest(rows: "Scores", vectors: "Scores", centres: "Scores", starts: list[int]) -> "Scores":
    """Cosine of each row with the nearest sentence of each document."""
    import numpy as np

    if len(vectors) > _POOL:
        return np.asarray(rows @ centres.T, dtype=np.float32)
    return np.asarray(np.maximum.reduceat(rows @ vectors.T, starts, axis=1), dtype=np.float32)


def choose(material: Material, scores: "Scores") -> tuple[Fact, ...]:
    """The facts worth telling, best first, each with every sentence that tells it."""
    plans = _plans(material, scores)
    wanted = how_many(len(plans))
    facts: list[Fact] = []
    told: set[int] = set()
    penalty: dict[int, float] = dict.fromkeys(plans, 0.0)
    while len(facts) < wanted:
        left = [at for at in plans if not told.intersection(plans[at].sentences)]
        if not left:
            break
        best = max(left, key=lambda at: (_worth(scores, plans, at) - penalty[at], -at))
        members, tellings = _members(material, plans, best, told)
        fact = Fact(_worth(scores, plans, best), tellings, members)
        facts.append(fact)
        told.update(at for member in fact.tellings for at in member.sentences)
        told.update(fact.members)
        similar = material.vectors @ material.vectors[best]
        for at, paid in penalty.items():
            penalty[at] = max(paid, _REDUNDANCY * float(similar[at]))
    return tuple(facts)


def how_many(sentences: int) -> int:
    """How many key points a note over this many sentences has."""
    return max(_FEWEST, min(_MOST, math.ceil(1.8 * math.sqrt(sentences))))


def _plans(material: Material, scores: "Scores") -> dict[int, Telling]:
    """How each usable sentence can be told, those that cannot left out."""
    planned = ((at, telling.plan(material, at)) for at in material.usable)
    return {at: plan for at, plan in planned if plan is not None}


def _worth(scores: "Scores", plans: dict[int, Telling], index: int) -> float:
    plan = plans[index]
    leans = plan.standing is not Standing.STANDS
    pair = plan.first != plan.last
    fragment = bool(plan.cut) and plan.name is None
    return float(scores[index]) - _LEANS * (leans + 0.5 * pair + 0.5 * fragment)


def _members(
    material: Material, plans: dict[int, Telling], best: int, told: set[int]
) -> tuple[tuple[int, ...], tuple[Telling, ...]]:
    """The sentences that tell what `best` tells and are not told yet, and how to tell them."""
    if plans[best].first != plans[best].last:
        return (best,), (plans[best],)
    similar = material.vectors @ material.vectors[best]
    same = [
        at
        for at in material.usable
        if at not in told
        and at != best
        and similar[at] >= _LEAST_ALIKE
        and one_fact(material, best, at)
    ]
    members = (best, *sorted(same, key=lambda at: (-float(similar[at]), at)))
    whole = (plans[at] for at in members if at in plans and plans[at].first == plans[at].last)
    return members, tuple(whole)


def topics(material: Material, facts: tuple[Fact, ...]) -> tuple[tuple[Fact, ...], ...]:
    """The facts grouped by subject, the best group first, source order within each.

    Average-link clustering of the facts' first sentences.
    """
    groups: list[list[Fact]] = [[fact] for fact in facts]
    while len(groups) > 1:
        pairs = [
            (_alike(material, a, b), -i, -j)
            for i, a in enumerate(groups)
            for j, b in enumerate(groups)
            if i < j
        ]
        likeness, first, second = max(pairs)
        if likeness < _SAME_TOPIC:
            break
        groups[-first] += groups.pop(-second)
    return tuple(tuple(sorted(group, key=lambda fact: min(fact.members))) for group in groups)


def _alike(material: Material, one: list[Fact], other: list[Fact]) -> float:
    rows = material.vectors[[fact.members[0] for fact in one]]
    columns = material.vectors[[fact.members[0] for fact in other]]
    return float((rows @ columns.T).mean())
