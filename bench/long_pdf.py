"""How long a PDF of many pages takes to be read, or indexed, and how much memory.

    .venv/bin/python -m bench.long_pdf [--pages 1000] [--index]

The pages hold 45 lines of common words each, a running head and a number. Prints a Markdown
table; the peak is that of the whole process, the file itself included. With --index the file is
indexed by `rag index` with the built-in encoder, and the peak is that of the largest of its
processes.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rag import readers
from tests.readers.pdf.files import Words, lines, pdf_bytes

WORDS = (
    "the council of water bridge harvest letter engine winter and market island to archive".split()
)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--index", action="store_true")
    options = parser.parse_args()
    pages = options.pages
    if options.index:
        return _index(pages)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.pdf"
        path.write_bytes(pdf_bytes([_page(number) for number in range(pages)]))
        before = _peak()
        begun = time.perf_counter()
        document = readers.read(path, stored_as=path.name)
        seconds = time.perf_counter() - begun
        size = path.stat().st_size
    print("| pages | MiB | words | seconds | pages a second | peak MiB | before MiB |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    print(
        f"| {len(document.places):,} | {size / 2**20:.1f} | {len(document.text.split()):,} "
        f"| {seconds:.1f} | {pages / seconds:.0f} | {_peak():,.0f} | {before:,.0f} |"
    )
    return 0


def _index(pages: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.pdf"
        path.write_bytes(pdf_bytes([_page(number) for number in range(pages)]))
        size = path.stat().st_size
        here = str(Path(__file__).parents[1])
        environment = {**os.environ, "PYTHONPATH": here, "RAG_ROOT": "."}
        begun = time.perf_counter()
        command = [sys.executable, "-m", "rag", "index", "long.pdf"]
        subprocess.run(command, cwd=folder, env=environment, check=True, stdout=sys.stderr)
        seconds = time.perf_counter() - begun
    print("| pages | MiB | seconds | peak MiB of the largest process |")
    print("| ---: | ---: | ---: | ---: |")
    peak = _peak(resource.RUSAGE_CHILDREN)
    print(f"| {pages:,} | {size / 2**20:.1f} | {seconds:.1f} | {peak:,.0f} |")
    return 0


def _page(number: int) -> list[Words]:
    chance = random.Random(number)
    texts = (" ".join(chance.choices(WORDS, k=12)).capitalize() + "." for _ in range(45))
    return [Words("A long report", y=770), *lines(*texts, top=740), Words(str(number + 1), y=30)]


def _peak(of: int = resource.RUSAGE_SELF) -> float:
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(of).ru_maxrss * unit / 2**20


if __name__ == "__main__":
    sys.exit(main())
