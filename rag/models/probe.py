"""Whether llama.cpp runs on this machine: found out once, in a child process that may die.

Some machines list instructions in their CPU flags and kill the process that uses them (AMX on
some virtual machines). Those instructions are reached through llama.cpp's extra buffers, which
also repack the weights and are faster where they work: so they are tried first.
"""

import hashlib
import logging
import platform
import signal
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from rag.children import child_command, child_environment
from rag.errors import ModelError, RagError
from rag.models.build import build_identity
from rag.models.files import fingerprint, read_record, write_record
from rag.models.gguf_file import check_gguf

_PROMPT: Final = " the quick brown fox jumps over the lazy dog" * 8
_SECONDS: Final = 600.0
_DEADLY: Final = tuple(
    getattr(signal, name)
    for name in ("SIGILL", "SIGABRT", "SIGBUS", "SIGFPE", "SIGSEGV")
    if hasattr(signal, name)
)
"""Signals that say something about the machine; SIGKILL and SIGTERM do not."""
_log = logging.getLogger(__name__)


class Buffers(StrEnum):
    """How llama.cpp may hold a model's weights on this machine."""

    EXTRA = "extra"
    """Repacked: fastest."""
    PLAIN = "plain"
    """As in the file: the extra buffers kill the process."""
    UNUSABLE = "unusable"
    """Either way the process dies."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """How a child ended: it worked, it died of the machine, or of something else."""

    worked: bool
    deadly: bool
    complaint: str


def extra_buffers(model: Path, cache: Path) -> bool:
    """Whether to load this model with extra buffers.

    Raises:
        ModelError: the model cannot be run, with them or without.
    """
    verdict = remembered_verdict(model, cache) or probe(model, cache)
    if verdict is Buffers.UNUSABLE:
        raise _unusable(model)
    return verdict is Buffers.EXTRA


def remembered_verdict(model: Path, cache: Path) -> Buffers | None:
    """The verdict on this machine, llama.cpp build and model file, or None before the probe."""
    found = read_record(_record(model, cache)).get("buffers")
    return Buffers(found) if isinstance(found, str) and found in set(Buffers) else None


def probe(model: Path, cache: Path) -> Buffers:
    """Run the model in child processes and remember which way works.

    Raises:
        ModelError: the file is no model, or running it failed in a way that may pass.
    """
    check_gguf(model)
    outcome = _Outcome(worked=False, deadly=True, complaint="")
    for buffers in (Buffers.EXTRA, Buffers.PLAIN):
        previous, outcome = outcome, _attempt(model, buffers)
        if outcome.worked:
            if previous.deadly:
                _remember(model, cache, buffers)
            return buffers
        _log.info("llama.cpp with %s buffers: %s", buffers, outcome.complaint)
    if not outcome.deadly:
        raise ModelError(f"{model} cannot be run: {outcome.complaint}", _HINT)
    _remember(model, cache, Buffers.UNUSABLE)
    return Buffers.UNUSABLE


_HINT: Final = "Run 'rag doctor'; if it is not the memory, install llama-cpp-python anew."


def _attempt(model: Path, buffers: Buffers) -> _Outcome:
    command = child_command("rag.models.probe", str(model), buffers.value)
    try:
        child = subprocess.run(
            command,
            env=child_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _Outcome(worked=False, deadly=False, complaint="no result after ten minutes")
    if child.returncode == ModelError.exit_code:
        message, _, hint = child.stdout.decode("utf-8", "replace").partition("\n")
        raise ModelError(message, hint.strip())
    deadly = -child.returncode in _DEADLY
    return _Outcome(child.returncode == 0, deadly, _complaint(child.returncode, child.stderr))


def _complaint(code: int, stderr: bytes) -> str:
    if code < 0:
        return f"killed by {signal.Signals(-code).name}"
    lines = stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:200] if lines else f"exit status {code}"


def _remember(model: Path, cache: Path, buffers: Buffers) -> None:
    try:
        write_record(
            _record(model, cache),
            {"buffers": buffers.value, "model": str(model), "build": build_identity()},
        )
    except OSError as error:
        _log.warning("llama.cpp will be probed again next time: %s", error)


def _record(model: Path, cache: Path) -> Path:
    key = f"{machine_identity()} {build_identity()} {fingerprint(model)}"
    return cache / "probes" / f"{hashlib.sha256(key.encode()).hexdigest()[:24]}.json"


def machine_identity() -> str:
    """The platform and a hash of the processor's name and flags."""
    information = Path("/proc/cpuinfo")
    processor = platform.processor()
    if information.is_file():
        lines = information.read_text("utf-8", "replace").partition("\n\n")[0].splitlines()
        told = ("flags", "Features", "model name", "microcode")
        processor = "\n".join(line for line in lines if line.startswith(told))
    digest = hashlib.sha256(processor.encode()).hexdigest()[:16]
    return f"{platform.system()} {platform.release()} {platform.machine()} {digest}"


def _unusable(model: Path) -> ModelError:
    return ModelError(
        f"llama.cpp dies on this machine when it runs {model.name}",
        "Its build uses instructions that this processor lacks. Build it here: "
        "CMAKE_ARGS=-DGGML_NATIVE=OFF pip install --force-reinstall --no-cache-dir "
        "--no-binary llama-cpp-python llama-cpp-python",
    )


def _exercise(model: Path, buffers: Buffers) -> None:
    """Run a prompt and one token more; large batches and single tokens take different code."""
    from rag.models.batch import Run
    from rag.models.native import Native, Shape

    native = Native(model, Shape(512, 2), extra_buffers=buffers is Buffers.EXTRA)
    tokens = native.whole_tokens(_PROMPT)
    native.decode((Run(0, 0, tokens, (len(tokens) - 1,)),))
    native.decode((Run(1, 0, tokens[:1], (0,)),))
    native.close()


def _main(model: str, buffers: str) -> int:
    try:
        _exercise(Path(model), Buffers(buffers))
    except RagError as error:
        sys.stdout.write(f"{error.message}\n{error.hint}\n")
        return int(error.exit_code)
    return 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
