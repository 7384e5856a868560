"""What a reader may wish of a note: title, focus, first day, length."""

import re
from typing import TYPE_CHECKING, Annotated, Final

import typer

from rag.domain import Length
from rag.errors import UsageError

if TYPE_CHECKING:
    from rag.briefing import Request

Title = Annotated[
    str | None,
    typer.Option("--title", metavar="TEXT", help="The note's title.", rich_help_panel="Answer"),
]
Focus = Annotated[
    str | None,
    typer.Option(
        "--focus",
        metavar="TEXT",
        help="A question or topic that the note is to be about.",
        rich_help_panel="Answer",
    ),
]
Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="DATE",
        help="Leave out documents dated before this day: 2024-05-01, 2024-05 or 2024. "
        "Documents without a date are taken.",
        rich_help_panel="Answer",
    ),
]
NoteLength = Annotated[
    Length,
    typer.Option("--length", help="How much the note tells.", rich_help_panel="Answer"),
]
_DAY: Final = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


def wished(title: str | None, focus: str | None, since: str | None, length: Length) -> "Request":
    """What the note is asked to be.

    Raises:
        UsageError: the focus is empty or the day is no date.
    """
    from rag.briefing import Request

    return Request(title, _subject(focus), _day(since), length)


def _subject(focus: str | None) -> str | None:
    """The focus without what is around it.

    Raises:
        UsageError: it is empty.
    """
    if focus is None:
        return None
    wanted = " ".join(focus.split())
    if not wanted:
        raise UsageError("the focus is empty", 'Name one: --focus "the cost of the bridge"')
    return wanted


def _day(since: str | None) -> str | None:
    """The day from which on documents are taken.

    Raises:
        UsageError: it is no date.
    """
    if since is not None and not _DAY.fullmatch(since):
        raise UsageError(f"{since} is no date", "Write it as year-month-day: --since 2024-05-01")
    return since
