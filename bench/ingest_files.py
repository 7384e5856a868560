"""How faithfully files of every kind are read, held against the text expected of them.

    .venv/bin/python bench/ingest_files.py --data DIR [--docs DIR] [--html DIR] [--worst 3]

DIR holds `ingest_docs` and `ingest_html`, each a folder with a manifest.jsonl whose lines name a
file (`path`), its `format` and the file of its expected text (`expected_md` or `expected_text`).
Every file is read in a process of its own kind that is killed after --seconds. Similarity is the
ratio of difflib over the words of both texts, markup removed; a file that fails counts as 0.
Prints a Markdown table, and every refusal and error with its reason.
"""

import argparse
import difflib
import html
import json
import multiprocessing
import re
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

REFUSED_BY_NAME = frozenset("doc ppt xls msg pages png tif tiff jpg jpeg gif".split())
"""Formats that are not read but named, with the way to convert them."""

WORD = re.compile(r"\w+")
MARKUP = (
    (re.compile(r"<!--.*?-->", re.DOTALL), " "),
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), " "),
    (re.compile(r"\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]+", re.MULTILINE), " "),
    (re.compile(r"^```\w*$", re.MULTILINE), " "),
    (re.compile(r"\\(?=[_*#|\[\]`<>&-])"), ""),
    (re.compile(r"[#*|`_]"), " "),
)


@dataclass(frozen=True)
class Wanted:
    """A file to be read, and the text expected of it, None where nobody wrote it down."""

    path: Path
    kind: str
    expected: str | None


@dataclass(frozen=True)
class Outcome:
    """What became of a file: its text, or why there is none."""

    wanted: Wanted
    status: str
    told: str
    similarity: float | None


def main() -> int:
    options = _options()
    docs = options.docs or options.data / "ingest_docs"
    pages = options.html or options.data / "ingest_html"
    wanted = [
        *wanted_files(docs, "expected_md", ""),
        *wanted_files(pages, "expected_text", "html (articles)"),
    ]
    with _Child(options.seconds) as child:
        outcomes = [outcome(child, one) for one in wanted]
    _print_table(outcomes)
    _print_bars(outcomes)
    _print_reasons(outcomes)
    _print_worst(outcomes, options.worst)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=Path())
    parser.add_argument("--docs", type=Path)
    parser.add_argument("--html", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--worst", type=int, default=3)
    return parser.parse_args()


def wanted_files(folder: Path, key: str, kind: str) -> Iterator[Wanted]:
    """The files of a set that are there."""
    manifest = folder / "manifest.jsonl"
    for line in manifest.read_text("utf-8").splitlines() if manifest.exists() else ():
        entry = json.loads(line)
        path = folder / entry["path"]
        if path.exists():
            expected = folder / entry[key] if entry.get(key) else None
            text = expected.read_text("utf-8") if expected and expected.exists() else None
            yield Wanted(path, kind or entry["format"], text)


class _Child:
    """A process that reads files one after the other, begun anew when it hangs or dies."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._context = multiprocessing.get_context("spawn")

    def __enter__(self) -> "_Child":
        self._begin()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()

    def _begin(self) -> None:
        self._connection, other = self._context.Pipe()
        self._process = self._context.Process(target=_serve, args=(other,), daemon=True)
        self._process.start()
        other.close()

    def read(self, path: Path) -> tuple[str, str]:
        """`read` and the text, or `refused` or `error` and the reason."""
        self._connection.send(path)
        try:
            if self._connection.poll(self._seconds):
                return self._connection.recv()
            reason = f"more than {self._seconds:.0f} seconds"
        except EOFError:
            reason = "the process died"
        self._process.kill()
        self._process.join()
        self._begin()
        return "error", reason


def _serve(connection: Connection) -> None:
    from rag import readers
    from rag.errors import ReadError

    while True:
        path = connection.recv()
        try:
            answer = ("read", readers.read(path, stored_as=path.name).text)
        except ReadError as error:
            answer = ("refused", error.message.removeprefix(str(path)).strip())
        except BaseException as error:  # noqa: BLE001 - a bug in a reader is what is looked for
            answer = ("error", f"{type(error).__name__}: {error}")
        connection.send(answer)


def outcome(child: _Child, wanted: Wanted) -> Outcome:
    status, told = child.read(wanted.path)
    alike = None
    if wanted.expected is not None:
        alike = similarity(wanted.expected, told) if status == "read" else 0.0
    return Outcome(wanted, status, told, alike)


def similarity(expected: str, text: str) -> float:
    first, second = _words(expected), _words(text)
    if not first and not second:
        return 1.0
    return difflib.SequenceMatcher(None, first, second, autojunk=False).ratio()


def _words(text: str) -> list[str]:
    for pattern, instead in MARKUP:
        text = pattern.sub(instead, text)
    return WORD.findall(html.unescape(text))


def _print_table(outcomes: list[Outcome]) -> None:
    by_kind: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        by_kind[outcome.wanted.kind].append(outcome)
    print("| format | files | read | refused | errors | expected | similarity |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for kind, held in sorted(by_kind.items()):
        print(f"| {kind} | {_counts(held)} |")
    print(f"| all | {_counts(outcomes)} |")
    due = [one for one in outcomes if _is_due(one)]
    done = sum(one.status == "read" for one in due)
    if due:
        print(f"\n{done} of {len(due)} files with expected text were read: {done / len(due):.1%}")


def _print_bars(outcomes: list[Outcome]) -> None:
    """The similarity of each format as a bar, a block for each twentieth."""
    print("\n```text")
    for kind in sorted({one.wanted.kind for one in outcomes if _is_due(one)}):
        mean = statistics.fmean(
            one.similarity or 0.0 for one in outcomes if one.wanted.kind == kind and _is_due(one)
        )
        print(f"{kind:<16} {mean:.3f} {'█' * round(20 * mean)}")
    print("```")


def _counts(held: list[Outcome]) -> str:
    statuses = [one.status for one in held]
    scores = [one.similarity for one in held if _is_due(one) and one.similarity is not None]
    mean = f"{statistics.mean(scores):.3f}" if scores else ""
    numbers = [len(held), *(statuses.count(name) for name in ("read", "refused", "error"))]
    return " | ".join(map(str, [*numbers, len(scores) or "", mean]))


def _is_due(outcome: Outcome) -> bool:
    """Whether a text is expected of a file in a format that is read."""
    return outcome.wanted.expected is not None and outcome.wanted.kind not in REFUSED_BY_NAME


def _print_reasons(outcomes: list[Outcome]) -> None:
    print()
    for one in outcomes:
        if one.status != "read":
            print(f"- {one.status}: {one.wanted.path.name} {one.told}")


def _print_worst(outcomes: list[Outcome], most: int) -> None:
    scored = [one for one in outcomes if one.similarity is not None and _is_due(one)]
    by_kind: dict[str, list[Outcome]] = defaultdict(list)
    for one in sorted(scored, key=lambda each: each.similarity or 0.0):
        by_kind[one.wanted.kind].append(one)
    print("\nFarthest from what is expected:\n")
    for kind, held in sorted(by_kind.items()):
        told = ", ".join(f"{one.wanted.path.name} {one.similarity:.2f}" for one in held[:most])
        print(f"- {kind}: {told}")


if __name__ == "__main__":
    sys.exit(main())
