"""The command line: options become settings, errors become one line and an exit code.

The program is imported when it is called, so that Ctrl-C in that moment ends it quietly too.
"""

import sys
from collections.abc import Sequence
from typing import NoReturn


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run `rag` and leave with its exit code."""
    _enter("rag", arguments)


def ask_main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run `ask`, which is `rag ask`."""
    _enter("ask", arguments)


def summarise_main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run `summarise`, which is `rag summarise`."""
    _enter("summarise", arguments)


def chat_main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run `chat`, which is `rag chat`."""
    _enter("chat", arguments)


def _enter(script: str, arguments: Sequence[str] | None) -> NoReturn:
    try:
        from rag.cli.program import run

        run(script, arguments)
    except KeyboardInterrupt:
        if sys.stderr is not None:
            sys.stderr.write("interrupted\n")
        sys.exit(130)
