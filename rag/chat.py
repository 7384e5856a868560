"""The terminal loop: questions in, answers out, the engine loaded once."""

import difflib
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from rag.conversation import Conversation
from rag.domain import Answer, Citation
from rag.errors import LibraryError, RagError, UsageError
from rag.render import json, text
from rag.render.layout import Paper
from rag.workspace import Shown

HELP: Final = """/sources   every passage cited so far
/show N    citation N among the lines around it
/help      this list
/quit      leave (so does Ctrl-D; Ctrl-C stops an answer)"""
COMMANDS: Final = ("/sources", "/show", "/help", "/quit")
PROMPT: Final = "> "


class Engine(Protocol):
    """What a chat asks of the workspace."""

    def ask(
        self,
        question: str,
        *,
        paths: Sequence[Path] = (),
        on_evidence: Callable[[tuple[Citation, ...]], None] | None = None,
        first_citation: int = 1,
    ) -> Answer:
        """Answer a question; citations are numbered from `first_citation`."""
        ...

    def in_context(self, citation: Citation) -> Shown:
        """A citation with the text it stands in."""
        ...

    def keep(self, output: str) -> None:
        """Keep an answer for `rag show`."""
        ...


@dataclass(frozen=True, kw_only=True)
class Terminal:
    """Where the chat writes, and how."""

    write: Callable[[str], None]
    """Writes to stdout."""
    notice: Callable[[str], None]
    """Writes to stderr."""
    problem: Callable[[RagError], None]
    """Writes an error and its hint to stderr."""
    paper: Callable[[], Paper]
    """Width and colour, asked anew for every turn: windows are resized."""
    streams: bool = True
    explains: bool = False


class Leave(Exception):  # noqa: N818, a way out, not an error
    """Raised by /quit."""


def run(
    engine: Engine,
    terminal: Terminal,
    *,
    paths: Sequence[Path] = (),
    read_line: Callable[[], str] | None = None,
) -> None:
    """Answer lines until /quit or the end of input.

    `read_line` returns one line, raises EOFError at the end and KeyboardInterrupt on Ctrl-C.
    """
    read = read_line or line_reader()
    terminal.notice("Ask a question; /help lists the commands, Ctrl-D leaves.")
    conversation = Conversation()
    while True:
        try:
            line = read().strip()
            if line:
                conversation = _turn(
                    line, conversation, engine=engine, terminal=terminal, paths=paths
                )
        except KeyboardInterrupt:
            terminal.notice("stopped; Ctrl-D leaves")
        except (EOFError, Leave):
            return
        except RagError as error:
            terminal.problem(error)


def line_reader() -> Callable[[], str]:
    """What reads lines: with editing and history on a terminal, else plainly from stdin."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        from prompt_toolkit import PromptSession
        from prompt_toolkit.completion import WordCompleter

        completer = WordCompleter(list(COMMANDS), sentence=True)
        session: PromptSession[str] = PromptSession(
            PROMPT, completer=completer, complete_while_typing=False
        )
        return session.prompt
    return _plain_line


def _plain_line() -> str:
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line


def _turn(
    line: str,
    conversation: Conversation,
    *,
    engine: Engine,
    terminal: Terminal,
    paths: Sequence[Path],
) -> Conversation:
    if line.startswith("/"):
        terminal.write(_command(line, conversation, engine=engine, paper=terminal.paper()) + "\n")
        return conversation
    answer = _answer(line, conversation, engine=engine, terminal=terminal, paths=paths)
    grown = conversation.with_turn(line, answer)
    engine.keep(json.answer(answer))
    return grown


def _answer(
    question: str,
    conversation: Conversation,
    *,
    engine: Engine,
    terminal: Terminal,
    paths: Sequence[Path],
) -> Answer:
    shown: list[int] = []

    def stream(citations: tuple[Citation, ...]) -> None:
        shown.extend(citation.id for citation in citations)
        if citations:
            terminal.write(text.passages(citations, terminal.paper()) + "\n")

    answer = engine.ask(
        question,
        paths=paths,
        on_evidence=stream if terminal.streams else None,
        first_citation=conversation.next_citation,
    )
    paper, explain = terminal.paper(), terminal.explains
    if shown:
        said = text.verdict(answer, paper, shown=tuple(shown), explain=explain)
    else:
        said = text.answer(answer, paper, explain=explain)
    terminal.write(said + "\n")
    return answer


def _command(line: str, conversation: Conversation, *, engine: Engine, paper: Paper) -> str:
    name, _, argument = line.partition(" ")
    match name:
        case "/quit":
            raise Leave
        case "/help":
            return HELP
        case "/sources":
            return text.passages(conversation.citations, paper) or "Nothing was cited yet."
        case "/show":
            citation = _numbered(argument.strip(), conversation)
            shown = engine.in_context(citation)
            return text.context(shown.citation, shown.text, paper)
        case _:
            near = difflib.get_close_matches(name, COMMANDS, n=1, cutoff=0.5)
            hint = f"Did you mean {near[0]}?" if near else "/help lists the commands."
            raise UsageError(f"unknown command {name}", hint)


def _numbered(argument: str, conversation: Conversation) -> Citation:
    number = argument.strip("[]")
    found = conversation.citation(int(number)) if number.isdecimal() else None
    if found is None:
        raise LibraryError(
            f"no citation {argument}" if argument else "which citation?",
            "/sources lists them; then for example: /show 1",
        )
    return found
