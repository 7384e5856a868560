"""How long a cold `ask` takes: process start to evidence on screen and to the answer.

    .venv/bin/python bench/cold_ask.py [--runs 5] [--root FOLDER] [QUESTION]

Each run starts `rag ask` in a new process twice (as text, timed from outside; as JSON, for the
stages) and then decodes 500 tokens with the same model, so that a machine that is slow or busy
shows in both. The library must exist: run `ask` once before. Prints a Markdown table of medians.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
QUESTION = "how many were wounded?"
TOKENS = 500
DECODE = f"""
import sys, time
from pathlib import Path
from rag.models.batch import Run
from rag.models.native import Native, Shape
from rag.models.probe import extra_buffers
from rag.settings import cache_folder
path = Path(sys.argv[1])
native = Native(path, Shape({TOKENS} + 1, 1), extra_buffers=extra_buffers(path, cache_folder()))
token = native.shared_tokens("The")[-1]
began = time.perf_counter()
for position in range({TOKENS}):
    outputs = native.decode((Run(0, position, (token,), (0,)),))
    token = int(native.logits(outputs)[0].argmax())
print(time.perf_counter() - began)
"""
MODEL_PATH = """
import os
from pathlib import Path
from rag.models.registry import DEFAULT_MODEL_SHA256, choose_model, is_default_model
from rag.models.transcode import fast_copy
from rag.settings import cache_folder, load
root = Path(os.getcwd())
path = choose_model(load(root, {}, os.environ)[0].model, root)
print(fast_copy(path, DEFAULT_MODEL_SHA256, cache_folder()) if is_default_model(path) else path)
"""


@dataclass(frozen=True)
class Run:
    """One round: seconds from process start, peak memory in MiB, seconds by stage."""

    evidence: float
    answer: float
    end: float
    memory: float
    stages: dict[str, float]
    decoding: float


def main() -> int:
    options = _options()
    model = _python(MODEL_PATH, root=options.root)
    runs = [_round(options.question, options.root, model) for _ in range(options.runs)]
    print(f'`ask "{options.question}"`, median of {len(runs)}; model {Path(model).name}')
    print(f"{platform.machine()}, {os.cpu_count()} processors, {platform.system()}\n")
    print("\n".join(_table(runs)))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("question", nargs="?", default=QUESTION)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--root", type=Path, default=REPOSITORY)
    return parser.parse_args()


def _round(question: str, root: Path, model: str) -> Run:
    evidence, answer, end, memory = _timed(question, root)
    told = subprocess.run(
        [*_command(question), "-f", "json"], cwd=root, check=False, capture_output=True, text=True
    )
    stages = json.loads(told.stdout)["timings"]
    return Run(evidence, answer, end, memory, stages, float(_python(DECODE, model, root=root)))


def _timed(question: str, root: Path) -> tuple[float, float, float, float]:
    """Seconds to the first and last output and to the end, and the peak memory in MiB."""
    began = time.perf_counter()
    child = subprocess.Popen(_command(question), cwd=root, stdout=subprocess.PIPE)
    arrivals = [time.perf_counter() - began for _ in _chunks(child)]
    _, _, usage = os.wait4(child.pid, 0)
    child.returncode = 0
    end = time.perf_counter() - began
    if not arrivals:
        raise SystemExit("nothing was printed: build the library first, by asking once")
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return arrivals[0], arrivals[-1], end, usage.ru_maxrss / unit


def _chunks(child: "subprocess.Popen[bytes]") -> Iterator[bytes]:
    """What the child writes, as soon as it is written."""
    assert child.stdout is not None
    with child.stdout as stream:
        while chunk := os.read(stream.fileno(), 1 << 16):
            yield chunk


def _command(question: str) -> list[str]:
    return [sys.executable, "-m", "rag", "ask", question]


def _python(code: str, *arguments: str, root: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


def _table(runs: Sequence[Run]) -> Iterator[str]:
    yield "| | median | each run |"
    yield "| --- | --- | --- |"
    yield _row("process start to evidence, s", [run.evidence for run in runs])
    yield _row("process start to answer, s", [run.answer for run in runs])
    yield _row("process start to process end, s", [run.end for run in runs])
    yield _row(f"decoding {TOKENS} tokens with the same model, s", [run.decoding for run in runs])
    for stage in runs[0].stages:
        yield _row(f"stage {stage} (by -f json), s", [run.stages[stage] for run in runs])
    yield _row("peak memory, MiB", [run.memory for run in runs], digits=0)


def _row(name: str, values: Sequence[float], *, digits: int = 2) -> str:
    each = " · ".join(f"{value:.{digits}f}" for value in values)
    return f"| {name} | {statistics.median(values):.{digits}f} | {each} |"


if __name__ == "__main__":
    sys.exit(main())
