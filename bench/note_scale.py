"""How the time and memory of `rag summarise` grow with the number of documents.

    .venv/bin/python bench/note_scale.py --data DIR [--counts 25 50 100 200]

Takes the news excerpts of NeuS (github.com/HLTCHKUST/framing-bias-metric; `DIR/neus/items.jsonl`),
six to a document. Each count is indexed, then summarised in a process of its own. Prints a
Markdown table: sentences, seconds and peak memory of the note, both per document, and how many
documents the note says are used, and not used with the reason.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

EXCERPTS = 6


def main() -> int:
    options = _options()
    print("| documents | sentences | seconds | a document | peak MiB | used | with a reason |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for count in options.counts:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "documents"
            folder.mkdir()
            for number, text in enumerate(islice(_documents(options.data), count)):
                (folder / f"{number:03}.txt").write_text(text)
            _run(Path(name), "index", "documents", "-q")
            print(_row(Path(name), count), flush=True)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--counts", type=int, nargs="+", default=[25, 50, 100, 200])
    return parser.parse_args()


def _documents(data: Path) -> Iterator[str]:
    """Documents of six excerpts of one event after the other, over and over if need be."""
    lines = (data / "neus" / "items.jsonl").read_text("utf-8").splitlines()
    texts = [each["text"] for line in lines for each in json.loads(line)["documents"]]
    for start in range(0, len(texts) * 4, EXCERPTS):
        part = [texts[(start + shift) % len(texts)] for shift in range(EXCERPTS)]
        yield "\n\n".join(part) + f"\n\nThis is file number {start // EXCERPTS} of them.\n"


def _row(root: Path, count: int) -> str:
    began = time.perf_counter()
    peak = _run(root, "summarise", "-q", "-o", "note.json")
    seconds = time.perf_counter() - began
    note = json.loads((root / "note.json").read_text("utf-8"))
    status = json.loads(_said(root, "status", "-f", "json"))
    sentences = sum(document["sentences"] for document in status["documents"])
    used = sum(source["used"] > 0 for source in note["sources"])
    reasons = sum(source["dropped"] is not None for source in note["sources"])
    return (
        f"| {count} | {sentences:,} | {seconds:.1f} | {seconds / count:.3f} | {peak:,.0f} "
        f"| {used} | {reasons} |"
    )


def _run(root: Path, *arguments: str) -> float:
    """Peak memory of the process in MiB."""
    child = subprocess.Popen(_command(*arguments), cwd=root, env=_environment())
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise SystemExit(f"rag {arguments[0]} ended with {child.returncode}")
    return usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def _said(root: Path, *arguments: str) -> str:
    done = subprocess.run(
        _command(*arguments), cwd=root, env=_environment(), check=True, stdout=subprocess.PIPE
    )
    return done.stdout.decode()


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "rag", *arguments]


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), "RAG_ROOT": "."}


if __name__ == "__main__":
    sys.exit(main())
