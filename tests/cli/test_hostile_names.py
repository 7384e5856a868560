"""What files and their names put on the terminal: never a code it acts on, never a line of theirs."""

import json
import os
import re
import shutil
from contextlib import chdir
from html.parser import HTMLParser

import pytest
from typer.testing import CliRunner

from rag.cli.program import app
from tests.parts import FakeParts, opener

CODES = "\x1b]0;owned\x07\x1b[2J\x9b31m"
TRAP = f"The storm flooded around 40 houses{CODES}, <script>alert(1)</script> said & told."
NAMES = (
    "red\x1b[31m.txt",
    "two\nerror: forged line.txt",
    "back\x08\x08\rwards.txt",
    "right\u202eto left.txt",
    "[red]markup[bold].txt",
    "<img src=x onerror=alert(1)>.txt",
)
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def invoke(*words):
    return CliRunner().invoke(app, list(words), obj=opener(FakeParts()))


@pytest.fixture(scope="module")
def indexed(tmp_path_factory):
    """A folder with a library, and what was told when it was indexed."""
    folder = tmp_path_factory.mktemp("indexed")
    for name in NAMES:
        (folder / name).write_text(f"Title of {name}\n\n{TRAP}\n")
    (folder / "bad\x1b[31m\nwarning: forged.json").write_text('{"\x1b[31m": \n')
    with chdir(folder):
        return folder, invoke("index", ".")


@pytest.fixture
def run(indexed, tmp_path, monkeypatch):
    shutil.copytree(indexed[0], tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    return invoke


@pytest.mark.parametrize(
    "command",
    [
        ("index", ".", "-v"),
        ("index", "missing\x1b[2J\nerror: forged.txt"),
        ("status",),
        ("search", "how many houses"),
        ("search", "how many houses", "-f", "json"),
        ("ask", "how many houses were flooded?", "."),
        ("ask", "how many houses were flooded?", ".", "-f", "md"),
        ("ask", "how many houses were flooded?", ".", "-f", "json"),
        ("ask", "how many houses were flooded?", ".", "-f", "html"),
        ("summarise", "."),
        ("summarise", ".", "-f", "html"),
    ],
)
def test_nothing_steers_the_terminal(run, command):
    assert_harmless(run(*command))


def test_nothing_steers_the_terminal_while_files_are_read(indexed):
    assert_harmless(indexed[1])


def assert_harmless(done):
    shown = done.stdout + done.stderr
    assert not STEERS.search(shown)
    assert not re.search(r"^(?:error|warning): forged", shown, re.MULTILINE)


def test_failures_are_told_with_names_made_visible(indexed):
    told = indexed[1].stdout
    assert "bad␛[31m␊warning: forged.json" in told


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = set()
        self.attributes = set()

    def handle_starttag(self, tag, attrs):
        self.found.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.parametrize("command", [("ask", "how many houses were flooded?"), ("summarise",)])
def test_pages_hold_no_markup_of_the_sources(run, command):
    tags = Tags()
    tags.feed(run(*command, ".", "-f", "html").stdout)
    assert "html" in tags.found
    assert not tags.found & {"script", "img", "iframe", "object", "a:x"}
    assert not {name for name in tags.attributes if name.startswith("on")}


def test_json_keeps_the_words_as_they_are(run):
    found = json.loads(run("ask", "how many houses were flooded?", ".", "-f", "json").stdout)
    assert any(CODES in cited["quote"] for cited in found["citations"])


@pytest.mark.skipif(os.name != "posix", reason="names are bytes")
def test_a_name_that_is_not_utf8_is_told(run, tmp_path):
    (tmp_path / os.fsdecode(b"latin\xe9.txt")).write_text("Some words.")
    done = run("index", ".")
    assert "its name is not UTF-8" in done.stdout
