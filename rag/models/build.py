"""Which llama.cpp is installed, told without loading it."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path


@cache
def build_identity() -> str:
    """The version of llama-cpp-python and its libraries' sizes and time stamps.

    The version alone does not tell builds apart: the same one may be compiled with or without
    the instructions this machine lacks.
    """
    libraries = (
        f"{file.name}:{file.stat().st_size}:{file.stat().st_mtime_ns}"
        for file in sorted(_library_folder().glob("*ggml-cpu*"))
        if not file.is_symlink()
    )
    return " ".join((llama_version(), *libraries))


def llama_version() -> str:
    """The version of llama-cpp-python, `none` where it is not installed."""
    try:
        return version("llama-cpp-python")
    except PackageNotFoundError:
        return "none"


def _library_folder() -> Path:
    spec = find_spec("llama_cpp")
    return Path(spec.origin).parent / "lib" if spec and spec.origin else Path("/nonexistent")
