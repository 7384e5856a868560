"""Every way a command can end badly, as one line on stderr and an exit code."""

import os
import sys
import traceback
from collections.abc import Callable

from rag.cli.formats import Format
from rag.errors import ExitCode, RagError
from rag.render.layout import as_message, harmless


class OutputError(RagError):
    """stdout cannot be written."""


def run_guarded(work: Callable[[], int], *, written_as: Format, verbose: bool) -> int:
    """The exit code of `work`; what it raises is reported, never shown as a traceback.

    A closed pipe ends quietly with 0: the reader had enough.
    """
    try:
        code = work()
        write_stdout("")
    except BrokenPipeError:
        _let_go_of_stdout()
        return ExitCode.ANSWERED
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        return ExitCode.INTERRUPTED
    except Exception as error:  # noqa: BLE001, the last line of defence
        return _reported(_known(error), written_as=written_as, verbose=verbose)
    return code


def report(error: RagError, exit_code: int, *, written_as: Format) -> None:
    """Write the error: JSON on stdout under `-f json`, else message and hint on stderr."""
    if written_as is Format.JSON:
        from rag.render import json

        sys.stdout.write(json.error(error, exit_code) + "\n")
        sys.stdout.flush()
        return
    sys.stderr.write(f"error: {as_message(error.message)}\n")
    if error.hint:
        sys.stderr.write(f"hint: {as_message(error.hint)}\n")


def stand_in_for_closed_streams() -> None:
    """Give each closed standard stream a file that reads as empty and cannot be written.

    Else the next file that is opened takes its place, and gets what is meant for the terminal.
    """
    for descriptor, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_WRONLY if name == "stderr" else os.O_RDONLY)
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, os.fdopen(descriptor, mode, encoding="utf-8", closefd=False))


def write_stdout(text: str) -> None:
    """Write to stdout and flush it.

    Raises:
        OutputError: it is closed or full.
        BrokenPipeError: its reader has left.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise unwritable(error) from error


def unwritable(error: OSError) -> OutputError:
    """The error for a stdout that takes nothing."""
    return OutputError(
        f"stdout cannot be written: {error.strerror or error}",
        "Send it elsewhere, or give --output a file.",
    )


def _known(error: Exception) -> RagError:
    if isinstance(error, RagError):
        return error
    return RagError(
        f"unexpected {type(error).__name__}: {error}", "Run with -v for the traceback."
    )


def _reported(error: RagError, *, written_as: Format, verbose: bool) -> int:
    if verbose:
        sys.stderr.write(harmless(traceback.format_exc()))
    try:
        report(error, error.exit_code, written_as=written_as)
    except BrokenPipeError:
        _let_go_of_stdout()
    except OSError as full:
        report(error, error.exit_code, written_as=Format.TEXT)
        told = unwritable(full)
        if told.message != error.message:
            report(told, told.exit_code, written_as=Format.TEXT)
        _let_go_of_stdout()
    if isinstance(error, OutputError):
        _let_go_of_stdout()
    return error.exit_code


def _let_go_of_stdout() -> None:
    """Point stdout at nothing, or the interpreter complains when it flushes at exit."""
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
