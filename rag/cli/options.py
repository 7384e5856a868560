"""The options of every command, each declared once so that it means the same everywhere."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, TypeAlias

import typer

from rag import __version__
from rag.domain import Mode
from rag.settings import Value


class Format(StrEnum):
    """What is written to stdout or to `--output`."""

    TEXT = "text"
    MARKDOWN = "md"
    JSON = "json"
    HTML = "html"


_SUFFIXES: Final = {
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".json": Format.JSON,
    ".html": Format.HTML,
    ".htm": Format.HTML,
}
_LIBRARY: Final = "Library"
_MODEL: Final = "Model"
_ANSWER: Final = "Answer"
_OUTPUT: Final = "Output"


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
    format: Annotated[
        Format | None,
        typer.Option(
            "-f",
            "--format",
            help="How to write the result (default: by the suffix of --output, else text).",
            rich_help_panel=_OUTPUT,
        ),
    ] = None
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
            "-v", "--verbose", help="Say more, and show tracebacks.", rich_help_panel=_OUTPUT
        ),
    ] = False
    version: Version = False

    @property
    def written_as(self) -> Format:
        """The format asked for: `--format`, else the suffix of `--output`, else text."""
        if self.format is not None:
            return self.format
        suffix = self.output.suffix.lower() if self.output else ""
        return _SUFFIXES.get(suffix, Format.TEXT)

    def settings(self) -> dict[str, Value]:
        """The settings given as options; None where an option was left out."""
        return {}


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

    def settings(self) -> dict[str, Value]:
        """The settings given as options; None where an option was left out."""
        return {"encoder": self.encoder}


@dataclass(frozen=True, kw_only=True)
class SearchOptions(EncoderOptions):
    """What `search` takes."""

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

    def settings(self) -> dict[str, Value]:
        """The settings given as options; None where an option was left out."""
        return {**super().settings(), "top_k": self.top_k}


ModelOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "-m",
        "--model",
        metavar="FILE",
        help="A GGUF file (default: the only one in models/, else the one built in).",
        rich_help_panel=_MODEL,
    ),
]


@dataclass(frozen=True, kw_only=True)
class ModelOptions(Options):
    """What `models` takes."""

    model: ModelOption = None

    def settings(self) -> dict[str, Value]:
        """The settings given as options; None where an option was left out."""
        return {"model": self.model}


@dataclass(frozen=True, kw_only=True)
class EngineOptions(SearchOptions):
    """What commands take that read with the language model."""

    model: ModelOption = None
    mode: Annotated[
        Mode | None,
        typer.Option(
            "--mode",
            help="quote copies from the sources, compose writes and checks (default: auto).",
            rich_help_panel=_ANSWER,
        ),
    ] = None
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            help="Exit with 4 if anything printed did not hold against its source.",
            rich_help_panel=_ANSWER,
        ),
    ] = False
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help="Show the scores and the seconds of every stage.",
            rich_help_panel=_ANSWER,
        ),
    ] = False
    no_stream: Annotated[
        bool,
        typer.Option(
            "--no-stream",
            help="Write everything at the end, not as it is found.",
            rich_help_panel=_OUTPUT,
        ),
    ] = False
    seed: Annotated[
        int | None,
        typer.Option(
            "--seed",
            min=0,
            metavar="N",
            help="Seed of what is drawn by chance (default: 0).",
            rich_help_panel=_MODEL,
        ),
    ] = None

    def settings(self) -> dict[str, Value]:
        """The settings given as options; None where an option was left out."""
        return {
            **super().settings(),
            "model": self.model,
            "mode": self.mode,
            "strict": self.strict or None,
            "seed": self.seed,
        }
