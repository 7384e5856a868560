"""`index`, `remove`, `search`, `show` and `status`: the commands about the listing."""

from typing import TYPE_CHECKING, Annotated

import typer

from rag.cli.answers import Paths, asked
from rag.cli.command import Session, add, paths_from
from rag.cli.formats import Format
from rag.cli.options import IndexOptions, ListModelOptions, ListOptions, SearchOptions
from rag.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from rag.indexing import SyncReport
    from rag.workspace import Workspace

Query = Annotated[
    str,
    typer.Argument(help="Words or a question; '-' takes it from stdin."),
]
Wanted = Annotated[
    str,
    typer.Argument(
        metavar="N|FILE:LINE",
        help="The number in brackets: 2 for [2]; or a line of a file, the page, slide or row of "
        "one without lines, the cell of a sheet: a.txt:12, report.pdf:3, sales.xlsx:B7.",
    ),
]
Leaving = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        help="Files and folders to take out; '-' takes a list from stdin.",
        show_default=False,
    ),
]
Rebuild = Annotated[
    bool,
    typer.Option(
        "--rebuild",
        help="Read and encode everything anew, as after a change of encoder.",
        rich_help_panel="Library",
    ),
]
Retry = Annotated[
    bool,
    typer.Option(
        "--retry",
        help="Try files again that failed and have not changed since.",
        rich_help_panel="Library",
    ),
]
Watch = Annotated[
    bool,
    typer.Option(
        "--watch",
        help="Stay and follow the folders until Ctrl-C.",
        rich_help_panel="Library",
    ),
]


def register(application: typer.Typer) -> None:
    """Add the commands to the program."""
    add(application, index, options=IndexOptions)
    add(application, remove, options=ListOptions)
    add(application, search, options=SearchOptions)
    add(application, show, options=ListOptions)
    add(application, status, options=ListModelOptions)


def index(
    session: Session[IndexOptions],
    paths: Paths = None,
    *,
    rebuild: Rebuild = False,
    retry: Retry = False,
    watch: Watch = False,
) -> int:
    """Add documents to the library, and bring it up to date.

    Example:
      rag index reports/ minutes.md

    Unchanged files cost a look; renamed ones keep their vectors; files that are gone, or that
    .gitignore or the setting exclude leaves out, are dropped, but for files that were themselves
    named against such a rule: rag remove takes these out. Exits with 7 when some files
    could not be read, with 5 when none could and the library is empty.
    """
    named = paths_from(paths)
    with session.workspace() as workspace:
        report = workspace.index(named, rebuild=rebuild, retry=retry, may_be_empty=watch)
        _tell(session, workspace, report)
        if watch:
            session.console.notice("watching for changes; Ctrl-C ends it")
            for report in workspace.watch(named):
                _tell(session, workspace, report)
    return ExitCode.SOME_FAILED if report.all_failed else ExitCode.ANSWERED


def _tell(session: Session[IndexOptions], workspace: "Workspace", report: "SyncReport") -> None:
    from rag.cli import listing
    from rag.render import json

    documents = len(workspace.documents())
    if session.console.format is Format.JSON:
        session.console.write(json.document("index", listing.report_object(report, documents)))
    else:
        session.console.write(listing.report(report, documents))


def remove(session: Session[ListOptions], paths: Leaving) -> int:
    """Take documents out of the library; the files stay where they are.

    Example:
      rag remove drafts/old.md

    What lies in a folder under sources comes back with the next run, unless the setting exclude
    names it.
    """
    from rag.cli import listing
    from rag.render import json

    with session.workspace() as workspace:
        found = workspace.remove(paths_from(paths))
    if session.console.format is Format.JSON:
        session.console.write(json.document("remove", listing.removed_object(found)))
    else:
        session.console.write(listing.removed(found))
    return ExitCode.ANSWERED


def search(session: Session[SearchOptions], question: Query, paths: Paths = None) -> int:
    """List the passages nearest to a question, without answering it.

    Example:
      rag search "ammunition shortage" -k 10

    Exits with 3 when no passage shares a word with it or is near it in meaning.
    """
    from rag.cli import listing
    from rag.render import json

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


def show(session: Session[ListOptions], wanted: Wanted) -> int:
    """Show citation N or a line of a file among the lines around it.

    Example:
      rag show 2
      rag show minutes.md:40
    """
    from rag.render import json, text

    number, place = _number(wanted), wanted.rpartition(":")
    with session.workspace() as workspace:
        if number is not None:
            shown = workspace.show(number)
        else:
            shown = workspace.show_place(paths_from((place[0],))[0], place[2])
    if shown.changed:
        since = "cited" if number is not None else "indexed"
        session.console.warning(f"{shown.citation.path} has changed since it was {since}")
    if shown.counted:
        session.console.notice(shown.counted)
    if session.console.format is Format.JSON:
        found = {"citation": json.citations((shown.citation,))[0], "changed": shown.changed}
        session.console.write(json.document("citation", found))
    else:
        session.console.write(text.context(shown.citation, shown.text, session.console.paper))
    return ExitCode.ANSWERED


def _number(wanted: str) -> int | None:
    """The number of a citation, or None where a place in a file is meant.

    Raises:
        UsageError: it is neither.
    """
    bare = wanted.strip().removeprefix("[").removesuffix("]")
    if bare.isdecimal() and int(bare):
        return int(bare)
    path, colon, place = wanted.rpartition(":")
    if path and colon and place:
        return None
    raise UsageError(
        f"{wanted} is neither a citation's number nor FILE:LINE",
        "For example: rag show 2, or: rag show notes.txt:12",
    )


def status(session: Session[ListModelOptions]) -> int:
    """Say what the library holds and which models would be used.

    Example:
      rag status
    """
    from rag.cli import listing
    from rag.render import json

    with session.workspace() as workspace:
        found = workspace.status()
    if session.console.format is Format.JSON:
        session.console.write(json.document("status", listing.status_object(found)))
    else:
        session.console.write(listing.status(found, session.console.paper))
    return ExitCode.ANSWERED
