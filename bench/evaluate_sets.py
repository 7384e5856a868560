"""The rows of docs/evaluation.md: `rag eval` on each public set.

    .venv/bin/python bench/evaluate_sets.py --data DIR --out DIR [ROW…]

DATA holds one folder for each set, made as docs/evaluation.md says. Each run's JSON and answers
go to OUT; a row that was interrupted goes on where it stopped. Prints a Markdown table.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

RAG = Path(sys.executable).parent / "rag"
ROWS = {
    "squad2": ("squad2", "--limit", "300"),
    "squad2-report": ("squad2", "--half", "report", "--limit", "150"),
    "clapnq": ("clapnq",),
    "clapnq-report": ("clapnq", "--half", "report"),
    "ramdocs": ("ramdocs", "--limit", "150"),
    "tatqa": ("tatqa", "--limit", "200"),
    "summedits": ("summedits", "--limit", "600"),
    "clapnq-of-squad2": ("clapnq", "--library", "squad2", "--limit", "150"),
    "squad2-of-clapnq": ("squad2", "--library", "clapnq", "--limit", "150"),
    "compose-squad2": ("squad2", "--mode", "compose", "--limit", "50"),
    "compose-clapnq": ("clapnq", "--mode", "compose", "--limit", "50"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("rows", nargs="*", choices=(*ROWS, []), metavar="ROW")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    print("| row | measure | value | 95 % | of |\n| --- | --- | --- | --- | --- |")
    for name in given.rows or ROWS:
        for line in run(name, given.data, given.out):
            print(line, flush=True)


def run(name: str, data: Path, out: Path) -> list[str]:
    """The table's lines of one row."""
    folder, *others = ROWS[name]
    options = [str(data / item) if item in ("squad2", "clapnq") else item for item in others]
    result = out / f"{name}.json"
    answers = out / f"{name}.answers.jsonl"
    command = [RAG, "eval", data / folder, *options, "-o", result, "--answers", answers]
    subprocess.run(command, check=True)
    found = json.loads(result.read_text("utf-8"))
    return [_line(name, measure) for measure in found["measures"]]


def _line(name: str, measure: dict) -> str:
    low, high = measure["low"], measure["high"]
    interval = "" if low is None else f"{low:.3f} – {high:.3f}"
    cells = (name, measure["title"], f"{measure['value']:.3f}", interval, measure["questions"])
    return f"| {' | '.join(map(str, cells))} |"


if __name__ == "__main__":
    main()
