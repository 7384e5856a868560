"""What happens to the people that a figure counts: killed, wounded, missing."""

import re
from collections.abc import Sequence
from typing import Final

from rag.domain import Quantity

EVENTS: Final = {
    "death": re.compile(
        r"\b(?:killed|kill|killing|kills|dead|died|die|dies|dying|deaths?|fatalit(?:y|ies)|slain|"
        r"perished|los(?:t|ing) (?:their|his|her) li(?:ves|fe)|casualt(?:y|ies))\b",
        re.IGNORECASE,
    ),
    "injury": re.compile(
        r"\b(?:injur(?:ed|ies|y|ing)|wound(?:ed|s|ing)|hurt|casualt(?:y|ies))\b", re.IGNORECASE
    ),
    "missing": re.compile(r"\b(?:missing|disappeared|unaccounted)\b", re.IGNORECASE),
    "arrest": re.compile(r"\b(?:arrest(?:ed|s)?|detained|in custody)\b", re.IGNORECASE),
    "flight": re.compile(r"\b(?:displaced|evacuat(?:ed|ions?)|fled|homeless)\b", re.IGNORECASE),
    "illness": re.compile(
        r"\b(?:infect(?:ed|ions?)|cases|tested positive|hospitali[sz](?:ed|ations?)|sicken(?:ed|s|ing)"
        r"|(?:get|gets|got|getting|fall|falls|fell|fallen|become|became|made) (?:sick|ill))\b",
        re.IGNORECASE,
    ),
    "sending": re.compile(
        r"\b(?:sent|send(?:s|ing)?|deploy(?:ed|s|ing)?|dispatch(?:ed|es|ing)?)\b", re.IGNORECASE
    ),
    "exposure": re.compile(r"\bexposed\b", re.IGNORECASE),
    "survival": re.compile(r"\b(?:surviv(?:ed?|es|ors?)|rescued)\b", re.IGNORECASE),
}
"""Words for what happens to the people a figure counts."""

_SENT: Final = frozenset({"sending"})
_HOSPITAL: Final = re.compile(r"\bhospitals?\b", re.IGNORECASE)
_DIRECTLY: Final = 3
"""Words between a verb and the figure that it tells of: killing more than 40."""
_WORD: Final = re.compile(r"[\w'’-]+")
_CLOSING: Final = re.compile(r"[.;!?](?=\s|$)")


def events(text: str) -> frozenset[str]:
    """The kinds of event that the words of a text tell of."""
    return frozenset(kind for kind, pattern in EVENTS.items() if pattern.search(text))


def events_of(text: str, figure: Quantity, quantities: Sequence[Quantity]) -> frozenset[str]:
    """The kinds of event that `figure` counts the people of; empty where no word tells.

    A verb right before a figure goes with it ("killing at least 207 and wounding 450"); else
    what follows up to the next figure ("207 dead, hundreds injured"), or what stands before it.
    """
    first = max((one.end for one in quantities if one.end <= figure.start), default=0)
    last = min((one.start for one in quantities if one.start >= figure.end), default=len(text))
    before, after = text[first : figure.start], text[figure.end : last]
    direct = _governing(before, follows=first > 0)
    if direct and not (direct == _SENT and _HOSPITAL.search(after)):
        return direct
    closed = _CLOSING.search(after)
    return events(after[: closed.start()] if closed else after) or events(before)


def _governing(before: str, *, follows: bool) -> frozenset[str]:
    """The kinds of event of a verb right before a figure.

    Behind another figure only a participle in -ing is one: the "wounded" of "40 wounded and 100
    killed" is the first figure's.
    """
    words = [word.group() for word in _WORD.finditer(before.rpartition(",")[2])][-_DIRECTLY:]
    return events(" ".join(word for word in words if not follows or word.endswith("ing")))
