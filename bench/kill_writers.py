"""Writers killed at any moment, and disks that fill up, while readers go on asking.

    .venv/bin/python bench/kill_writers.py [--kills 200] [--readers 8] [--log FILE]
    .venv/bin/python bench/kill_writers.py --full-disk [--readers 8]     # needs to mount

A folder of mixed files changes from round to round: files are edited, renamed, removed, added.
A process brings the library up to date and gets SIGKILL at some moment of its writing; the next
round goes on from whatever was left. Readers search the library all the while, and check that
what they see is whole. In the end the library is finished, and compared with one that was built
in peace. With --full-disk the library lies on a file system of one MiB that grows by one MiB
whenever a run has failed on it.

SQLite, FAISS, readers of files and sentence splitting are the real ones; vectors are made from
hashes, since what is measured is writing. Prints Markdown; exits with 1 if anything was lost.
"""

import argparse
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import numpy as np

from rag import chunking, readers
from rag.domain import EncoderCard
from rag.errors import StorageError
from rag.indexing import Pipeline, Plan, SyncReport, synchronise
from rag.library import FORMAT, FaissVectors, SqliteCatalogue, WriteStep
from rag.library.steps import WriteObserver, unobserved
from rag.ports import Manifest, Progress
from rag.readers.text import called_after

DIMENSION = 64
FILES = 240
WITHIN = (WriteStep.DOCUMENT_STORED, WriteStep.DOCUMENT_REMOVED, WriteStep.COMMITTED)
WITHIN += (WriteStep.VECTORS_WRITTEN, WriteStep.VECTORS_RENAMED)


class HashEncoder:
    """Implements `ports.Encoder`: a vector drawn by the hash of the text."""

    card = EncoderCard("hashes", DIMENSION, "0" * 64)

    def encode_query(self, text: str) -> np.ndarray:
        return self.encode_documents([text])[0]

    def encode_documents(
        self, texts: Sequence[str], *, progress: Progress | None = None
    ) -> np.ndarray:
        rows = np.stack([self._row(text) for text in texts])
        if progress:
            progress(len(texts))
        return rows

    def _row(self, text: str) -> np.ndarray:
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
        row = np.random.default_rng(seed).standard_normal(DIMENSION).astype(np.float32)
        return row / np.linalg.norm(row)


