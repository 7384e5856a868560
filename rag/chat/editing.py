"""The line editor: history, completion, pastes and the line below the prompt."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from rag.chat.commands import COMMANDS, Completes
from rag.chat.histories import History
from rag.chat.pastes import Pastes
from rag.chat.status import Status
from rag.domain import Mode

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import Completer
    from prompt_toolkit.formatted_text import AnyFormattedText
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.key_binding.key_processor import KeyPressEvent
    from prompt_toolkit.styles import Style

PROMPT: Final = "> "
_MENU_LINES: Final = 5


def line_editor(status: Status, history: History, *, colour: bool) -> Callable[[], str]:
    """What reads one question or command from the terminal, which may have several lines.

    It raises EOFError on Ctrl-D, and KeyboardInterrupt on Ctrl-C where there is no text to clear.
    """
    pastes = Pastes()
    session = _session(status, history, _keys(pastes), colour=colour)

    def read() -> str:
        status.renew()
        text = pastes.whole(session.prompt())
        history.add(text)
        return text

    return read


def _session(
    status: Status, history: History, keys: "KeyBindings", *, colour: bool
) -> "PromptSession[str]":
    from prompt_toolkit import PromptSession
    from prompt_toolkit.application import get_app
    from prompt_toolkit.history import InMemoryHistory
    from prompt_toolkit.output import ColorDepth

    def toolbar() -> "AnyFormattedText":
        # A list of fragments, so that nothing in a file's name is taken for markup.
        return [("", status.line(get_app().output.get_size().columns - 1))]

    return PromptSession(
        [("class:prompt", PROMPT)],
        multiline=True,
        prompt_continuation=lambda _width, _line, _wraps: " " * len(PROMPT),
        key_bindings=keys,
        history=InMemoryHistory(list(history.lines())),
        completer=_completer(status),
        complete_while_typing=False,
        reserve_space_for_menu=_MENU_LINES,
        bottom_toolbar=toolbar,
        style=_style(colour=colour),
        color_depth=None if colour else ColorDepth.DEPTH_1_BIT,
        include_default_pygments_style=False,
    )


def _style(*, colour: bool) -> "Style":
    from prompt_toolkit.styles import Style

    quiet = "noreverse fg:ansibrightblack" if colour else "noreverse"
    return Style.from_dict({"bottom-toolbar": quiet, "prompt": "bold"})


def _keys(pastes: Pastes) -> "KeyBindings":
    """Enter sends, Alt-Enter begins a new line, Ctrl-C clears or interrupts, pastes are kept."""
    from prompt_toolkit.filters import completion_is_selected
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.keys import Keys

    keys = KeyBindings()

    @keys.add("enter", filter=~completion_is_selected)
    def _send(event: "KeyPressEvent") -> None:
        event.current_buffer.validate_and_handle()

    @keys.add("enter", filter=completion_is_selected)
    def _choose(event: "KeyPressEvent") -> None:
        event.current_buffer.complete_state = None

    @keys.add("escape", "enter")
    def _new_line(event: "KeyPressEvent") -> None:
        event.current_buffer.newline(copy_margin=False)

    @keys.add(Keys.BracketedPaste)
    def _paste(event: "KeyPressEvent") -> None:
        event.current_buffer.insert_text(pastes.shown(event.data))

    @keys.add("c-c")
    def _clear(event: "KeyPressEvent") -> None:
        if event.current_buffer.text:
            event.current_buffer.reset()
        else:
            event.app.exit(exception=KeyboardInterrupt, style="class:aborting")

    return keys


def _completer(status: Status) -> "Completer":
    """Completes commands, and behind a command what it takes."""
    from prompt_toolkit.completion import (
        NestedCompleter,
        PathCompleter,
        WordCompleter,
        merge_completers,
    )

    names = [each.name for each in COMMANDS]
    kinds: dict[Completes, Completer | None] = {
        Completes.NOTHING: None,
        Completes.PATHS: PathCompleter(expanduser=True),
        Completes.MODES: WordCompleter([mode.value for mode in Mode]),
        Completes.COMMANDS: WordCompleter([name.removeprefix("/") for name in names]),
        Completes.FILTERS: WordCompleter(
            lambda: ["since", "off", *status.paths()], sentence=True, match_middle=True
        ),
    }
    arguments = NestedCompleter({each.name: kinds[each.completes] for each in COMMANDS})
    lines = {each.name: each.line for each in COMMANDS}
    commands = WordCompleter(names, sentence=True, meta_dict=lines)
    return merge_completers([commands, arguments], deduplicate=True)
