"""The command line: options become settings, errors become one line and an exit code."""

from rag.cli.program import app, ask_main, chat_main, main, summarise_main

__all__ = ["app", "ask_main", "chat_main", "main", "summarise_main"]
