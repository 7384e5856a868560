"""`ask`, `summarise` and `chat`: the commands that read with the language model."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from rag.cli.command import STDIN, Session, add, paths_from, read_stdin
from rag.cli.formats import Format
from rag.cli.noting import seconds, spare_documents, template_of, write_note
from rag.cli.options import AskOptions, ChatOptions, NoteOptions
from rag.cli.wishes import Focus, NoteLength, Since, Title, wished
from rag.domain import Answer, FigureStatus, Length, Note, Statement, Verdict
from rag.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from rag.chat import Choices

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH",
        help="Files and folders to read, indexed if new; '-' takes a list from stdin. "
        "Without any, the whole library is meant.",
        show_default=False,
    ),
]
ChatPaths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH",
        help="Files and folders to read, indexed if new. Without any, the whole library is meant.",
        show_default=False,
    ),
]
Question = Annotated[str, typer.Argument(help="What to ask; '-' takes it from stdin.")]
_log = logging.getLogger(__name__)
_FAILED: Final = (Verdict.UNSUPPORTED, Verdict.REPLACED)


def register(application: typer.Typer) -> None:
    """Add the commands to the program, `summarize` as a hidden twin."""
    register_ask(application)
    register_summarise(application)
    add(application, summarise, options=NoteOptions, name="summarize", hidden=True)
    register_chat(application)


def register_ask(application: typer.Typer) -> None:
    """Add `ask`."""
    add(application, ask, options=AskOptions)


def register_summarise(application: typer.Typer) -> None:
    """Add `summarise`."""
    add(application, summarise, options=NoteOptions)


def register_chat(application: typer.Typer) -> None:
    """Add `chat`."""
    add(application, chat, options=ChatOptions)


def ask(session: Session[AskOptions], question: Question, paths: Paths = None) -> int:
    """Answer a question from the sources, every statement cited.

    Example:
      rag ask "how many were wounded?" reports/

    Exits with 3 when the sources do not say.
    """
    from rag.render import json, words
    from rag.render.stream import Stream

    wanted = asked(question, paths)
    console, options = session.console, session.options
    stream = Stream(console.write, lambda: console.paper)
    streams = console.streams and not options.no_stream
    with session.workspace() as workspace:
        spare_documents(session, workspace)
        answer = workspace.ask(
            wanted,
            paths=paths_from(paths),
            on_evidence=stream.passages if streams else None,
            on_statement=stream.statement if streams else None,
        )
        spare_documents(session, workspace)
        if stream.shown:
            said = stream.rest(answer, explain=options.explain)
        else:
            said = _written_answer(answer, session)
        if said:
            console.write(said)
        workspace.keep(json.answer(answer))
    if answer.composition and answer.composition.left_out:
        console.notice(words.left_out(answer.composition))
    _log.info("seconds: %s", seconds(answer.timings))
    return _answer_code(answer, strict=workspace.settings.strict)


def summarise(
    session: Session[NoteOptions],
    paths: Paths = None,
    *,
    title: Title = None,
    focus: Focus = None,
    since: Since = None,
    length: NoteLength = Length.STANDARD,
) -> int:
    """Write a briefing note, every statement cited to its lines.

    Large models write In brief and Key points, every sentence checked; else all is quoted.

    Example:
      rag summarise reports/ -o note.docx
      rag summarise reports/ --focus "the cost of the bridge" --since 2024-05-01

    Exits with 3 when no document is recent enough, or none says anything of the focus.
    """
    from rag.render import json

    request = wished(title, focus, since, length)
    template = template_of(session)
    with session.workspace() as workspace:
        spare_documents(session, workspace)
        note = workspace.summarise(paths_from(paths), request)
        spare_documents(session, workspace)
        write_note(note, session, workspace, template)
        workspace.keep(json.note(note))
    _log.info("seconds: %s", seconds(note.timings))
    if workspace.settings.strict and not _holds(note):
        return ExitCode.UNVERIFIED
    return ExitCode.SOME_FAILED if workspace.unread else ExitCode.ANSWERED


def chat(session: Session[ChatOptions], paths: ChatPaths = None) -> int:
    """Ask one question after another; the model stays loaded.

    Example:
      rag chat reports/
      rag chat --continue

    Ctrl-C stops an answer, Ctrl-D leaves, /help lists the commands.
    """
    from rag import chat as loop

    console = session.console
    if paths and STDIN in paths:
        raise UsageError("chat reads its questions from stdin", "Name the paths instead of '-'.")
    with session.workspace() as workspace:
        workspace.ready(paths_from(paths))
        terminal = loop.Terminal(
            write=console.write,
            notice=console.notice,
            problem=console.problem,
            paper=lambda: console.paper,
            streams=not session.options.no_stream,
            explains=session.options.explain,
        )
        loop.run(
            workspace,
            terminal,
            given=_given(session.options, paths_from(paths)),
            goes_on=session.options.goes_on,
            follow_ups=loop.following(workspace),
        )
    return ExitCode.ANSWERED


def _given(options: ChatOptions, paths: Sequence[Path]) -> "Choices":
    """What a chat is told on the command line."""
    from rag.chat import Choices
    from rag.settings import path_of

    model = path_of(options.model).absolute() if options.model else None
    return Choices(
        paths=tuple(str(path.absolute()) for path in paths),
        mode=options.mode,
        model=str(model) if model else None,
    )


def asked(question: str, paths: list[str] | None) -> str:
    """The question, taken from stdin for `-`.

    Raises:
        UsageError: it is empty, or stdin was asked for twice.
    """
    if question == STDIN and paths and STDIN in paths:
        raise UsageError("'-' was given twice", "Only one of question and paths can be on stdin.")
    wanted = (read_stdin() if question == STDIN else question).strip()
    if not wanted:
        raise UsageError("the question is empty", 'Ask something: rag ask "how many were there?"')
    return wanted


def _written_answer(answer: Answer, session: Session[AskOptions]) -> str:
    from rag.render import html, json, markdown, text

    explain, paper = session.options.explain, session.console.paper
    writers: dict[Format, Callable[[], str]] = {
        Format.TEXT: lambda: text.answer(answer, paper, explain=explain),
        Format.MARKDOWN: lambda: markdown.answer(answer),
        Format.JSON: lambda: json.answer(answer, explain=explain),
        Format.HTML: lambda: html.answer(answer),
    }
    return writers[session.console.format]()


def _answer_code(answer: Answer, *, strict: bool) -> int:
    figures_hold = all(f.status is not FigureStatus.UNSUPPORTED for f in answer.figures)
    composed = answer.composition is None or answer.composition.holds
    if strict and not (figures_hold and composed and _hold(answer.sentences)):
        return ExitCode.UNVERIFIED
    return ExitCode.REFUSED if answer.refused else ExitCode.ANSWERED


def _holds(note: Note) -> bool:
    points = tuple(point for topic in note.topics for point in topic.points)
    said = tuple(found.sentence for found in note.attributions)
    dated = tuple(entry.sentence for entry in note.timeline)
    figures_hold = all(f.status is not FigureStatus.UNSUPPORTED for f in note.figures)
    statements = (*note.brief, *note.key_points, *points, *said, *dated, *note.caveats)
    return figures_hold and _hold(statements)


def _hold(statements: tuple[Statement, ...]) -> bool:
    return all(statement.verdict not in _FAILED for statement in statements)
