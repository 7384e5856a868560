"""A citation moved to a quotation that says something else."""

import re
from random import Random
from typing import Final

from bench.damage.notes import MARKER, Change, Line, Note

_MOST_SHARED: Final = 0.2
"""The largest share of the statement's words that the other quotation may have."""
_EMPTY: Final = frozenset(
    """about after against also been before being could from have having into more most over said
    says some such than that their them then there these they this those were what when where
    which while will with would""".split()
)


def citation_changes(line: Line, note: Note, draw: Random) -> tuple[Change, ...]:
    """One change for a statement with one citation; with several the others may bear it out."""
    markers = tuple(MARKER.finditer(line.text, line.end))
    if len(markers) != 1 or line.section == "Where the sources differ":
        return ()
    said = _words(line.statement)
    own = int(markers[0][1])
    others = [
        number
        for number, quote in note.quotes.items()
        if number != own and len(said & _words(quote)) <= _MOST_SHARED * len(said)
    ]
    if not others or own not in note.quotes or len(said) < 4:
        return ()
    return (Change(*markers[0].span(1), f"{draw.choice(others)}"),)


def _words(text: str) -> frozenset[str]:
    """The words that carry meaning, without their endings."""
    found = re.findall(r"[^\W_]{4,}", text.lower())
    return frozenset(re.sub(r"(?:ing|ed|es|s)$", "", word) for word in found if word not in _EMPTY)
