"""How a function becomes a command: its options, its help, and what guards it."""

import inspect
import logging
import os
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import (
    TYPE_CHECKING,
    Any,
    Concatenate,
    Final,
    Generic,
    ParamSpec,
    TypeAlias,
    TypeVar,
    get_type_hints,
)

import typer
from typer.core import TyperCommand

from rag.cli.console import Console
from rag.cli.failures import run_guarded
from rag.cli.options import Options
from rag.errors import UsageError
from rag.settings import path_of

if TYPE_CHECKING:
    from rag.settings import Settings
    from rag.workspace import Reporter, Workspace

Chosen = TypeVar("Chosen", bound=Options)
Arguments = ParamSpec("Arguments")
Opener: TypeAlias = "Callable[[Path, Settings, Reporter], AbstractContextManager[Workspace]]"
"""Opens the workspace at a root; tests hand in their own as typer's `obj`."""

STDIN: Final = "-"
_log = logging.getLogger(__name__)
_HEADINGS: Final = ("Arguments", "Questions", "Answer", "Model", "Library", "Output")
_TYPE: Final = re.compile(r" <(?:str|int|list\[str\])>$")
"""What typer adds to an argument's name; the help says it better."""


@dataclass(frozen=True)
class Session(Generic[Chosen]):
    """What a command function is given besides its arguments."""

    options: Chosen
    console: Console
    opener: Opener

    def workspace(self) -> "AbstractContextManager[Workspace]":
        """The workspace at the root that the options, the environment or the folder name.

        Raises:
            SettingsError: the root or a setting cannot be used.
        """
        from rag import settings as settings_module

        root = self.root()
        chosen, warnings = settings_module.load(root, self.options.settings(), os.environ)
        for warning in warnings:
            self.console.warning(warning)
        if self.options.verbose:
            self._tell_what_is_used(root)
        return self.opener(root, chosen, self.console)

    def _tell_what_is_used(self, root: Path) -> None:
        from rag import settings as settings_module

        _log.info("library: %s", root / settings_module.LIBRARY_FOLDER)
        _log.info("cache: %s", settings_module.cache_folder())
        for told in settings_module.origins(root, self.options.settings(), os.environ):
            _log.info("%s = %s, from %s", *told)

    def root(self) -> Path:
        """The folder that holds the library."""
        from rag.settings import find_root

        override = self.options.root or os.environ.get("RAG_ROOT")
        return find_root(Path.cwd(), override=override)


class GroupedHelp(TyperCommand):
    """Help with the options under the headings they declare."""

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, typer keeps the types to itself
        """Write arguments, then the options, each group under its heading."""
        groups: dict[str, list[tuple[str, str]]] = {heading: [] for heading in _HEADINGS}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None:
                groups[_heading(parameter)].append((_TYPE.sub("", record[0]), record[1]))
        for heading, records in groups.items():
            if records:
                with formatter.section(heading):
                    formatter.write_dl(records)


def _heading(parameter: object) -> str:
    if getattr(parameter, "param_type_name", "") == "argument":
        return _HEADINGS[0]
    return getattr(parameter, "rich_help_panel", None) or _HEADINGS[-1]


def add(
    application: typer.Typer,
    function: Callable[Concatenate[Session[Chosen], Arguments], int],
    *,
    options: type[Chosen],
    name: str | None = None,
    hidden: bool = False,
) -> None:
    """Make `function(session, arguments…)` a command under its own or another name.

    The function returns its exit code; its docstring is the help, where a line that begins
    with `Example:` keeps its layout.
    """
    register = application.command(
        name or function.__name__,
        cls=GroupedHelp,
        help=(inspect.getdoc(function) or "").replace("Example:", "\b\nExample:"),
        hidden=hidden,
    )
    register(_adapted(function, options))


def paths_from(arguments: Sequence[str] | None) -> tuple[Path, ...]:
    """The paths given; `-` stands for a list of paths on stdin, one a line."""
    given: list[Path] = []
    for argument in arguments or ():
        names: Iterable[str] = _listed(read_stdin()) if argument == STDIN else (argument,)
        given.extend(path_of(name).absolute() for name in names)
    return tuple(given)


def _listed(text: str) -> Iterable[str]:
    if "\0" in text:
        raise UsageError(
            "the list of paths on stdin holds a NUL character",
            "Write one path a line: find -print, not -print0.",
        )
    return (line for line in text.split("\n") if line.strip())


def read_stdin() -> str:
    """Everything on stdin.

    Raises:
        UsageError: it is no UTF-8 text.
    """
    try:
        return typer.get_text_stream("stdin").read()
    except UnicodeDecodeError as error:
        raise UsageError("stdin holds no readable text", "Pipe UTF-8 text to '-'.") from error


def _adapted(function: Callable[..., int], options: type[Chosen]) -> Callable[..., None]:
    """`function` in the shape typer wants: every option a parameter."""
    names = tuple(field.name for field in fields(options))

    def run(context: typer.Context, **values: Any) -> None:  # noqa: ANN401, checked by typer
        chosen = options(**{name: values.pop(name) for name in names})
        console = Console(chosen)
        session = Session(chosen, console, context.obj or _open)

        def work() -> int:
            console.check()
            return function(session, **values)

        with console.log():
            code = run_guarded(work, written_as=console.format, verbose=chosen.verbose)
        if code:
            raise typer.Exit(int(code))

    parameters = (_context(), *_arguments(function), *_options(options))
    run.__dict__["__signature__"] = inspect.Signature(parameters)
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run


def _open(
    root: Path, settings: "Settings", reporter: "Reporter"
) -> "AbstractContextManager[Workspace]":
    from rag.workspace import Workspace

    return Workspace(root, settings, reporter)


def _context() -> inspect.Parameter:
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    return inspect.Parameter("context", kind, annotation=typer.Context)


def _arguments(function: Callable[..., int]) -> Iterable[inspect.Parameter]:
    """The function's own parameters, without the session."""
    declared = tuple(inspect.signature(function, eval_str=True).parameters.values())[1:]
    return (parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in declared)


def _options(options: type[Options]) -> Iterable[inspect.Parameter]:
    hints = get_type_hints(options, include_extras=True)
    return (
        inspect.Parameter(
            field.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=field.default,
            annotation=hints[field.name],
        )
        for field in fields(options)
    )
