"""What starting the program imports; heavy libraries wait until they are used."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
HEAVY = {
    "faiss", "gguf", "llama_cpp", "numpy", "prompt_toolkit", "sentence_transformers", "torch",
    "transformers",
}  # fmt: skip
MOST_MODULES = {"--help": 235, "--version": 235, "ask": 365, "models": 365, "chat": 365}
"""195 and 302 on Python 3.11, the latter with what typer checks values with; a fifth more is
room for other versions, not for another library."""

PROBE = """
import json, sys
from rag.cli.program import app
try:
    app(args=sys.argv[1:], prog_name="rag")
except SystemExit as leaving:
    code = leaving.code
print("\\n" + json.dumps({"code": code, "modules": sorted(sys.modules)}))
"""


def modules_after(*arguments, folder=None):
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments],
        cwd=folder or PROJECT,
        env={"PATH": "", "PYTHONPATH": str(PROJECT), "HOME": "/nonexistent"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize(
    "arguments",
    [("--help",), ("ask", "--help"), ("chat", "--help"), ("models", "--help"), ("--version",)],
)
def test_help_imports_nothing_heavy(arguments):
    found = modules_after(*arguments)
    assert found["code"] == 0
    assert not HEAVY & set(found["modules"])
    assert "rich" not in found["modules"]
    assert len(found["modules"]) < MOST_MODULES[arguments[0]]


def test_a_chat_that_cannot_begin_imports_nothing_heavy(tmp_path):
    assert not HEAVY & set(modules_after("chat", folder=tmp_path)["modules"])


def test_status_without_a_library_imports_no_model(tmp_path):
    found = modules_after("status", folder=tmp_path)
    assert not HEAVY & set(found["modules"])


def test_no_module_starts_threads_or_reads_files_to_be_imported():
    code = "import threading, rag.cli; print(threading.active_count())"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "1\n"
