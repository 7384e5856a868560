"""The installed entry points: what typer's own runner does not go through."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rag import cli

PROJECT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def leave(script, *arguments):
    with pytest.raises(SystemExit) as left:
        script(arguments)
    return left.value.code


def test_an_unknown_command_suggests_the_nearest(capsys):
    assert leave(cli.main, "aks", "x") == 2
    assert capsys.readouterr().err == (
        "error: no such command 'aks'. Did you mean 'ask'?\nhint: See: rag --help\n"
    )


def test_an_unknown_option_names_the_nearest(capsys):
    assert leave(cli.main, "ask", "x", "--stric") == 2
    assert "--strict" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("script", "where"), [(cli.main, "rag ask"), (cli.ask_main, "ask")], ids=["rag", "ask"]
)
def test_a_question_with_a_leading_dash_gets_advice(script, where, capsys):
    before = ("ask",) if script is cli.main else ()
    assert leave(script, *before, "-5 degrees?") == 2
    assert f'goes behind --:  {where} -- "-…"' in capsys.readouterr().err
    assert leave(script, *before, "--", "-5 degrees?") == 5
    assert "error: no library in " in capsys.readouterr().err


def test_usage_errors_are_json_under_f_json(capsys):
    assert leave(cli.main, "ask", "-f", "json") == 2
    found = json.loads(capsys.readouterr().out)
    assert found["schema"] == "sourceline.error/1"
    assert found["exit_code"] == 2
    assert leave(cli.main, "ask", "x", "--format=json", "-k", "0") == 2
    assert json.loads(capsys.readouterr().out)["exit_code"] == 2


def test_without_arguments_the_program_shows_its_help(capsys):
    assert leave(cli.main) == 2
    written = capsys.readouterr()
    assert "Usage: rag" in written.out + written.err
    assert "error" not in written.err


@pytest.mark.parametrize("script", [cli.ask_main, cli.summarise_main, cli.chat_main])
def test_the_scripts_have_help_of_their_own(script, capsys):
    assert leave(script, "--help") == 0
    name = script.__name__.removesuffix("_main")
    assert f"Usage: {name} [OPTIONS]" in capsys.readouterr().out


def test_a_setting_that_makes_no_sense(tmp_path, capsys):
    (tmp_path / "rag.toml").write_text("topk = 3\n")
    assert leave(cli.ask_main, "x") == 2
    assert "unknown key 'topk'\nhint: Did you mean 'top_k'?" in capsys.readouterr().err


def test_a_closed_pipe_ends_quietly(tmp_path):
    script = f"{sys.executable} -m rag --help | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "0\n"
    assert done.stderr == ""


def test_the_package_runs_as_a_module(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "rag", "status"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert "not built yet" in done.stdout
