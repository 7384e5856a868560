"""Of which year each figure of a sentence is: `$53 million in 2018, $55 million in 2017`."""

import re
from collections.abc import Sequence
from typing import Final

from rag.domain import Kind, Quantity

_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_FOLLOWING: Final = re.compile(r"(?:\W+\w+){0,7}?\W+(?P<year>(?:19|20)\d\d)\b")
_ENDS: Final = re.compile(r"[;.]\s")


def of_the_year(mentions: Sequence[Quantity], text: str, *, question: str) -> tuple[Quantity, ...]:
    """The mentions without those of another year than the question's, where one is of that."""
    asked = set(_YEAR.findall(question))
    figures = [mention for mention in mentions if mention.kind is not Kind.DATE]
    if not asked or not figures:
        return tuple(mentions)
    years = _years(figures, text)
    if not asked & set(years.values()):
        return tuple(mentions)
    return tuple(
        mention for mention in mentions if years.get(mention) is None or years[mention] in asked
    )


def _years(figures: Sequence[Quantity], text: str) -> dict[Quantity, str | None]:
    """The year told behind each figure, or in front of it where that is no other figure's."""
    found: dict[Quantity, str | None] = {}
    taken = 0
    for at, figure in enumerate(figures):
        end = figures[at + 1].start if at + 1 < len(figures) else len(text)
        behind = _FOLLOWING.match(_ENDS.split(text[figure.end : end])[0])
        before = tuple(_YEAR.finditer(text, taken, figure.start))
        if behind:
            found[figure] = behind["year"]
            taken = figure.end + behind.end()
        else:
            found[figure] = before[-1].group() if before else None
    return found
