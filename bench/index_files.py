"""How long `rag index` takes over many files, anew and with nothing changed.

    .venv/bin/python bench/index_files.py [--files 300] [--sentences 20]

The files are written to a temporary folder; their sentences are made of common words, the same
on every run. Prints a Markdown table.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORDS = ("water", "bridge", "council", "harvest", "letter", "engine", "winter", "market")
WORDS += ("island", "archive", "road", "paper", "station", "teacher", "river", "window")
WORDS += ("report", "garden", "signal", "mountain", "treaty", "ship", "library", "hospital")


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        size = _write_files(root / "documents", options.files, options.sentences)
        first, memory = _index(root)
        again, _ = _index(root)
    sentences = options.files * options.sentences
    print(f"{options.files} files, {sentences:,} sentences, {size / 2**20:.1f} MiB of text\n")
    print("| | seconds |\n| --- | --- |")
    print(f"| index, library made anew | {first:.1f} |")
    print(f"| index, nothing changed | {again:.1f} |")
    print(f"\n{sentences / first:,.0f} sentences a second; peak memory {memory:,.0f} MiB")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--sentences", type=int, default=20)
    return parser.parse_args()


def _write_files(folder: Path, files: int, sentences: int) -> int:
    chance = random.Random(0)
    folder.mkdir()
    size = 0
    for number in range(files):
        text = "\n".join(_sentence(chance) for _ in range(sentences)) + "\n"
        size += (folder / f"{number:05}.txt").write_text(text, "utf-8")
    return size


def _sentence(chance: random.Random) -> str:
    words = chance.choices(WORDS, k=chance.randint(8, 30))
    return " ".join(words).capitalize() + f" {chance.randint(2, 9999)}."


def _index(root: Path) -> tuple[float, float]:
    """Seconds, and the peak memory in MiB of the largest process."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "rag", "index", "documents", "--root", "."]
    child = subprocess.Popen(command, cwd=root, stdout=sys.stderr)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise SystemExit(f"index ended with {child.returncode}")
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return time.perf_counter() - began, usage.ru_maxrss / unit


if __name__ == "__main__":
    sys.exit(main())
