"""The line editor behind pipes: keys go in, lines come out."""

import time
from collections.abc import Callable
from threading import Thread

import pytest
from prompt_toolkit.application import create_app_session, get_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.data_structures import Size
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from prompt_toolkit.output.vt100 import Vt100_Output

from rag import chat
from rag.chat import COMMANDS, Chat, Choices, editing
from rag.chat.editing import line_editor
from rag.chat.filters import Filter
from rag.chat.histories import History
from rag.chat.status import Status
from tests.chat.engines import stored

ENTER, UP, TAB, CTRL_C, CTRL_D, CURSOR_AT_TOP = "\r", "\x1b[A", "\t", "\x03", "\x04", "\x1b[1;1R"
SECONDS = 30


class Keys:
    """Types keys and reads the lines that come of them."""

    def __init__(self, pipe, chatting, history, *, colour=True):
        self.pipe = pipe
        self.read = line_editor(Status(chatting), history, colour=colour)

    def __call__(self, *keys):
        self.pipe.send_text("".join(keys))
        return self.read()


@pytest.fixture
def chatting(engine, talk):
    return Chat(engine, talk.terminal())


@pytest.fixture
def history(engine):
    return History(engine.folder)


@pytest.fixture
def typed(chatting, history):
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield Keys(pipe, chatting, history)


def paste(text):
    return f"\x1b[200~{text}\x1b[201~"


def types(pipe, *steps: tuple[Callable[[], object], str]):
    """Types each step's keys once what it waits for has come, from a thread of its own."""

    def type_all():
        for come, keys in steps:
            end = time.monotonic() + SECONDS
            while not come() and time.monotonic() < end:
                time.sleep(0.01)
            pipe.send_text(keys)

    Thread(target=type_all).start()


def test_a_line_is_read(typed):
    assert typed("how many?", ENTER) == "how many?"


def test_alt_enter_begins_a_new_line(typed):
    assert typed("how", "\x1b\r", "many?", ENTER) == "how\nmany?"


def test_a_paste_is_read_whole_and_not_sent(typed):
    pasted = "It rained. " * 460 + "\nHow many\r\nhouses?"
    assert len(pasted) > 5000
    assert typed(paste(pasted), " Now?", ENTER) == pasted.replace("\r\n", "\n") + " Now?"


def test_a_long_paste_stands_as_a_label_and_is_sent_whole(chatting, history):
    pasted = "It rained. " * 460
    shown = sent(chatting, history, paste(pasted), colour=False, columns=60)
    assert "[paste 1: 5,060 characters]" in shown
    assert "It rained" not in shown


def test_a_label_is_what_was_pasted_also_when_it_is_sent_again(typed):
    pasted = "line\n" * 10
    assert typed(paste(pasted), "?", ENTER) == f"{pasted}?"
    assert typed(UP, ENTER) == f"{pasted}?"
    assert typed(paste("x\ny"), ENTER) == "x\ny"


def test_codes_in_a_paste_are_text(typed):
    assert typed(paste("a\x1b[2Jb"), ENTER) == "a\x1b[2Jb"


def test_ctrl_c_clears_the_line_and_interrupts_an_empty_one(typed):
    assert typed("half a li", CTRL_C, "whole?", ENTER) == "whole?"
    with pytest.raises(KeyboardInterrupt):
        typed(CTRL_C)


def test_ctrl_d_leaves(typed):
    with pytest.raises(EOFError):
        typed(CTRL_D)


