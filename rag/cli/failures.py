"""Every way a command can end badly, as one line on stderr and an exit code."""

import os
import sys
import traceback
from collections.abc import Callable

from rag.cli.options import Format
from rag.errors import ExitCode, RagError
from rag.render.layout import harmless


def run_guarded(work: Callable[[], int], *, written_as: Format, verbose: bool) -> int:
    """The exit code of `work`; what it raises is reported, never shown as a traceback.

    A closed pipe ends quietly with 0: the reader had enough.
    """
    try:
        code = work()
        sys.stdout.flush()
    except BrokenPipeError:
        _leave_pipe()
        return ExitCode.ANSWERED
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        return ExitCode.INTERRUPTED
    except RagError as error:
        return _reported(error, error.exit_code, written_as=written_as, verbose=verbose)
    except Exception as error:  # noqa: BLE001, the last line of defence
        unexpected = RagError(
            f"unexpected {type(error).__name__}: {error}", "Run with -v for the traceback."
        )
        return _reported(unexpected, ExitCode.UNEXPECTED, written_as=written_as, verbose=verbose)
    return code


def report(error: RagError, exit_code: int, *, written_as: Format) -> None:
    """Write the error: JSON on stdout under `-f json`, else message and hint on stderr."""
    if written_as is Format.JSON:
        from rag.render import json

        sys.stdout.write(json.error(error, exit_code) + "\n")
        sys.stdout.flush()
        return
    sys.stderr.write(f"error: {harmless(error.message)}\n")
    if error.hint:
        sys.stderr.write(f"hint: {harmless(error.hint)}\n")


def _reported(error: RagError, exit_code: int, *, written_as: Format, verbose: bool) -> int:
    if verbose:
        traceback.print_exc()
    try:
        report(error, exit_code, written_as=written_as)
    except BrokenPipeError:
        _leave_pipe()
    return exit_code


def _leave_pipe() -> None:
    """Point stdout at nothing, or the interpreter complains when it flushes at exit."""
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
