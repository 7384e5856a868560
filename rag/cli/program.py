"""The program: its commands, and how each of the four scripts runs them."""

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Final, NoReturn

import typer

from rag.cli import answers, checking, documents, evaluating, health
from rag.cli.failures import report, run_guarded, stand_in_for_closed_streams, unwritable
from rag.cli.formats import Format
from rag.cli.options import Version
from rag.errors import ExitCode, UsageError

_HELP: Final = """
Ask your own documents and get briefing notes, every claim cited to its line.

\b
  rag ask "how many were wounded?"
  rag summarise reports/
  rag chat

Nothing leaves this machine. Each command says more with --help.
"""
_HELP_SHOWN: Final = "Usage:"
"""How typer's error begins when a command group is called without a command."""
_CHECKED: Final = "Value error, "
"""What typer puts before a choice that does not exist."""
_FIRST_ARGUMENT: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("ask", "search"), "question"),
        **dict.fromkeys(("summarise", "summarize", "chat", "index"), "path"),
        "eval": "set",
        "check": "note",
    }
)
"""What a command takes first, by its name."""


def _application(help_text: str | None = None) -> typer.Typer:
    return typer.Typer(
        help=help_text,
        add_completion=False,
        no_args_is_help=help_text is not None,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


app: Final = _application(_HELP)


@app.callback()
def _program(version: Version = False) -> None:  # noqa: FBT002, the shape typer calls
    """Take the options that stand before the command."""


answers.register(app)
documents.register(app)
checking.register(app)
evaluating.register(app)
health.register(app)


_SCRIPTS: Final[Mapping[str, Callable[[typer.Typer], None]]] = MappingProxyType(
    {
        "ask": answers.register_ask,
        "summarise": answers.register_summarise,
        "chat": answers.register_chat,
    }
)


def run(name: str, arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the script of that name and leave with its exit code."""
    stand_in_for_closed_streams()
    given = tuple(sys.argv[1:] if arguments is None else arguments)
    script = _script(name)
    written_as = Format.JSON if _wants_json(given) else Format.TEXT

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    work = partial(_worked, script, name, given, written_as=written_as)
    sys.exit(run_guarded(work, written_as=written_as, verbose="-v" in given))


def _worked(
    script: typer.Typer, name: str, arguments: Sequence[str], *, written_as: Format
) -> int:
    try:
        return _called(script, name, arguments)
    except BrokenPipeError:
        raise
    except OSError as error:
        # Commands report their own failures: this is help or the version.
        raise unwritable(error) from error
    except Exception as error:
        usage = _usage_error(error, name)
        if usage is None:
            raise
        if usage.message.startswith(_HELP_SHOWN):
            sys.stderr.write(usage.message + "\n")
        else:
            report(usage, ExitCode.USAGE, written_as=written_as)
        return ExitCode.USAGE


def _script(name: str) -> typer.Typer:
    if name not in _SCRIPTS:
        return app
    script = _application()
    _SCRIPTS[name](script)
    return script


def _called(script: typer.Typer, name: str, arguments: Sequence[str]) -> int:
    try:
        code = script(args=list(arguments), prog_name=name, standalone_mode=False)
    except SystemExit as leaving:
        # Typer leaves with 1 when its own help meets a closed pipe.
        if isinstance(leaving.__context__, BrokenPipeError):
            raise leaving.__context__ from None
        raise
    return code if isinstance(code, int) else ExitCode.ANSWERED


def _usage_error(error: Exception, name: str) -> UsageError | None:
    """What typer found wrong with the command line, as one of our own errors.

    Typer raises the errors of its private parser, which cannot be named here; what sets them
    apart is the exit code 2 and a message made for users.
    """
    message = getattr(error, "format_message", None)
    if message is None or getattr(error, "exit_code", None) != ExitCode.USAGE:
        return None
    where = getattr(getattr(error, "ctx", None), "command_path", name)
    text = str(message()).replace(_CHECKED, "").strip().rstrip(".")
    if text.startswith(_HELP_SHOWN):
        return UsageError(text + ".")
    hint = f"See: {where} --help"
    first = _FIRST_ARGUMENT.get(where.rpartition(" ")[2])
    if first and text.lower().startswith("no such option"):
        hint += f'. A {first} that begins with a dash goes behind --:  {where} -- "-…"'
    return UsageError(text[:1].lower() + text[1:], hint)


def _wants_json(arguments: Sequence[str]) -> bool:
    joined = " ".join(arguments)
    return (
        any(flag in arguments for flag in ("-fjson", "--format=json"))
        or " -f json" in f" {joined}"
        or " --format json" in f" {joined}"
    )