def test_lines_come_back_in_this_chat_and_the_next(typed, history, chatting):
    typed("one?", ENTER)
    assert typed(UP, ENTER) == "one?"
    assert history.lines() == ("one?", "one?")
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        assert Keys(pipe, chatting, history)(UP, ENTER) == "one?"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/hel", {"/help"}),
        ("/sa", {"/save"}),
        ("/mode qu", {"/mode quote"}),
        ("/help retr", {"/help retry"}),
        ("/filter sin", {"/filter since"}),
        ("/filter 2", {"/filter reports/2.txt"}),
        ("/add stor", {"/add storm.txt"}),
        ("/note stor", {"/note storm.txt"}),
        ("/show stor", set()),
        ("how many stor", set()),
        ("/nothing stor", set()),
    ],
)
def test_commands_and_what_they_take_are_completed(chatting, tmp_path, text, expected):
    (tmp_path / "storm.txt").write_text("x")
    found = editing._completer(Status(chatting)).get_completions(Document(text), CompleteEvent())
    done = {text[: len(text) + one.start_position] + one.text for one in found}
    assert done == expected


def test_an_empty_line_offers_every_command_with_its_line(chatting):
    found = editing._completer(Status(chatting)).get_completions(Document(""), CompleteEvent())
    told = {one.text: one.display_meta_text for one in found if one.text.startswith("/")}
    assert told == {command.name: command.line for command in COMMANDS}


def test_tab_completes_and_enter_takes_the_choice_before_it_sends(typed):
    session = get_app_session()

    def menu():
        return session.app and session.app.current_buffer.complete_state

    types(
        typed.pipe,
        (lambda: session.app, TAB),
        (menu, TAB),
        (lambda: menu() and menu().current_completion, ENTER),
        (lambda: not menu(), f" there{ENTER}"),
    )
    assert typed("/s") in {
        f"{name} there" for name in ("/sources", "/show", "/save", "/summarise")
    }


def test_the_line_below_tells_what_is_asked(chatting, engine):
    status = Status(chatting)
    status.renew()
    assert status.line(80) == "3 documents · quote · tiny · next passage [1]"
    assert status.line(25) == "3 documents · quote"
    assert status.line(5) == ""
    chatting.choose(Choices(filter=Filter("reports", "2024-06")))
    status.renew()
    assert status.line(80).startswith("1 of 3 documents (reports, since 2024-06) · quote")
    engine.held = (stored(1, "a\x1b[31m.txt"),)
    chatting.choose(Choices(filter=Filter("a\x1b[31m")))
    status.renew()
    assert "\x1b" not in status.line(80)


class Screen:
    """What a terminal is sent."""

    encoding = "utf-8"

    def __init__(self):
        self.sent = ""

    def write(self, text):
        self.sent += text

    def flush(self):
        """Nothing is held back."""

    def fileno(self):
        raise OSError("no terminal")

    def isatty(self):
        return True


def sent(chatting, history, keys, *, colour, columns=40):
    """All that the terminal is sent while these keys are typed."""
    screen = Screen()
    output = Vt100_Output(screen, lambda: Size(24, columns), term="xterm", enable_cpr=False)
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=output):
        read = Keys(pipe, chatting, history, colour=colour)
        types(pipe, (lambda: "3 documents" in screen.sent, ENTER))
        read(CURSOR_AT_TOP, keys)
    return screen.sent


def test_without_colour_none_is_sent(chatting, history):
    plain = sent(chatting, history, "/mode quote", colour=False)
    painted = sent(chatting, history, "/mode quote", colour=True)
    colours = [f"\x1b[0;{code}" for code in (*range(30, 38), *range(90, 98))]
    assert not any(code in plain for code in colours)
    assert any(code in painted for code in colours)
    assert "3 documents · quote" in plain


def test_codes_that_are_pasted_are_not_sent_to_the_terminal(chatting, history):
    shown = sent(chatting, history, paste("a\x1b]0;owned\x07b"), colour=True)
    assert "\x1b]0;owned" not in shown
    assert "owned" in shown


def test_a_whole_chat_by_keys(engine, talk, typed):
    typed.pipe.send_text("one?\r" + paste("two\nlines") + "\r/history\r" + CTRL_C + CTRL_D)
    chat.run(engine, talk.terminal(), read_line=typed.read)
    assert engine.asked == ["one?", "two lines"]
    assert talk.err == [
        "Ask a question; /help lists the commands, Ctrl-D leaves.",
        "Ctrl-D leaves",
    ]
