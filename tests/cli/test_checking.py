"""`rag check` on the command line, over a real library without models."""

import json

import pytest
from typer.testing import CliRunner

from rag.cli.program import app
from tests.parts import FakeParts, opener

runner = CliRunner()
STORM = "The storm flooded around 40 houses on Monday, Mayor Ode said. Nobody was hurt.\n"
GOOD = "# Note\n\n- Mayor Ode said the storm flooded around 40 houses.\n"
BAD = "# Note\n\n- Mayor Ode said the storm flooded around 90 houses.\n"


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "storm.txt").write_text(STORM)
    (tmp_path / "good.md").write_text(GOOD)
    (tmp_path / "bad.md").write_text(BAD)
    return tmp_path


def run(*arguments, **options):
    return runner.invoke(app, list(arguments), obj=opener(FakeParts()), **options)


@pytest.fixture
def indexed(root):
    assert run("index", "reports").exit_code == 0
    return root


def test_a_note_that_holds(indexed):
    done = run("check", "good.md")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "1 of 1 sentences hold." in done.stdout


def test_a_note_that_does_not(indexed):
    done = run("check", "bad.md")
    assert done.exit_code == 4
    assert "bad.md:3  unsupported" in done.stdout
    assert "“around 90”: the source has “around 40”" in done.stdout


def test_from_stdin(indexed):
    done = run("check", "-", input=BAD)
    assert done.exit_code == 4
    assert "stdin:3" in done.stdout
    assert run("check", "-", input=f"<p>{STORM}</p>").exit_code == 0


@pytest.mark.parametrize("flag", ["--all", "-v"])
def test_every_line_on_request(indexed, flag):
    assert "good.md:3  holds" in run("check", "good.md", flag).stdout


def test_json_and_sarif(indexed):
    found = json.loads(run("check", "bad.md", "-f", "json").stdout)
    assert (found["schema"], found["note"]) == ("sourceline.check/1", "bad.md")
    done = run("check", "bad.md", "-o", "found.sarif")
    assert done.exit_code == 4
    log = json.loads((indexed / "found.sarif").read_text())
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "bad.md"
    assert place["region"]["startLine"] == 3


def test_changed_sources_are_read_again(indexed):
    (indexed / "reports" / "storm.txt").write_text(STORM.replace("40", "90"))
    assert run("check", "bad.md").exit_code == 0
    assert run("check", "good.md").exit_code == 4


def test_a_note_bears_itself_not_out(indexed):
    assert run("index", "bad.md").exit_code == 0
    assert run("check", "bad.md").exit_code == 4


def test_without_a_library(root):
    done = run("check", "good.md")
    assert done.exit_code == 5
    assert "rag index" in done.stderr


@pytest.mark.parametrize("name", ["none.md", "reports", "note.docx", "empty.md", "latin.md"])
def test_what_cannot_be_checked(indexed, name):
    (indexed / "empty.md").write_text("\n")
    (indexed / "latin.md").write_bytes(b"caf\xe9")
    done = run("check", name)
    assert done.exit_code == 2
    assert done.stderr.startswith("error: ")


def test_errors_under_json_are_json(indexed):
    done = run("check", "none.md", "-f", "json")
    assert json.loads(done.stdout)["schema"] == "sourceline.error/1"


def test_status_tells_stale_citations(indexed):
    assert run("summarise", "reports").exit_code == 0
    assert json.loads(run("status", "-f", "json").stdout)["stale"] == []
    (indexed / "reports" / "storm.txt").write_text(STORM.replace("houses", "barns"))
    found = json.loads(run("status", "-f", "json").stdout)
    assert {one["reason"] for one in found["stale"]} == {"file changed"}
    assert run("index", "reports").exit_code == 0
    found = json.loads(run("status", "-f", "json").stdout)
    assert found["stale"][0]["reason"] == "changed"
    assert "may point at other text now: [1]" in " ".join(run("status").stdout.split())