def main() -> int:
    options = _options()
    if options.role == "write":
        return _write(options.root)
    if options.role == "read":
        return _read(options.root, options.seed)
    with tempfile.TemporaryDirectory() as name:
        if options.full_disk:
            return _fill_disks(Path(name), options)
        return _kill_writers(Path(name), options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--log", type=Path, help="where to write a JSON line for each kill")
    parser.add_argument("--full-disk", action="store_true")
    parser.add_argument("--role", choices=("write", "read"), help=argparse.SUPPRESS)
    parser.add_argument("--root", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--seed", type=int, default=0, help=argparse.SUPPRESS)
    return parser.parse_args()


def _kill_writers(folder: Path, options: argparse.Namespace) -> int:
    root, chance = folder / "root", random.Random(0)
    documents = Documents(root / "documents", chance)
    steps = _steps_of_a_whole_run(root, documents)
    moments: Counter[str] = Counter()
    began = time.monotonic()
    with ExitStack() as stack:
        log = stack.enter_context(options.log.open("w", buffering=1)) if options.log else None
        asking = stack.enter_context(_readers(root, options.readers))
        for number in range(options.kills):
            documents.change()
            # Spread over the steps of a run, and over the time between two steps.
            count = 1 + number * steps // options.kills
            last, steps_seen = _killed(root, count, chance.uniform(0, 0.02))
            moments[last] += 1
            if log:
                line = {"kill": number + 1, "steps": steps_seen, "last": last}
                log.write(json.dumps({**line, "second": time.monotonic() - began}) + "\n")
            if number % 20 == 19:
                _check(root)
        seconds = time.monotonic() - began
    outcome = _compared(root, folder / "peace")
    within = sum(moments[step] for step in WITHIN)
    print(
        f"{options.kills} kills in {seconds:.0f} s, {within} of them between two steps of writing"
    )
    print("\n| last step before the kill | kills |\n| --- | --- |")
    print("\n".join(f"| {name} | {count} |" for name, count in moments.most_common()))
    return _told(outcome, asking)


def _fill_disks(folder: Path, options: argparse.Namespace) -> int:
    root = folder / "root"
    Documents(root / "documents", random.Random(0))
    disk = root / ".rag"
    disk.mkdir()
    size, full = 1, 0
    _mount(disk, "size=1m")
    try:
        with ExitStack() as stack:
            asking = None
            while True:
                try:
                    _bring_up_to_date(root)
                    break
                except StorageError as error:
                    full += 1
                    print(f"{size} MiB: {error.message.rpartition('/')[2]}", file=sys.stderr)
                if asking is None and (disk / "library.sqlite").exists():
                    asking = stack.enter_context(_readers(root, options.readers))
                    time.sleep(1)
                size += 1
                _mount(disk, f"remount,size={size}m")
            time.sleep(2)
        outcome = _compared(root, folder / "peace")
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    print(f"the disk was full {full} times, from 1 to {size - 1} MiB; {size} MiB were enough")
    return _told(outcome, asking or [])


def _mount(folder: Path, options: str) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=True)


class Documents:
    """Files that change from round to round."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self._folder, self._chance = folder, chance
        self._made = 0
        for _ in range(FILES):
            self._add()
        text = "\n\n".join(self._text() for _ in range(300))
        (folder / "long.txt").write_text(text)

    def change(self) -> None:
        """Edit a third of the files, rename and remove some, and add as many."""
        paths = [path for path in sorted(self._folder.rglob("*.*")) if path.name != "long.txt"]
        self._chance.shuffle(paths)
        for path in paths[:80]:
            _write_file(path, self._text())
        for path in paths[80:90]:
            path.rename(path.with_name(f"renamed-{path.name[-12:]}"))
        for path in paths[90:95]:
            path.unlink()
            self._add()
        if self._chance.random() < 0.1:
            with (self._folder / "long.txt").open("a") as file:
                file.write(f"\n\n{self._text()}")

    def _add(self) -> None:
        self._made += 1
        suffix = (".txt", ".md", ".html", ".csv", ".json", ".eml")[self._made % 6]
        path = self._folder / f"box{self._made % 7}" / f"{self._made:05}{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_file(path, self._text())

    def _text(self) -> str:
        chance = self._chance
        count = chance.randint(1, 6)
        return " ".join(f"Rain fell on {chance.randint(1, 9**9)} houses." for _ in range(count))


def _write_file(path: Path, text: str) -> None:
    """The text in the format that the path's suffix says."""
    written = {
        ".md": f"# Report\n\n{text}\n\n| place | rain |\n| --- | --- |\n| north | {len(text)} |\n",
        ".html": f"<html><title>Report</title><body><h1>Rain</h1><p>{text}</p></body></html>",
        ".csv": f"place,rain,text\nnorth,{len(text)},{text}\n",
        ".json": json.dumps([{"place": "north", "text": text}]),
        ".eml": f"From: a@example.org\nSubject: Rain\nDate: 1 May 2024 10:00:00 +0000\n\n{text}\n",
    }
    path.write_text(written.get(path.suffix, text))


def _steps_of_a_whole_run(root: Path, documents: "Documents") -> int:
    """Build the library, and count the steps that a run over changed files takes."""
    steps: list[WriteStep] = []
    _bring_up_to_date(root)
    documents.change()
    _bring_up_to_date(root, steps.append)
    return len(steps)


def _killed(root: Path, count: int, later: float) -> tuple[str, int]:
    """Kill a writer `later` after it has told `count` steps; its last step and how many."""
    steps = []
    with _process("write", root) as process:
        assert process.stdout is not None
        for line in process.stdout:
            steps.append(line.decode().strip())
            if len(steps) == count:
                time.sleep(later)
                process.kill()
    if process.returncode not in (0, -signal.SIGKILL):
        raise SystemExit(f"a writer ended with {process.returncode}")
    if process.returncode == 0:
        return "(the run had ended)", len(steps)
    return (steps[-1] if steps else "(none)"), len(steps)


def _process(role: str, root: Path, *more: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, __file__, "--role", role, "--root", str(root), *more]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


@contextmanager
def _readers(root: Path, count: int) -> Iterator[list[dict]]:
    """Readers that go on asking; what they tell at the end."""
    processes = [_process("read", root, "--seed", str(seed)) for seed in range(count)]
    told: list[dict] = []
    try:
        yield told
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            out, _ = process.communicate(timeout=120)
            told.append(json.loads(out) if process.returncode == 0 else {"error": "died"})


def _bring_up_to_date(root: Path, observer: WriteObserver = unobserved) -> SyncReport:
    folder = root / ".rag"
    with SqliteCatalogue.open(folder, writable=True, observer=observer) as catalogue:
        pipeline = Pipeline(
            read=readers.read,
            supported=readers.supported,
            split=chunking.split,
            embedded_texts=chunking.texts_to_embed,
            encoder=HashEncoder,
            manifest=lambda encoder: Manifest(FORMAT, encoder.card, None),
            batch=24,
            large=500,
            called_after=called_after,
        )
        plan = Plan(root, (root / "documents",))
        vectors = FaissVectors(folder, catalogue, observer=observer)
        return synchronise(catalogue, vectors, plan=plan, pipeline=pipeline)


def _write(root: Path) -> int:
    def tell(step: WriteStep) -> None:
        os.write(sys.stdout.fileno(), f"{step}\n".encode())

    _bring_up_to_date(root, tell)
    return 0


def _read(root: Path, seed: int) -> int:
    """Ask until told to stop; how often, how long it took at most, and what went wrong."""
    chance, stopped = random.Random(seed), []
    signal.signal(signal.SIGTERM, lambda *_: stopped.append(True))
    asked, slowest, errors = 0, 0.0, []
    while not stopped:
        began = time.monotonic()
        try:
            with SqliteCatalogue.open(root / ".rag", writable=bool(asked % 2)) as catalogue:
                vectors = FaissVectors(root / ".rag", catalogue)
                for _ in range(chance.randint(1, 5)):
                    errors += _wrong(catalogue, vectors, chance)
                    asked += 1
        except Exception as error:  # noqa: BLE001, whatever it is, it is counted
            errors.append(f"{type(error).__name__}: {error}")
        slowest = max(slowest, time.monotonic() - began)
        time.sleep(0.2)
    print(json.dumps({"asked": asked, "slowest": slowest, "errors": errors[:20]}))
    return 0


def _wrong(catalogue: SqliteCatalogue, vectors: FaissVectors, chance: random.Random) -> list[str]:
    """What one question finds that is not whole."""
    with catalogue.snapshot():
        documents = catalogue.documents()
        promised = sum(document.sentences for document in documents)
        query = HashEncoder().encode_query(str(chance.random()))
        near = [hit for hit, _ in vectors.search(query, 100_000)]
        if len(near) != promised or len(catalogue.sentences(near)) != promised:
            return [f"{len(near)} vectors for {promised} sentences"]
        words = [hit for hit, _ in catalogue.search_text(["houses"], 100_000)]
        if len(catalogue.sentences(words)) != len(words):
            return ["a word's sentence is missing"]
        wrong = []
        for known in chance.sample(documents, min(20, len(documents))):
            text, sentences = catalogue.text(known.id), catalogue.document_sentences(known.id)
            if len(sentences) != known.sentences:
                wrong.append(f"{known.path} has {len(sentences)} of {known.sentences} sentences")
            wrong += [known.path for one in sentences if text[one.start : one.end] != one.text]
        return wrong


def _check(root: Path) -> None:
    with SqliteCatalogue.open(root / ".rag", writable=True) as catalogue:
        found = catalogue.check()
    if found:
        raise SystemExit(f"the library is damaged: {found}")


def _compared(root: Path, peace: Path) -> str:
    """Finish the work, and compare with a library built in peace; empty where they are equal."""
    report = _bring_up_to_date(root)
    _check(root)
    peace.mkdir()
    (peace / "documents").symlink_to(root / "documents")
    _bring_up_to_date(peace)
    survived, built = _contents(root), _contents(peace)
    if report.failed or len(built) < 50:
        return f"{report.failed}, {len(built)} documents"
    differing = {path for path in survived.keys() | built if survived.get(path) != built.get(path)}
    for path in sorted(differing)[:3]:
        print(path, survived.get(path), built.get(path), sep="\n  ", file=sys.stderr)
    return f"{len(differing)} documents differ" if differing else ""


def _contents(root: Path) -> dict[str, object]:
    """All that a library holds, but for the numbers it gave them."""
    held: dict[str, object] = {}
    with SqliteCatalogue.open(root / ".rag", writable=False) as catalogue:
        for known in catalogue.documents():
            sentences = catalogue.document_sentences(known.id)
            _, vectors = catalogue.vectors([sentence.id for sentence in sentences])
            spans = [(one.start, one.end, one.text, one.heading) for one in sentences]
            held[known.path] = (catalogue.document(known.id), spans, vectors.tobytes())
        found = catalogue.search_text(["houses", "rain"], 1_000_000)
        held["(full text)"] = sorted(
            one.text for one in catalogue.sentences([h for h, _ in found])
        )
    return held


def _told(outcome: str, asking: Sequence[dict]) -> int:
    errors = [error for told in asking for error in told.get("errors", [told.get("error")])]
    asked = sum(told.get("asked", 0) for told in asking)
    slowest = max((told.get("slowest", 0.0) for told in asking), default=0.0)
    print(
        f"\n{len(asking)} readers asked {asked:,} times, {len(errors)} errors; slowest {slowest:.2f} s"
    )
    print("\n".join(map(str, errors[:10])))
    print(f"the library: {outcome or 'equal to one built in peace'}")
    return 1 if errors or outcome else 0


if __name__ == "__main__":
    sys.exit(main())
