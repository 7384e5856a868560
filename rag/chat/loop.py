"""The terminal loop: what is read is answered or done until there is no more."""

import os
import sys
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Final

from rag.chat.asked import counted, inputs, shortened
from rag.chat.choices import Choices, taken_up
from rag.chat.commands import followed
from rag.chat.histories import History
from rag.chat.ports import Engine, FollowUps, Terminal
from rag.chat.sessions import Session, Talk, last, read
from rag.chat.talking import Chat
from rag.conversation import is_small_talk
from rag.errors import RagError
from rag.render.layout import Paper, one_line
from rag.render.words import quoted

GREETING: Final = "Ask a question; /help lists the commands, Ctrl-D leaves."
_NOTHING_ASKED: Final = (
    "That asks nothing of the documents. Ask about what is in them; /help lists the commands."
)
_HINT: Final = "Ctrl-D leaves"
_STOPPED: Final = f"stopped; {_HINT}"


def run(
    engine: Engine,
    terminal: Terminal,
    *,
    given: Choices | None = None,
    goes_on: bool = False,
    follow_ups: FollowUps | None = None,
    read_line: Callable[[], str] | None = None,
) -> None:
    """Answer until /quit or the end of input; with `goes_on`, after what was said last time.

    What is `given` is asked and used; of a chat that goes on also what was chosen in it.
    `read_line` returns what was typed or pasted, raises EOFError at the end and
    KeyboardInterrupt on Ctrl-C.

    Raises:
        LibraryError: the last chat was written by another version.
    """
    before = last(engine.folder) if goes_on else None
    talk = read(before) if before else Talk()
    choices, problem = taken_up(engine, talk.choices, given or Choices())
    talk = replace(talk, choices=choices)
    session = Session(engine.folder, going_on=before)
    chat = Chat(engine, terminal, follow_ups=follow_ups, talk=talk, session=session)
    for line in _greeting(talk, terminal.paper(), goes_on=goes_on):
        terminal.notice(line)
    if problem:
        terminal.problem(problem)
    try:
        _converse(chat, read_line or line_reader(chat))
    finally:
        session.close()


def line_reader(chat: Chat) -> Callable[[], str]:
    """What reads: with editing on a terminal, a plain line on one that is dumb or in a pipe."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return _plain_line
    if os.environ.get("TERM", "dumb") in ("dumb", "unknown"):
        return _asked_line
    from rag.chat.editing import line_editor
    from rag.chat.status import Status

    colour = chat.terminal.paper().colour
    return line_editor(Status(chat), History(chat.engine.folder), colour=colour)


def _converse(chat: Chat, read_line: Callable[[], str]) -> None:
    waiting = deque[str]()
    while True:
        try:
            if not waiting:
                waiting.extend(_read(chat, read_line))
            _take(chat, waiting.popleft())
        except KeyboardInterrupt:
            waiting.clear()
            # It is often pressed more than once.
            with suppress(KeyboardInterrupt):
                # The terminal has put ^C into the line.
                chat.terminal.write("")
                chat.terminal.notice(_STOPPED)
        except EOFError:
            return
        except RagError as error:
            chat.terminal.problem(error)


def _read(chat: Chat, read_line: Callable[[], str]) -> tuple[str, ...]:
    """What was typed; nothing where the line was given up."""
    try:
        return inputs(read_line())
    except KeyboardInterrupt:
        chat.terminal.notice(_HINT)
        return ("",)


def _take(chat: Chat, line: str) -> None:
    """Answer a question or follow a command.

    Raises:
        EOFError: the command is to leave.
        RagError: the question or the command could not be answered.
    """
    if line.startswith("/"):
        followed(chat, line)
    elif is_small_talk(line):
        chat.terminal.write(chat.terminal.paper().wrapped(_NOTHING_ASKED) + "\n")
    elif line:
        chat.ask(line)


def _greeting(talk: Talk, paper: Paper, *, goes_on: bool) -> tuple[str, ...]:
    if not goes_on:
        return (GREETING,)
    if not talk.entries:
        return ("There is no chat to go on with.", GREETING)
    turns = counted(len(talk.entries), "turn")
    shown = counted(len(talk.conversation.citations), "passage")
    lead = "The last was: "
    asked = shortened(one_line(talk.entries[-1].typed), paper.measure - len(lead) - 2)
    told = (f"Going on after {turns}, {shown}.", f"{lead}{quoted(asked)}")
    chosen = one_line(talk.choices.told)
    return (*told, f"As then: {chosen}") if chosen else told


def _plain_line() -> str:
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line


def _asked_line() -> str:
    """A line from a terminal that cannot be edited on."""
    sys.stdout.write("> ")
    sys.stdout.flush()
    try:
        return _plain_line()
    except (KeyboardInterrupt, EOFError):
        sys.stdout.write("\n")
        raise
