"""A note in the format that was asked for, or through the user's own template."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from rag.cli.command import Chosen, Session
from rag.cli.formats import Format
from rag.cli.options import NoteOptions
from rag.cli.outputs import output_of
from rag.domain import Note
from rag.errors import UsageError

if TYPE_CHECKING:
    from rag.render.template import NoteTemplate
    from rag.workspace import Workspace


def spare_documents(session: Session[Chosen], workspace: "Workspace") -> None:
    """Refuse to write over a document.

    Raises:
        UsageError: `--output` names one.
    """
    output = output_of(session.options)
    if output and output.exists() and workspace.holds(output.absolute()):
        raise UsageError(
            f"{output} is one of the documents", "Give --output the name of another file."
        )


def template_of(session: Session[NoteOptions]) -> "NoteTemplate | None":
    """The template given, read and compiled before there is any work to lose.

    Raises:
        UsageError: it cannot be used, or the options ask for something else besides.
    """
    options = session.options
    if options.template is None:
        return None
    if options.format is not None:
        raise UsageError(
            "--template and --format exclude each other",
            "The template decides what is written; leave --format out.",
        )
    if options.output and options.output.suffix.lower() == ".docx":
        raise UsageError("a template writes text, no Word document", "Give --output another name.")
    from rag.render.template import load

    return load(options.template)


def write_note(
    note: Note,
    session: Session[NoteOptions],
    workspace: "Workspace",
    template: "NoteTemplate | None",
) -> None:
    """Write the note to where the options say."""
    console = session.console
    if template is not None:
        console.write(template.render(note))
    elif console.format is Format.DOCX:
        from rag.render import docx

        console.write_bytes(docx.note(note))
    else:
        console.write(_text(note, session, workspace))


def seconds(timings: Mapping[str, float]) -> str:
    """The seconds of every stage on one line."""
    return " · ".join(f"{stage} {taken:.2f} s" for stage, taken in timings.items())


def _text(note: Note, session: Session[NoteOptions], workspace: "Workspace") -> str:
    """The note in a format that is text; each format imports only what it needs."""

    def terminal() -> str:
        from rag.render import note as renderer

        taken = f"\n\nSeconds\n{seconds(note.timings)}" if session.options.explain else ""
        return renderer.note(note, session.console.paper) + taken

    def markdown() -> str:
        from rag.render import markdown as renderer

        return renderer.note(note)

    def json() -> str:
        from rag.render import json as renderer

        return renderer.note(note, explain=session.options.explain)

    def html() -> str:
        from rag.render import html as renderer

        return renderer.note(note, contexts=workspace.contexts(note.citations))

    writers: dict[Format, Callable[[], str]] = {
        Format.TEXT: terminal,
        Format.MARKDOWN: markdown,
        Format.JSON: json,
        Format.HTML: html,
    }
    return writers[session.console.format]()
