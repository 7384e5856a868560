"""What the note cannot say, in template sentences with counts the program made."""

from collections.abc import Sequence
from typing import Final

from rag.briefing.material import Material
from rag.briefing.selection import Fact

ONE_SOURCE: Final = "Told by one source only: {told} of {points} key points."
NO_DATES: Final = (
    "{undated} of {documents} documents carry no date of their own; "
    "weekdays and words such as “earlier” are left as the sources say them."
)
UNREAD: Final = "{count} files could not be read: {paths}."
UNREAD_ONE: Final = "1 file could not be read: {paths}."
_MOST_UNREAD: Final = 5
NO_FIGURES: Final = "The documents give no figures."
NO_DIFFERENCES: Final = "No differences were found among the figures compared."
ONE_DOCUMENT: Final = "Only one document was given: nothing could be compared."
OF_DOCUMENT: Final = "{path}: {reason}"
NO_STATEMENTS: Final = "no sentences"
UNUSED: Final = "nothing quoted, other documents tell more of the common subject"
COPY: Final = "the story of {path} in the same words"
OLDER: Final = "dated {date}, before the day asked for"
ROWS_LEFT_OUT: Final = "{section}: {shown} of {found} shown"


def unread(paths: Sequence[str]) -> tuple[str, ...]:
    """What is said of files that could not be read; nothing where all could."""
    if not paths:
        return ()
    named = ", ".join(paths[:_MOST_UNREAD]) + (" and others" if paths[_MOST_UNREAD:] else "")
    template = UNREAD_ONE if len(paths) == 1 else UNREAD
    return (template.format(count=len(paths), paths=named),)


def gaps(
    material: Material, facts: Sequence[Fact], figures: int, differences: int
) -> tuple[str, ...]:
    """What a reader should know is missing, of a note with so many figures and differences."""
    found: list[str] = [] if figures else [NO_FIGURES]
    if not differences and len(material.documents) > 1:
        found.append(NO_DIFFERENCES)
    if len(material.documents) == 1:
        found.append(ONE_DOCUMENT)
    elif facts:
        told = sum(len(_sources(material, fact)) == 1 for fact in facts)
        if told:
            found.append(ONE_SOURCE.format(told=told, points=len(facts)))
    undated = sum(document.told_date is None for document in material.documents)
    if undated:
        found.append(NO_DATES.format(undated=undated, documents=len(material.documents)))
    return tuple(found)


def _sources(material: Material, fact: Fact) -> frozenset[int]:
    return frozenset(material.origin(at) for at in fact.members)
