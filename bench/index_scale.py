"""How `rag index` scales: many small files of which none or one changed, and one large file.

    .venv/bin/python bench/index_scale.py [--files 10000]       # with the built-in encoder
    .venv/bin/python bench/index_scale.py --large 200           # MiB of text, vectors of hashes
    .venv/bin/python bench/index_scale.py --large 2 --encode    # with the built-in encoder

Of the runs over many files it is told whether they, or any process they started, had to do with
torch. Embedding 200 MiB takes hours on two cores, so the large file gets vectors made of hashes,
of the same length as the built-in encoder's; reading, cutting, storing and the FAISS files are
the real ones. What embedding adds is told by a smaller file with --encode. Prints Markdown.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

WORDS = ("water", "bridge", "council", "harvest", "letter", "engine", "winter", "market")
WORDS += ("island", "archive", "road", "paper", "station", "teacher", "river", "window")
WORDS += ("report", "garden", "signal", "mountain", "treaty", "ship", "library", "hospital")
INDEX = """
import subprocess, sys
started, begin = [], subprocess.Popen.__init__
def noting(self, command, *rest, **options):
    started.append(str(command))
    begin(self, command, *rest, **options)
subprocess.Popen.__init__ = noting
from rag.cli.program import app
try:
    app(args=["index", *sys.argv[1:]], prog_name="rag")
except SystemExit as leaving:
    code = leaving.code or 0
torch = "torch" in sys.modules or any("bulk" in command for command in started)
print(f"torch: {'yes' if torch else 'no'}")
sys.exit(code)
"""
WITH_HASHES = """
import hashlib, sys
from pathlib import Path
import numpy as np
from rag import chunking, readers
from rag.domain import EncoderCard
from rag.indexing import Pipeline, Plan, synchronise
from rag.library import FORMAT, FaissVectors, SqliteCatalogue
from rag.ports import Manifest

class Hashes:
    card = EncoderCard("hashes", 384, "0" * 64)
    def encode_documents(self, texts, *, progress=None):
        digests = b"".join(hashlib.shake_256(text.encode()).digest(384) for text in texts)
        rows = np.frombuffer(digests, np.int8).reshape(-1, 384).astype(np.float32)
        if progress:
            progress(len(texts))
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

root = Path.cwd()
with SqliteCatalogue.open(root / ".rag", writable=True) as catalogue:
    pipeline = Pipeline(
        read=readers.read, supported=readers.supported, split=chunking.split,
        embedded_texts=chunking.texts_to_embed, encoder=Hashes,
        manifest=lambda encoder: Manifest(FORMAT, encoder.card, None),
    )
    plan = Plan(root, (root / "documents",))
    report = synchronise(
        catalogue, FaissVectors(root / ".rag", catalogue), plan=plan, pipeline=pipeline
    )
    print(f"torch: no; {report.added} added, {report.sentences} sentences, {report.failed}")
"""


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        if options.large:
            _large(Path(name), options.large, encode=options.encode)
        else:
            _many(Path(name), options.files, options.runs)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--large", type=int, metavar="MIB")
    parser.add_argument("--encode", action="store_true")
    parser.add_argument(
        "--folder", type=Path, help="where to work (default: the temporary folder)"
    )
    return parser.parse_args()


def _many(root: Path, files: int, runs: int) -> None:
    chance = random.Random(0)
    for number in range(files):
        path = root / f"documents/box{number % 100:02}/{number:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{_sentence(chance)}\n{_sentence(chance)}\n")
    made = _run(root, INDEX, "documents")
    unchanged = [_run(root, INDEX, "documents") for _ in range(runs)]
    changed = []
    for number in range(runs):
        path = root / f"documents/box{number:02}/{number:05}.txt"
        path.write_text(f"{_sentence(chance)}\nIt rained on day {number}.\n")
        changed.append(_run(root, INDEX, "documents"))
    (root / "documents/box07").rename(root / "documents/renamed")
    renamed = _run(root, INDEX, "documents")
    print(f"{files:,} files of two sentences\n")
    print("| | seconds, median (each run) | processor seconds | MiB | torch |")
    print("| --- | --- | --- | --- | --- |")
    print(_row("made anew", [made]))
    print(_row("nothing changed", unchanged))
    print(_row("one file changed", changed))
    print(_row(f"a folder of {files // 100} files renamed", [renamed]))


def _large(root: Path, size: int, *, encode: bool) -> None:
    chance, written = random.Random(0), 0
    path = root / "documents/large.txt"
    path.parent.mkdir()
    with path.open("w") as file:
        while written < size * 2**20:
            paragraph = " ".join(_sentence(chance) for _ in range(chance.randint(1, 9)))
            written += file.write(f"{paragraph}\n\n")
    done = _run(root, INDEX if encode else WITH_HASHES, *(["documents"] if encode else []))
    library = sum(file.stat().st_size for file in (root / ".rag").iterdir())
    how = "the built-in encoder" if encode else "vectors of hashes"
    print(f"one text file of {size} MiB, {how}; the library has {library / 2**20:,.0f} MiB\n")
    print("| | seconds | processor seconds | peak MiB | torch |")
    print("| --- | --- | --- | --- | --- |")
    print(_row("made anew", [done]))
    print(f"\n{done[3]}")


def _sentence(chance: random.Random) -> str:
    words = chance.choices(WORDS, k=chance.randint(8, 30))
    return " ".join(words).capitalize() + f" {chance.randint(2, 9999)}."


def _run(root: Path, code: str, *arguments: str) -> tuple[float, float, float, str]:
    """Seconds, processor seconds, the largest process's peak memory in MiB, and the last words."""
    began = time.perf_counter()
    here = str(Path(__file__).parents[1])
    environment = {**os.environ, "PYTHONPATH": here, "RAG_ROOT": "."}
    command = [sys.executable, "-c", code, *arguments]
    child = subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.PIPE, text=True)
    told = child.stdout.read() if child.stdout else ""
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise SystemExit(f"index ended with {child.returncode}: {told}")
    unit = 2**20 if sys.platform == "darwin" else 2**10
    used = usage.ru_utime + usage.ru_stime
    return time.perf_counter() - began, used, usage.ru_maxrss / unit, told.strip()


def _row(name: str, runs: Sequence[tuple[float, float, float, str]]) -> str:
    seconds = [run[0] for run in runs]
    each = f" ({' · '.join(f'{one:.2f}' for one in seconds)})" if len(runs) > 1 else ""
    used = statistics.median(run[1] for run in runs)
    torch = "yes" if any("torch: yes" in run[3] for run in runs) else "no"
    peak = max(run[2] for run in runs)
    return (
        f"| {name} | {statistics.median(seconds):.2f}{each} | {used:.2f} | {peak:,.0f} | {torch} |"
    )


if __name__ == "__main__":
    sys.exit(main())
