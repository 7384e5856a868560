"""The installed entry points: what typer's own runner does not go through."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rag import cli

PROJECT = Path(__file__).parents[2]
OTHERS = ("--help", "models path", "--version")


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


@pytest.mark.parametrize("command", [("summarise",), ("chat",), ("index",)])
def test_only_questions_are_called_questions(command, capsys):
    assert leave(cli.main, *command, "-5.txt") == 2
    assert f"A path that begins with a dash goes behind --:  rag {command[0]} --" in (
        capsys.readouterr().err
    )


@pytest.mark.parametrize("command", [("status",), ("show", "1"), ("models", "list"), ("doctor",)])
def test_where_nothing_can_begin_with_a_dash_there_is_no_such_advice(command, capsys):
    assert leave(cli.main, *command, "--nonsense") == 2
    assert "begins with a dash" not in capsys.readouterr().err


def test_a_choice_that_does_not_exist(capsys):
    assert leave(cli.main, "status", "-f", "html") == 2
    told = capsys.readouterr().err
    assert "'html' is not one of 'text', 'json'" in told
    assert "Value error" not in told


def in_shell(script, folder):
    return subprocess.run(
        ["bash", "-c", script.replace("rag", f"{sys.executable} -m rag")],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize(
    "command",
    ["status", *(pytest.param(other, marks=pytest.mark.slow) for other in OTHERS)],
)
def test_a_full_stdout_is_one_clear_error(tmp_path, command):
    done = in_shell(f"rag {command} > /dev/full", tmp_path)
    assert done.returncode == 1
    assert done.stderr == (
        "error: stdout cannot be written: No space left on device\n"
        "hint: Send it elsewhere, or give --output a file.\n"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_an_error_that_stdout_cannot_take_is_told_on_stderr(tmp_path):
    done = in_shell("rag ask x -f json > /dev/full", tmp_path)
    assert done.returncode == 5
    assert done.stderr.startswith("error: no library in ")
    assert "error: stdout cannot be written: No space left on device\n" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_closed_stdout_is_one_clear_error(tmp_path):
    done = in_shell("rag status >&-", tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("error: stdout cannot be written: Bad file descriptor\n")
    kept = in_shell("rag status -o status.txt >&-", tmp_path)
    assert (kept.returncode, kept.stderr) == (0, "wrote status.txt\n")


def test_a_closed_stdin_is_an_empty_one(tmp_path):
    done = in_shell("rag ask - <&-", tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("error: the question is empty\n")


def test_a_closed_stderr_costs_nothing(tmp_path):
    done = in_shell("rag ask x 2>&-", tmp_path)
    assert (done.returncode, done.stdout) == (5, "")


def test_ctrl_c_while_the_program_is_imported_leaves_quietly(tmp_path):
    (tmp_path / "typer.py").write_text("raise KeyboardInterrupt\n")
    done = subprocess.run(
        [sys.executable, "-c", "from rag.cli import main; main(['status'])"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), str(PROJECT)))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (130, "interrupted\n")


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
