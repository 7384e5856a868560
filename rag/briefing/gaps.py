"""What the note cannot say, in template sentences with counts the program made."""

from collections.abc import Sequence
from typing import Final

from rag.briefing.material import Material
from rag.briefing.request import Request
from rag.briefing.sections import Sections
from rag.briefing.selection import Fact

ONE_SOURCE: Final = "Told by one source only: {told} of {points} key points."
_LEFT: Final = "weekdays and words such as “earlier” are left as the sources say them."
SOME_DATES: Final = f"{{undated}} of {{documents}} documents carry no date of their own; {_LEFT}"
SOME_DATE: Final = f"1 of {{documents}} documents carries no date of its own; {_LEFT}"
NO_DATES: Final = f"None of the {{documents}} documents carries a date of its own; {_LEFT}"
NO_DATES_OF_TWO: Final = f"Neither document carries a date of its own; {_LEFT}"
NO_DATE: Final = f"The document carries no date of its own; {_LEFT}"
UNREAD: Final = "{count} files could not be read: {paths}."
UNREAD_ONE: Final = "1 file could not be read: {paths}."
_MOST_UNREAD: Final = 5
NO_FIGURES: Final = "The documents give no figures."
NO_FIGURES_ONE: Final = "The document gives no figures."
NO_FIGURES_ABOUT: Final = "No figures are told of what the note is about."
NO_DIFFERENCES: Final = "No differences were found among the figures compared."
ONE_DOCUMENT: Final = "Only one document was given: nothing could be compared."
OF_DOCUMENT: Final = "{path}: {reason}"
NO_STATEMENTS: Final = "no sentences"
UNUSED: Final = "nothing quoted, other documents tell more of the common subject"
UNUSED_ABOUT: Final = "nothing quoted, other documents tell more of what the note is about"
SILENT_ABOUT: Final = "it says nothing of what the note is about"
COPY: Final = "the story of {path} in the same words"
OLDER: Final = "dated {date}, before the day asked for"
ROWS_LEFT_OUT: Final = "{section}: {shown} of {found} shown"


def _unread(paths: Sequence[str]) -> tuple[str, ...]:
    """What is said of files that could not be read; nothing where all could."""
    if not paths:
        return ()
    named = ", ".join(paths[:_MOST_UNREAD]) + (" and others" if paths[_MOST_UNREAD:] else "")
    template = UNREAD_ONE if len(paths) == 1 else UNREAD
    return (template.format(count=len(paths), paths=named),)


def missing(
    material: Material, facts: Sequence[Fact], wanted: Request, told: Sections
) -> tuple[str, ...]:
    """What a reader should know is missing from a note with these sections.

    A note with a focus looks at what is about its subject only, and can say of that alone what
    is not told.
    """
    count = len(material.documents)
    focused = wanted.focus is not None
    found: list[str] = [] if told.figures else [_no_figures(count, focused=focused)]
    if not told.disagreements and count > 1:
        found.append(NO_DIFFERENCES)
    if count == 1:
        found.append(ONE_DOCUMENT)
    elif facts:
        alone = sum(len(_sources(material, fact)) == 1 for fact in facts)
        if alone:
            found.append(ONE_SOURCE.format(told=alone, points=len(facts)))
    undated = sum(document.told_date is None for document in material.documents)
    if undated:
        found.append(_no_dates(undated, count))
    return (*found, *_unread(wanted.unread))


def _no_figures(documents: int, *, focused: bool) -> str:
    if focused:
        return NO_FIGURES_ABOUT
    return NO_FIGURES_ONE if documents == 1 else NO_FIGURES


def _no_dates(undated: int, documents: int) -> str:
    if documents == 1:
        return NO_DATE
    if undated == documents == 2:
        return NO_DATES_OF_TWO
    some = SOME_DATE if undated == 1 else SOME_DATES
    template = NO_DATES if undated == documents else some
    return template.format(undated=undated, documents=documents)


def _sources(material: Material, fact: Fact) -> frozenset[int]:
    return frozenset(material.origin(at) for at in fact.members)
