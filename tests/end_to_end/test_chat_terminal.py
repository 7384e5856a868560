"""A chat in a real terminal: keys are sent to tmux, and its screen is read."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rag.library import SqliteCatalogue

PROJECT = Path(__file__).parents[2]
SECONDS = 150
pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
]


class Window:
    """One tmux window with a server of its own."""

    def __init__(self, folder, *, width=90, height=40):
        self.socket = str(folder / "tmux")
        self.size = (str(width), str(height))

    def tmux(self, *arguments):
        command = ("tmux", "-f", "/dev/null", "-S", self.socket, *arguments)
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.stdout

    def start(self, command, folder):
        width, height = self.size
        # Ctrl-C reaches the shell too, which without a trap would end with the chat.
        shell = ("sh", "-c", f"trap : INT; {command}; echo left with $?; sleep 60")
        self.tmux("new-session", "-d", "-x", width, "-y", height, "-c", str(folder), *shell)

    def send(self, *keys):
        self.tmux("send-keys", *keys)

    def paste(self, text, file):
        file.write_text(text)
        self.tmux("load-buffer", str(file))
        self.tmux("paste-buffer", "-p")

    @property
    def screen(self):
        """What can be seen, and what was scrolled away; lines that were wrapped are joined."""
        return self.tmux("capture-pane", "-p", "-J", "-S", "-500")

    @property
    def last_line(self):
        """The lowest line with anything in it."""
        return ([line.strip() for line in self.screen.splitlines() if line.strip()] or [""])[-1]

    def shows(self, text):
        """Wait until a text is on the screen."""
        self.wait(lambda: text in self.screen, text)

    def wait(self, condition, wanted):
        """Wait until a condition holds."""
        end = time.monotonic() + SECONDS
        while not condition():
            assert time.monotonic() < end, f"no {wanted!r} in\n{self.screen}"
            time.sleep(0.05)


@pytest.fixture
def window(tmp_path):
    opened = Window(tmp_path)
    yield opened
    opened.tmux("kill-server")


@pytest.fixture
def chat(window, tmp_path, model_cache):
    """A chat about the sample documents, in a library of its own, once it is ready."""
    shutil.copytree(PROJECT / "seeds", tmp_path / "seeds")
    settings = {"PYTHONPATH": PROJECT, "RAG_CACHE_DIR": model_cache, "RAG_ROOT": tmp_path}
    environment = " ".join(f"{name}='{value}'" for name, value in settings.items())
    window.start(f"env {environment} {sys.executable} -m rag chat seeds", tmp_path)
    window.shows("2 documents · quote")
    return window


def test_a_chat_in_a_terminal(chat, tmp_path):
    chat.send("how many were wounded?", "Enter")
    chat.shows("around 1,000 additional North Koreans” [1]")
    chat.shows("next passage [9]")

    chat.send("how many were killed?", "Enter")
    chat.shows("[9] seeds/")
    chat.send("C-c")
    # A fast machine may have answered by then; the greeting has said it once.
    chat.wait(lambda: chat.screen.count("Ctrl-D leaves") > 1, "what Ctrl-C does")

    chat.send("half a question", "C-c")
    chat.send("/hist", "Tab")
    chat.shows("> /history")
    chat.send("Enter")
    chat.shows("1. how many were wounded?")
    assert "half a question\n" not in chat.screen

    chat.tmux("resize-window", "-x", "40", "-y", "30")
    chat.wait(lambda: chat.last_line == "2 documents · quote", "a status line that fits")
    chat.send("/show 1", "Enter")
    chat.shows("\n  │ from South Korea’s National\n")
    chat.send("/stats", "Enter")
    chat.shows(", 0 of them refused")

    chat.wait(lambda: chat.last_line == "2 documents · quote", "a prompt")
    chat.paste("It rained. " * 460 + "\nWho is Lee?", tmp_path / "pasted")
    chat.shows("[paste 1: 5,072 characters]")
    chat.send("Enter")
    chat.shows("of it was asked:")
    chat.shows("→ Who is Lee?")
    chat.wait(lambda: chat.screen.count("\nAnswer\n") > 1, "another answer")

    chat.wait(lambda: chat.last_line == "2 documents · quote", "a prompt")
    chat.send("C-d")
    chat.shows("left with")
    assert "left with 0" in chat.screen
    assert "Traceback" not in chat.screen
    assert library_is_sound(tmp_path)


def library_is_sound(root):
    with SqliteCatalogue.open(root / ".rag", writable=True) as catalogue:
        return len(catalogue.documents()) == 2 and not catalogue.check()
