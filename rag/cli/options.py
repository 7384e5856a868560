"""The options of every command, each declared once so that it means the same everywhere."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, TypeAlias

import typer

from rag import __version__
from rag.cli.formats import AnswerFormat, CheckFormat, Format, ListFormat
from rag.domain import Mode
from rag.settings import Value

_LIBRARY: Final = "Library"
_MODEL: Final = "Model"
_ANSWER: Final = "Answer"
_OUTPUT: Final = "Output"
_SETTINGS: Final = ("encoder", "model", "mode", "top_k", "strict", "seed")
"""The options that are settings too."""


def _print_version(wanted: bool) -> None:  # noqa: FBT001, the shape typer calls
    if wanted:
        typer.echo(f"sourceline {__version__}")
        raise typer.Exit


Version: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--version",
        callback=_print_version,
        is_eager=True,
        help="Print the version and leave.",
        rich_help_panel=_OUTPUT,
    ),
]


_FORMAT: Final = typer.Option(
    "-f",
    "--format",
    help="How to write the result (default: by the suffix of --output, else text).",
    rich_help_panel=_OUTPUT,
)


@dataclass(frozen=True, kw_only=True)
class Options:
    """What every command takes."""

    root: Annotated[
        str | None,
        typer.Option(
            "--root",
            metavar="DIR",
            help="Folder that holds the library (default: found from here upwards).",
            rich_help_panel=_LIBRARY,
        ),
    ] = None
    no_color: Annotated[
        bool,
        typer.Option("--no-color", help="No colours, as with NO_COLOR.", rich_help_panel=_OUTPUT),
    ] = False
    quiet: Annotated[
        bool,
        typer.Option("-q", "--quiet", help="No notices on stderr.", rich_help_panel=_OUTPUT),
    ] = False
    verbose: Annotated[
        bool,
        typer.Option(
            "-v",
            "--verbose",
            help="Say which files and settings are used and how long it took; show tracebacks.",
            rich_help_panel=_OUTPUT,
        ),
    ] = False
    version: Version = False

    def settings(self) -> dict[str, Value]:
        """The settings given as options; None where an option was left out."""
        given = {name: getattr(self, name, None) for name in _SETTINGS}
        return {name: None if value is False else value for name, value in given.items()}


@dataclass(frozen=True, kw_only=True)
class WritingOptions(Options):
    """What commands take whose result can be written to a file."""

    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write to FILE instead of the terminal.",
            rich_help_panel=_OUTPUT,
        ),
    ] = None


@dataclass(frozen=True, kw_only=True)
class ListOptions(WritingOptions):
    """What commands take that write neither answers nor notes."""

    format: Annotated[ListFormat | None, _FORMAT] = None


@dataclass(frozen=True, kw_only=True)
class EncoderOptions(Options):
    """What commands take that search or build the library."""

    encoder: Annotated[
        str | None,
        typer.Option(
            "--encoder",
            metavar="NAME_OR_DIR",
            help="A sentence-transformers model for search (default: the one built in).",
            rich_help_panel=_MODEL,
        ),
    ] = None


@dataclass(frozen=True, kw_only=True)
class ModelOptions(Options):
    """What commands take that use or name the language model."""

    model: Annotated[
        str | None,
        typer.Option(
            "-m",
            "--model",
            metavar="FILE",
            help="A GGUF file (default: the only one in models/, else the one built in).",
            rich_help_panel=_MODEL,
        ),
    ] = None


@dataclass(frozen=True, kw_only=True)
class CountOptions(Options):
    """What commands take that show passages."""

    top_k: Annotated[
        int | None,
        typer.Option(
            "-k",
            "--top-k",
            min=1,
            max=50,
            metavar="N",
            help="How many passages to show (default: 5).",
            rich_help_panel=_ANSWER,
        ),
    ] = None


@dataclass(frozen=True, kw_only=True)
class ReadingOptions(EncoderOptions, ModelOptions):
    """What commands take that read with the language model."""

    mode: Annotated[
        Mode | None,
        typer.Option(
            "--mode",
            help="quote copies from the sources, compose writes and checks (default: by the model).",
            rich_help_panel=_ANSWER,
        ),
    ] = None
    seed: Annotated[
        int | None,
        typer.Option(
            "--seed",
            min=0,
            metavar="N",
            help="Seed of what is drawn by chance, which quoting never does (default: 0).",
            rich_help_panel=_MODEL,
        ),
    ] = None


@dataclass(frozen=True, kw_only=True)
class EngineOptions(ReadingOptions):
    """What commands take that show how they came to their result."""

    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help="Show the scores behind an answer and the seconds of every stage.",
            rich_help_panel=_ANSWER,
        ),
    ] = False


@dataclass(frozen=True, kw_only=True)
class StreamOptions(CountOptions, EngineOptions):
    """What commands take that show passages before they answer."""

    no_stream: Annotated[
        bool,
        typer.Option(
            "--no-stream",
            help="Write everything at the end, not as it is found.",
            rich_help_panel=_OUTPUT,
        ),
    ] = False


@dataclass(frozen=True, kw_only=True)
class ChatOptions(StreamOptions):
    """What `chat` takes."""

    goes_on: Annotated[
        bool,
        typer.Option(
            "--continue",
            help="Go on with the last chat; its passages keep their numbers.",
            rich_help_panel=_ANSWER,
        ),
    ] = False


@dataclass(frozen=True, kw_only=True)
class CheckedOptions(WritingOptions):
    """What commands take that write an answer or a note and can say whether all of it holds."""

    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            help="Exit with 4 if anything did not hold against its source.",
            rich_help_panel=_ANSWER,
        ),
    ] = False


@dataclass(frozen=True, kw_only=True)
class AskOptions(CheckedOptions, StreamOptions):
    """What `ask` takes."""

    format: Annotated[AnswerFormat | None, _FORMAT] = None


@dataclass(frozen=True, kw_only=True)
class NoteOptions(CheckedOptions, EngineOptions):
    """What `summarise` takes."""

    format: Annotated[Format | None, _FORMAT] = None
    template: Annotated[
        Path | None,
        typer.Option(
            "--template",
            metavar="FILE",
            help="Write the note through a Jinja template of your own instead of a format.",
            rich_help_panel=_OUTPUT,
        ),
    ] = None


@dataclass(frozen=True, kw_only=True)
class IndexOptions(ListOptions, EncoderOptions):
    """What `index` takes."""


@dataclass(frozen=True, kw_only=True)
class SearchOptions(ListOptions, CountOptions, EncoderOptions):
    """What `search` takes."""


@dataclass(frozen=True, kw_only=True)
class ListModelOptions(ListOptions, ModelOptions):
    """What commands take that say which language model would be used."""


@dataclass(frozen=True, kw_only=True)
class DoctorOptions(ListOptions, ModelOptions, EncoderOptions):
    """What `doctor` takes."""


@dataclass(frozen=True, kw_only=True)
class CheckOptions(WritingOptions, EncoderOptions):
    """What `check` takes."""

    format: Annotated[CheckFormat | None, _FORMAT] = None
    all: Annotated[
        bool,
        typer.Option(
            "--all",
            help="Show every line of the note, not only those that do not hold; -v does too.",
            rich_help_panel=_OUTPUT,
        ),
    ] = False
