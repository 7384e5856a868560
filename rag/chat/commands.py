"""The commands of a chat: a table, one function each."""

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rag.chat import asking, choosing, filing, looking
from rag.chat.talking import Chat
from rag.errors import UsageError
from rag.render.layout import Paper


class Completes(StrEnum):
    """What the argument of a command is completed with."""

    NOTHING = "nothing"
    PATHS = "paths"
    MODES = "modes"
    COMMANDS = "commands"
    FILTERS = "filters"


@dataclass(frozen=True, slots=True)
class Command:
    """A command: how it is called, what it does in a line and at length, and what does it."""

    name: str
    argument: str
    line: str
    more: str
    run: Callable[[Chat, str], str | None]
    """Returns what is to be written; may ask, and write, by itself."""
    completes: Completes = Completes.NOTHING
    needs: bool = False
    """Whether it is nothing without its argument."""
    also: tuple[str, ...] = ()
    """Other names that people try."""

    @property
    def usage(self) -> str:
        """Name and argument."""
        return f"{self.name} {self.argument}".rstrip()


def _help(chat: Chat, argument: str) -> str:
    paper = chat.terminal.paper()
    if argument:
        command = named("/" + argument.lstrip("/"))
        return (
            paper.bold(paper.wrapped(command.usage))
            + "\n"
            + paper.wrapped(f"{command.line}. {command.more}")
        )
    return "\n".join(_listed(paper)) + "\n" + paper.wrapped(_BELOW)


def _quit(_chat: Chat, _argument: str) -> str | None:
    raise EOFError


COMMANDS: Final = (
    Command(
        "/help",
        "[NAME]",
        "lists the commands, or says more of one",
        "For example: /help filter",
        _help,
        Completes.COMMANDS,
        also=("/?",),
    ),
    Command(
        "/sources",
        "",
        "lists every passage shown so far",
        "Passages keep their numbers for the whole chat, also in one that is gone on with.",
        looking.sources,
    ),
    Command(
        "/show",
        "N",
        "shows passage N among the lines around it",
        "N is a number in brackets, from any answer of this chat.",
        looking.show,
    ),
    Command(
        "/why",
        "",
        "shows the scores and checks behind the last answer",
        "What --explain shows with every answer: how each passage was ranked, how each sentence "
        "and figure held against its source, and how long every stage took.",
        looking.why,
        also=("/explain",),
    ),
    Command(
        "/compare",
        "TOPIC",
        "shows what each document says of TOPIC, side by side",
        "The best sentences of up to six documents, then the figures in which they differ.",
        asking.compare,
        needs=True,
    ),
    Command(
        "/summarise",
        "[FOCUS]",
        "writes a short note, on a subject if one is named",
        "Its citations are numbered on from those of the chat. A longer note, or one as a Word "
        "document, is written by the command summarise outside of the chat.",
        asking.summarise,
        also=("/summarize", "/summary"),
    ),
    Command(
        "/add",
        "PATH",
        "adds a file or folder to the library",
        "From then on it belongs to what is asked, also where the chat began with chosen paths.",
        choosing.add,
        Completes.PATHS,
        needs=True,
    ),
    Command(
        "/filter",
        "[PATTERN | since DATE | off]",
        "limits questions to files by name or date",
        "PATTERN is looked for in paths, with * and ? as in a shell. since 2024-05 leaves out "
        "what is dated before; files without a date are taken. Both can be set; off takes both "
        "off; /filter alone says what is set and how many files fit.",
        choosing.filter_by,
        Completes.FILTERS,
    ),
    Command(
        "/mode",
        "[auto | quote | compose]",
        "says or sets how answers are written",
        "quote copies from the sources; compose lets the model write and checks every sentence; "
        "auto composes with a model of a billion parameters or more.",
        choosing.mode,
        Completes.MODES,
    ),
    Command(
        "/model",
        "[FILE]",
        "says which model reads, or takes another",
        "FILE is a GGUF file. One that cannot be used leaves the model as it was.",
        choosing.model,
        Completes.PATHS,
    ),
    Command(
        "/raw",
        "QUESTION",
        "asks exactly what is typed",
        "Without it, a question like “and the wounded?” is understood from what was said before.",
        asking.raw,
        needs=True,
    ),
    Command(
        "/retry",
        "",
        "asks the last question again",
        "In place of the last answer: after another /mode, /model or /filter, or after /add.",
        asking.retry,
    ),
    Command(
        "/undo",
        "",
        "takes the last question and its answer back",
        "Follow-ups and /save no longer know it; the numbers of its passages keep their meaning.",
        asking.undo,
    ),
    Command(
        "/note",
        "[FILE]",
        "appends the last answer to a Markdown file",
        "With its passages and their lines. Without FILE the one used before, else "
        f"{filing.NOTE_FILE}.",
        filing.note,
        Completes.PATHS,
    ),
    Command(
        "/save",
        "FILE",
        "writes the whole chat to FILE, .md or .json",
        "The same questions put to the same library give the same file, byte for byte. A file "
        "that is no such transcript is not overwritten.",
        filing.save,
        Completes.PATHS,
        needs=True,
    ),
    Command(
        "/history", "", "lists what was asked so far", "With what was found.", looking.history
    ),
    Command(
        "/stats",
        "",
        "counts questions, passages and seconds",
        "Of this chat; and what the library holds.",
        looking.stats,
    ),
    Command(
        "/quit",
        "",
        "leaves; so does Ctrl-D",
        "What was said is kept: chat --continue goes on with it.",
        _quit,
        also=("/exit", "/q", "/bye"),
    ),
)
_COLUMN: Final = 20
"""Where the lines of the list begin."""
_BELOW: Final = "Ctrl-C stops an answer or clears the line, Alt-Enter begins a new line."
_NAMED: Final = {name: each for each in COMMANDS for name in (each.name, *each.also)}


def named(name: str) -> Command:
    """The command of that name.

    Raises:
        UsageError: there is none.
    """
    found = _NAMED.get(name.casefold())
    if found is not None:
        return found
    near = difflib.get_close_matches(name.casefold(), tuple(_NAMED), n=1, cutoff=0.5)
    hint = (
        f"Did you mean {_NAMED[near[0]].name}?"
        if near
        else "/help lists the commands; a question that begins with a slash goes behind /raw."
    )
    raise UsageError(f"unknown command {name}", hint)


def followed(chat: Chat, line: str) -> None:
    """Do what the line says, and write what comes of it.

    Raises:
        EOFError: it says to leave.
        RagError: it could not be done.
    """
    name, *rest = line.split(maxsplit=1)
    command, argument = named(name), "".join(rest).strip()
    if command.needs and not argument:
        raise UsageError(f"{command.name} needs its {command.argument}", f"{command.line}.")
    told = command.run(chat, argument)
    if told:
        chat.terminal.write(told + "\n")


def _listed(paper: Paper) -> list[str]:
    """Every command with its line, in columns where there is room for them."""
    if paper.measure < _COLUMN + 40:
        return [
            paper.wrapped(f"{each.usage}: {each.line}", indent="  ", first="") for each in COMMANDS
        ]
    lines: list[str] = []
    for each in COMMANDS:
        fits = len(each.usage) < _COLUMN - 1
        if not fits:
            lines.append(each.usage)
        lead = f"{each.usage if fits else '':<{_COLUMN}}"
        lines.append(paper.wrapped(each.line, indent=" " * _COLUMN, first=lead))
    return lines
