"""A machine that lacks something is told so in one line, before anything is made."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "a checkout"
    folder.mkdir()
    for name in ("Makefile", "constraints.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    return folder


def make(checkout: Path, *arguments: str) -> tuple[int, list[str]]:
    """The exit status, and what was said apart from make's own remarks."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MAKE", "MFLAGS"))
    }
    environment["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), environment["PATH"]))
    environment["XDG_CACHE_HOME"] = str(checkout / "cache")
    done = subprocess.run(
        ["make", *arguments],
        cwd=checkout,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    said = (done.stdout + done.stderr).splitlines()
    return done.returncode, [line for line in said if not line.startswith("make")]


def program(folder: Path, name: str, script: str) -> str:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    return f"./{name}"


def test_missing_python_takes_one_line(checkout: Path) -> None:
    code, said = make(checkout, "demo", "PYTHON=python-that-is-not-there")
    assert code != 0
    assert len(said) == 1
    assert said[0].startswith("python-that-is-not-there does not run here")
    assert "make demo PYTHON=python3." in said[0]
    assert not (checkout / ".venv").exists()


def test_old_python_takes_one_line(checkout: Path) -> None:
    old = program(
        checkout,
        "oldpython",
        f"""case "$*" in
*version_info*) exit 1;;
-V) echo Python 3.9.2;;
*) exec {sys.executable} "$@";;
esac""",
    )
    code, said = make(checkout, "test", f"PYTHON={old}")
    assert code != 0
    assert len(said) == 1
    assert said[0].startswith("Python 3.9.2 is too old")
    assert "make test PYTHON=python3." in said[0]
    assert not (checkout / ".venv").exists()


def test_python_without_venv_takes_one_line(checkout: Path) -> None:
    bare = program(
        checkout,
        "barepython",
        f'case "$*" in *ensurepip*) exit 1;; *) exec {sys.executable} "$@";; esac',
    )
    code, said = make(checkout, "demo", f"PYTHON={bare}")
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert code != 0
    assert said == [f"./barepython has no venv module: sudo apt-get install python{version}-venv"]
    assert not (checkout / ".venv").exists()


@pytest.mark.parametrize("variable", ["CC", "CXX"])
def test_missing_compiler_takes_one_line(checkout: Path, variable: str) -> None:
    broken = program(checkout, "nocompiler", "exit 1")
    code, said = make(checkout, "demo", f"PYTHON={sys.executable}", f"{variable}={broken}")
    assert code != 0
    assert len(said) == 1
    assert said[0].startswith("llama.cpp needs a C and a C++ compiler: ")
    assert not (checkout / ".venv").exists()


def test_finished_environment_is_left_alone(checkout: Path) -> None:
    """Each tool of a finished environment is replaced by one that only writes down its name."""
    _, planned = make(checkout, "-n", "demo", f"PYTHON={sys.executable}")
    (stamp,) = {line.split()[-1] for line in planned if line.startswith("touch .venv/stamp-")}
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / stamp).touch()
    for name in ("ask", "summarise"):
        program(checkout, f".venv/bin/{name}", f'echo ran {name} "$@"')
    code, said = make(checkout, "-s", "demo", f"PYTHON={sys.executable}")
    assert code == 0
    assert said == ["ran ask how many were wounded?", "ran summarise seeds/"]


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt", "Makefile"])
def test_environment_is_made_anew_when_what_it_is_made_from_changes(
    checkout: Path, name: str
) -> None:
    before = planned_stamp(checkout)
    assert planned_stamp(checkout) == before
    with (checkout / name).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert planned_stamp(checkout) != before


def test_every_test_is_in_a_stage(checkout: Path) -> None:
    _, planned = make(checkout, "-n", "test", f"PYTHON={sys.executable}")
    stages = re.findall(r'pytest .*-m "([^"]+)"', "\n".join(planned))
    assert stages == ["not model and not slow", "model or slow or hypothesis"]


def planned_stamp(checkout: Path) -> str:
    _, planned = make(checkout, "-n", "check", f"PYTHON={sys.executable}")
    return next(line for line in planned if line.startswith("touch .venv/stamp-"))
