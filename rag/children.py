"""Child processes that run this package's modules: what may die there, dies alone."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import rag


def child_command(module: str, *arguments: str) -> tuple[str, ...]:
    """The command that runs `module`; `-P` keeps the user's folder off its import path."""
    return (sys.executable, "-P", "-m", module, *arguments)


def child_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's environment, with this very package first on the import path."""
    here = str(Path(rag.__file__).resolve().parent.parent)
    inherited = os.environ.get("PYTHONPATH")
    path = os.pathsep.join(part for part in (here, inherited) if part)
    return {**os.environ, "PYTHONPATH": path, **(extra or {})}
