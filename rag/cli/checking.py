"""`check`: a note, edited or not, held against its sources again."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from rag.cli.command import STDIN, Session, add, read_stdin
from rag.cli.formats import CheckFormat
from rag.cli.options import CheckOptions
from rag.cli.outputs import check_written_as
from rag.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from rag.checking import NoteCheck

Wanted = Annotated[
    str,
    typer.Argument(
        metavar="NOTE", help="A note in Markdown or HTML, edited or not; '-' takes it from stdin."
    ),
]
_HTML: Final = frozenset((".html", ".htm", ".xhtml"))
_MARKDOWN: Final = frozenset((".md", ".markdown", ".mdown", ".txt", ".text", ""))
_STDIN_NAME: Final = "stdin"


@dataclass(frozen=True, slots=True)
class _Given:
    """The note as it was given."""

    name: str
    text: str
    path: Path | None
    is_html: bool | None
    """None where its text has to say."""


def register(application: typer.Typer) -> None:
    """Add the command to the program."""
    add(application, check, options=CheckOptions)


def check(session: Session[CheckOptions], note: Wanted) -> int:
    """Hold an edited note against its sources again.

    Example:
      rag summarise reports/ -o note.md
      rag check note.md

    What is given as a quotation must stand so in the source; other sentences must say what the
    text they cite says: its figures, dates, names, hedges and speakers. Each sentence that does
    not is shown with the words that differ. A note without its last line, or without
    citations, is compared with the whole library.

    Exits with 4 when a sentence does not hold, or its source has changed since; with 0 when all
    hold. -f sarif writes what code hosts show beside the lines of a file.
    """
    from rag.checking import parse
    from rag.render.frame import frame

    given = _given(note)
    with session.workspace() as workspace:
        parsed = parse(given.text, frame(), is_html=given.is_html)
        found = workspace.check_note(parsed, path=given.path)
    session.console.write(_written(found, given.name, session))
    return ExitCode.ANSWERED if found.holds else ExitCode.UNVERIFIED


def _written(found: "NoteCheck", name: str, session: Session[CheckOptions]) -> str:
    from rag.render import check as render
    from rag.render import sarif

    options = session.options
    everything = options.all or options.verbose
    writers: dict[CheckFormat, Callable[[], str]] = {
        CheckFormat.TEXT: lambda: render.text(
            found, name, session.console.paper, everything=everything
        ),
        CheckFormat.JSON: lambda: render.as_json(found, name),
        CheckFormat.SARIF: lambda: sarif.written(found, name),
    }
    return writers[check_written_as(options)]()


def _given(note: str) -> _Given:
    """The note's text, and what it is written in as far as its name says.

    Raises:
        UsageError: it cannot be read, or is neither Markdown nor HTML.
    """
    if note == STDIN:
        return _Given(_STDIN_NAME, _told(read_stdin(), note), None, None)
    path = Path(note)
    suffix = path.suffix.lower()
    if suffix not in _HTML | _MARKDOWN:
        raise UsageError(
            f"{note} is neither Markdown nor HTML", "Check a note.md, a note.html, or '-'."
        )
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(
            f"cannot read {note}: {reason}", "Write one first: rag summarise PATH… -o note.md"
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{note} is no UTF-8 text", "Save it as UTF-8.") from error
    is_html = True if suffix in _HTML else None
    return _Given(note, _told(text, note), path.absolute(), is_html)


def _told(text: str, note: str) -> str:
    if not text.strip() or "\0" in text:
        raise UsageError(f"{note} holds no text", "Check a note.md, a note.html, or '-'.")
    return text
