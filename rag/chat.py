"""The terminal loop: questions in, answers out, the engine loaded once."""

import difflib
import sys
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from rag.conversation import Conversation
from rag.domain import Answer, Citation, Statement
from rag.errors import LibraryError, RagError, UsageError
from rag.render import json, text, words
from rag.render.layout import Paper
from rag.render.stream import Stream
from rag.workspace import Shown

HELP: Final = """\
/sources   every passage shown so far
/show N    passage N among the lines around it
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
        on_statement: Callable[[Statement], None] | None = None,
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
    chat = Chat(engine, terminal, paths)
    waiting = deque[str]()
    going = True
    while going:
        try:
            waiting.extend(() if waiting else _lines(read()))
            going = chat.take(waiting.popleft())
        except KeyboardInterrupt:
            waiting.clear()
            terminal.notice("stopped; Ctrl-D leaves")
        except EOFError:
            going = False
        except RagError as error:
            terminal.problem(error)


def _lines(text: str) -> tuple[str, ...]:
    """The lines of what was read, which are several where they were pasted."""
    return tuple(line.strip() for line in text.splitlines()) or ("",)


def line_reader() -> Callable[[], str]:
    """What reads lines: with editing and history on a terminal, else plainly from stdin."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return _plain_line
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import WordCompleter

    completer = WordCompleter(list(COMMANDS), sentence=True)
    session: PromptSession[str] = PromptSession(
        PROMPT, completer=completer, complete_while_typing=False
    )
    return session.prompt


def _plain_line() -> str:
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line


class Chat:
    """One conversation with one engine."""

    def __init__(self, engine: Engine, terminal: Terminal, paths: Sequence[Path] = ()) -> None:
        self.conversation = Conversation()
        self._engine = engine
        self._terminal = terminal
        self._paths = tuple(paths)

    def take(self, line: str) -> bool:
        """Answer a question or follow a command; whether the chat goes on.

        Raises:
            RagError: the question or the command could not be answered.
        """
        if line.partition(" ")[0] == "/quit":
            return False
        if line.startswith("/"):
            self._terminal.write(self._followed(line) + "\n")
        elif line:
            self._answer(line)
        return True

    def _answer(self, question: str) -> None:
        first = self.conversation.next_citation
        stream = Stream(self._terminal.write, self._terminal.paper)

        def found(citations: tuple[Citation, ...]) -> None:
            self.conversation = self.conversation.with_shown(citations)
            stream.passages(citations)

        answer = self._engine.ask(
            question,
            paths=self._paths,
            on_evidence=found if self._terminal.streams else None,
            on_statement=stream.statement if self._terminal.streams else None,
            first_citation=first,
        )
        self.conversation = self.conversation.with_turn(question, answer)
        paper, explain = self._terminal.paper(), self._terminal.explains
        if stream.shown:
            said = stream.rest(answer, explain=explain)
        else:
            said = text.answer(answer, paper, explain=explain)
        self._terminal.write(said + "\n")
        if answer.composition and answer.composition.left_out:
            self._terminal.notice(words.left_out(answer.composition))
        self._engine.keep(json.answer(answer))

    def _followed(self, line: str) -> str:
        name, _, argument = line.partition(" ")
        paper = self._terminal.paper()
        match name:
            case "/help":
                return HELP
            case "/sources":
                shown = text.passages(self.conversation.citations, paper)
                return shown or "Nothing was cited yet."
            case "/show":
                found = self._engine.in_context(self._numbered(argument.strip()))
                return text.context(found.citation, found.text, paper)
        near = difflib.get_close_matches(name, COMMANDS, n=1, cutoff=0.5)
        hint = f"Did you mean {near[0]}?" if near else "/help lists the commands."
        raise UsageError(f"unknown command {name}", hint)

    def _numbered(self, argument: str) -> Citation:
        number = argument.strip("[]")
        found = self.conversation.citation(int(number)) if number.isdecimal() else None
        if found is None:
            missing = f"no passage {argument}" if argument else "which passage?"
            raise LibraryError(missing, "/sources lists them; then for example: /show 1")
        return found
