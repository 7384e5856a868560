"""Which facts a note tells: the best ranked, the same fact once.

The choice is maximal marginal relevance (Carbonell and Goldstein 1998).
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.briefing import telling
from rag.briefing.agreement import one_fact
from rag.briefing.material import Material
from rag.briefing.ranking import Ranked
from rag.briefing.request import Scale
from rag.briefing.telling import Telling
from rag.briefing.wording import Standing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]

_LEANS: Final = 0.06
_REDUNDANCY: Final = 0.35
_LEAST_ALIKE: Final = 0.5
_SAME_TOPIC: Final = 0.05


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact and the sentences that tell it, the best telling first."""

    score: float
    tellings: tuple[Telling, ...]
    members: tuple[int, ...]
    """The sentences that tell it, the best telling's first."""

    @property
    def others(self) -> tuple[int, ...]:
        """The sentences that tell it besides those of the best telling."""
        return tuple(at for at in self.members if at not in self.tellings[0].sentences)


def choose(material: Material, ranked: Ranked, scale: Scale) -> tuple[Fact, ...]:
    """The facts worth telling, best first, each with every sentence that tells it."""
    plans, scores = _plans(material, ranked), ranked.scores
    wanted = how_many(len(plans), scale)
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


def how_many(sentences: int, scale: Scale) -> int:
    """How many facts a note over this many sentences tells."""
    wanted = math.ceil(scale.points_per_root * math.sqrt(sentences))
    return max(scale.fewest_points, min(scale.most_points, wanted))


def _plans(material: Material, ranked: Ranked) -> dict[int, Telling]:
    """How each sentence the note is about can be told, those that cannot left out."""
    planned = ((at, telling.plan(material, at)) for at in ranked.about)
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

    Average-link clustering of the facts' first sentences, after what all of them have in common
    is taken from their vectors: the subject of the note is no topic of it.
    """
    import numpy as np

    if not facts:
        return ()
    likeness = _apart(material, facts)
    groups: list[list[int]] = [[at] for at in range(len(facts))]
    while len(groups) > 1:
        pairs = [
            (float(likeness[np.ix_(a, b)].mean()), -i, -j)
            for i, a in enumerate(groups)
            for j, b in enumerate(groups)
            if i < j
        ]
        closest, first, second = max(pairs)
        if closest < _SAME_TOPIC:
            break
        groups[-first] += groups.pop(-second)
    found = ([facts[at] for at in group] for group in groups)
    return tuple(tuple(sorted(group, key=lambda fact: min(fact.members))) for group in found)


def _apart(material: Material, facts: tuple[Fact, ...]) -> "Scores":
    """Cosines of the facts' first sentences, their mean subtracted."""
    import numpy as np

    rows = material.vectors[[fact.members[0] for fact in facts]]
    own = rows - rows.mean(axis=0)
    own /= np.maximum(np.linalg.norm(own, axis=1, keepdims=True), 1e-6)
    likeness: Scores = own @ own.T
    return likeness
