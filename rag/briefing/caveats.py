"""Sentences that say how sure their source is: unverified, alleged, believed, not acknowledged."""

import re
from collections.abc import Sequence
from typing import Final

from rag.briefing import telling
from rag.briefing.material import Material
from rag.briefing.ranking import Ranked
from rag.briefing.telling import Telling
from rag.briefing.wording import Standing, connective_end
from rag.briefing.words import tokens

_EXPRESS: Final = 1
_SHORT: Final = 8
"""Most words of a sentence that says too little by itself."""
_STRENGTHS: Final = (
    re.compile(
        r"\b(?:not|never|neither|nor|unable to|yet to|could ?n.t|cannot|has ?n.t|have ?n.t|"
        r"did ?n.t|no)\b[^.;]{0,60}\b(?:verif|confirm|corroborat|authenticat|substantiat)|"
        r"\b(?:unverified|unconfirmed|unsubstantiated|uncorroborated)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:not|never|neither|nor|yet to|has ?n.t|have ?n.t|did ?n.t|no)\b[^.;]{0,60}\b"
        r"(?:acknowledg|disclos|released? (?:any )?(?:details|figures))|"
        r"\b(?:not known|unclear|unknown)\b|\bwithout (?:specifying|giving|providing|naming|citing|offering) |"
        r"\b(?:declined to|did not (?:immediately )?(?:respond|reply|comment)|no evidence|disputed|disputes)\b|"
        r"\b(?:is|are|was|were) (?:untrue|false|baseless|unfounded)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:alleg(?:ed|edly|es|ing)|reportedly|purported(?:ly)?|supposed(?:ly)?|rumou?rs?|"
        r"preliminary|provisional|apparently|suspected)\b|"
        r"\b(?:I|we) (?:am|are|was|were|have been) (?:also )?told\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:(?:is|are|was|were) (?:believed|thought|understood|presumed) to|"
        r"(?:experts|analysts|officials|observers|investigators) (?:believe|think|suspect|say they)|"
        r"may have|might have|possibly|is expected to reach)\b",
        re.IGNORECASE,
    ),
)
"""Expressly unverified, withheld or unclear, alleged, and only believed."""


def strength(text: str) -> int | None:
    """0 for the expressly unverified, 1 withheld, 2 alleged, 3 believed; None for no caveat."""
    return next((at for at, pattern in enumerate(_STRENGTHS) if pattern.search(text)), None)


def words(text: str) -> re.Match[str] | None:
    """The first words of the strongest caveat in `text`."""
    return next((found for pattern in _STRENGTHS if (found := pattern.search(text))), None)


def find(material: Material, ranked: Ranked) -> tuple[tuple[int, Telling], ...]:
    """The caveats as (strength, telling), the strongest first, then by rank."""
    found = []
    for index in material.without_copies(ranked.about):
        degree = strength(material.text(index))
        plan = _plan(material, index, degree) if degree is not None else None
        if degree is not None and plan is not None:
            found.append((degree, -float(ranked.scores[index]), index, plan))
    ordered = sorted(found, key=lambda row: row[:3])
    plans = [plan for *_, plan in ordered]
    return tuple(
        (degree, plan) for degree, _, _, plan in ordered if not _within_another(plan, plans)
    )


def _plan(material: Material, index: int, degree: int) -> Telling | None:
    """How to tell the caveat; an express one is told even where it leans on what went before."""
    plan = telling.plan(material, index)
    if plan is not None and _names_nobody(material.text(index)):
        return telling.with_sentence_before(material, index) or plan
    if plan is not None or degree > _EXPRESS:
        return plan
    cut = connective_end(material.text(index))
    return Telling(index, index, cut, None, Standing.LEANS)


def _names_nobody(text: str) -> bool:
    """Whether a short sentence does not say of whom it is: `The company declined to comment`."""
    words = [token for token in tokens(text) if token.is_word]
    return len(words) <= _SHORT and not any(word.is_name for word in words[1:])


def _within_another(plan: Telling, plans: Sequence[Telling]) -> bool:
    """Whether a longer telling holds these very sentences."""
    own = set(plan.sentences)
    return any(own < set(other.sentences) for other in plans)
