"""`index`, `search`, `show` and `status`: the commands about the listing."""

from typing import Annotated

import typer

from rag.cli.answers import Paths, asked
from rag.cli.command import Session, add, paths_from
from rag.cli.console import Console
from rag.cli.options import EncoderOptions, Format, Options, SearchOptions
from rag.errors import ExitCode, UsageError

Query = Annotated[
    str,
    typer.Argument(help="Words or a question; '-' takes it from stdin."),
]
Number = Annotated[
    int, typer.Argument(metavar="N", min=1, help="The number in brackets: 2 for [2].")
]
Rebuild = Annotated[
    bool,
    typer.Option(
        "--rebuild",
        help="Read and encode everything anew, as after a change of encoder.",
        rich_help_panel="Library",
    ),
]


def register(application: typer.Typer) -> None:
    """Add the commands to the program."""
    add(application, index, options=EncoderOptions)
    add(application, search, options=SearchOptions)
    add(application, show, options=Options)
    add(application, status, options=EncoderOptions)


def index(
    session: Session[EncoderOptions], paths: Paths = None, *, rebuild: Rebuild = False
) -> int:
    """Add documents to the library, and bring it up to date.

    Example:
      rag index reports/ minutes.md

    Unchanged files cost nothing; files that are gone are dropped. Exits with 7 when some
    files could not be read.
    """
    from rag.cli import listing
    from rag.render import json

    _only(session.console, Format.TEXT, Format.JSON)
    with session.workspace() as workspace:
        report = workspace.index(paths_from(paths), rebuild=rebuild)
        documents = len(workspace.documents())
    if session.console.format is Format.JSON:
        session.console.write(json.document("index", listing.report_object(report, documents)))
    else:
        session.console.write(listing.report(report, documents))
    return ExitCode.SOME_FAILED if report.failed else ExitCode.ANSWERED


def search(session: Session[SearchOptions], question: Query, paths: Paths = None) -> int:
    """List the passages nearest to a question, without answering it.

    Example:
      rag search "ammunition shortage" -k 10

    Exits with 3 when nothing is found.
    """
    from rag.cli import listing
    from rag.render import json

    _only(session.console, Format.TEXT, Format.JSON)
    wanted = asked(question, paths)
    with session.workspace() as workspace:
        hits = workspace.search(wanted, paths=paths_from(paths))
    if session.console.format is Format.JSON:
        session.console.write(json.document("search", listing.hits_object(wanted, hits)))
    elif hits:
        session.console.write(listing.hits(hits, session.console.paper))
    else:
        session.console.notice("nothing found")
    return ExitCode.ANSWERED if hits else ExitCode.REFUSED


def show(session: Session[Options], number: Number) -> int:
    """Show citation N of the last output with the lines around it.

    Example:
      rag show 2
    """
    from rag.render import json, text

    _only(session.console, Format.TEXT, Format.JSON)
    with session.workspace() as workspace:
        shown = workspace.show(number)
    if shown.changed:
        session.console.warning(f"{shown.citation.path} has changed since it was cited")
    if session.console.format is Format.JSON:
        found = {"citation": json.citations((shown.citation,))[0], "changed": shown.changed}
        session.console.write(json.document("citation", found))
    else:
        session.console.write(text.context(shown.citation, shown.text, session.console.paper))
    return ExitCode.ANSWERED


def status(session: Session[EncoderOptions]) -> int:
    """Say what the library holds and which models would be used.

    Example:
      rag status
    """
    from rag.cli import listing
    from rag.render import json

    _only(session.console, Format.TEXT, Format.JSON)
    with session.workspace() as workspace:
        found = workspace.status()
    if session.console.format is Format.JSON:
        session.console.write(json.document("status", listing.status_object(found)))
    else:
        session.console.write(listing.status(found, session.console.paper))
    return ExitCode.ANSWERED


def _only(console: Console, *formats: Format) -> None:
    if console.format not in formats:
        names = " or ".join(formats)
        raise UsageError(
            f"this command writes {names}, not {console.format}", f"Use -f {formats[0]}."
        )
