"""Where each fact is told: its sources, the first date, and how sure the telling is."""

import re
from collections.abc import Iterable
from typing import Final

from rag.briefing import caveats
from rag.briefing.material import Material
from rag.domain import KeyFact, Statement

_REPORTED: Final = re.compile(
    r"\b(?:claim(?:s|ed)|alleg(?:es|ed|edly)|reportedly|believed|thought|suspected|estimated|"
    r"expected|may have|might have|possibly|apparently|unconfirmed|unverified)\b",
    re.IGNORECASE,
)


def told(material: Material, sentences: tuple[int, ...], statement: Statement) -> KeyFact:
    """The row of a fact that these sentences tell and `statement` states."""
    sources = tuple(dict.fromkeys(material.source_of[at] for at in sorted(sentences)))
    dates = [date for source in sources if (date := material.documents[source].told_date)]
    return KeyFact(
        sentence=statement,
        sources=sources,
        independent=len({material.origins[source] for source in sources}),
        first_date=min(dates, default=None),
        hedge=_hedge(material, sentences),
    )


def _hedge(material: Material, sentences: Iterable[int]) -> str | None:
    """The words that say how sure the fact is: a figure's hedge, a doubt, or a claim."""
    for at in sentences:
        for measure in material.measures[at]:
            if measure.quantity.qualifier:
                return measure.quantity.qualifier
    for at in sentences:
        found = _REPORTED.search(material.text(at)) or caveats.words(material.text(at))
        if found:
            return found.group()
    return None
