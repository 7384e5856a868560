"""`models` and `doctor`: the commands about what the program runs on."""

from pathlib import Path
from typing import Annotated

import typer

from rag.cli.command import Session, add
from rag.cli.console import Console
from rag.cli.formats import Format
from rag.cli.options import DoctorOptions, ListModelOptions, ListOptions
from rag.errors import ExitCode

Source = Annotated[
    str, typer.Argument(metavar="hf:OWNER/REPO/FILE.gguf", help="The file to fetch.")
]


Repair = Annotated[
    bool,
    typer.Option(
        "--repair",
        help="Save what can be read of a damaged library first; the damaged file is kept.",
        rich_help_panel="Library",
    ),
]


def register(application: typer.Typer) -> None:
    """Add the commands to the program."""
    group = typer.Typer(
        help="List, find, fetch and verify the models.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    add(group, list_models, options=ListModelOptions, name="list")
    add(group, path, options=ListModelOptions)
    add(group, pull, options=ListOptions)
    add(group, verify, options=ListOptions)
    application.add_typer(group, name="models")
    add(application, doctor, options=DoctorOptions)


def list_models(session: Session[ListModelOptions]) -> int:
    """List the models at hand; the one in use is marked.

    Example:
      rag models list
    """
    from rag.cli import listing
    from rag.render import json

    with session.workspace() as workspace:
        entries = workspace.models()
    if session.console.format is Format.JSON:
        session.console.write(json.document("models", listing.models_object(entries)))
    else:
        session.console.write(listing.models(entries, session.console.paper))
    return ExitCode.ANSWERED


def path(session: Session[ListModelOptions]) -> int:
    """Print the path of the model that would be used.

    Example:
      ls -lh "$(rag models path)"
    """
    with session.workspace() as workspace:
        _write_path(session.console, workspace.model_path())
    return ExitCode.ANSWERED


def pull(session: Session[ListOptions], source: Source) -> int:
    """Fetch a model into models/.

    Example:
      rag models pull hf:Qwen/Qwen2.5-1.5B-Instruct-GGUF/qwen2.5-1.5b-instruct-q4_k_m.gguf

    Nothing else uses the network but --encoder with a name that is not a folder, once.
    """
    with session.workspace() as workspace:
        fetched: Path = workspace.pull(source)
    _write_path(session.console, fetched)
    return ExitCode.ANSWERED


def verify(session: Session[ListOptions]) -> int:
    """Check the built-in models against their known hashes.

    Example:
      rag models verify

    Exits with 4 when one differs.
    """
    from rag.cli import listing
    from rag.render import json

    with session.workspace() as workspace:
        found = workspace.verify_models()
    if session.console.format is Format.JSON:
        value = listing.verifications_object(found)
        session.console.write(json.document("verification", value))
    else:
        session.console.write(listing.verifications(found, session.console.paper))
    return ExitCode.ANSWERED if all(one.holds for one in found) else ExitCode.UNVERIFIED


def doctor(session: Session[DoctorOptions], *, repair: Repair = False) -> int:
    """Check models, llama.cpp and library, and say what to do.

    Example:
      rag doctor

    Exits with 4 when something is found.
    """
    from rag.cli import listing
    from rag.render import json

    with session.workspace() as workspace:
        if repair:
            for told in listing.repaired(workspace.repair()):
                session.console.notice(told)
        found = workspace.doctor()
    if session.console.format is Format.JSON:
        value = {
            "facts": json.plain(dict(found.facts)),
            "findings": json.plain(found.findings),
        }
        session.console.write(json.document("doctor", value))
    else:
        session.console.write(listing.diagnosis(found, session.console.paper))
    return ExitCode.UNVERIFIED if found.findings else ExitCode.ANSWERED


def _write_path(console: Console, path: Path) -> None:
    from rag.render import json

    if console.format is Format.JSON:
        console.write(json.document("model", {"path": str(path)}))
    else:
        console.write(str(path))
