"""How the memory and the times of a chat go on over many turns.

    .venv/bin/python bench/chat_memory.py [--turns 200]

Asks of the sample documents through the chat itself, in one process, with what it keeps. Prints
a Markdown table: resident memory after some turns, and the median seconds of the turns before.
"""

import argparse
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from rag import chat
from rag.render.layout import Paper
from rag.settings import Settings
from rag.workspace import Workspace

REPOSITORY = Path(__file__).resolve().parent.parent
QUESTIONS = (
    "how many were wounded?",
    "Who is Ukraine's commander-in-chief?",
    "What did the Pentagon confirm?",
    "Why were the casualties so high?",
    "how many were killed?",
    "Who is the president of France?",
    "When did North Korea send soldiers?",
    "What did Lee say?",
    "/compare casualties",
    "Which region do they fight in?",
)
MARKS = (20, 50, 100, 200, 400)


@dataclass
class Turns:
    """Hands out one question after the other, and notes when what was written."""

    count: int
    done: int = 0
    began: float = 0.0
    evidence: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    rows: list[tuple[int, float, float, float]] = field(default_factory=list)

    def read(self) -> str:
        if self.done and self.began:
            self.answers.append(time.perf_counter() - self.began)
        if self.done in (*MARKS, self.count):
            self._mark()
        if self.done == self.count:
            raise EOFError
        self.done += 1
        self.began = time.perf_counter()
        return QUESTIONS[self.done % len(QUESTIONS)]

    def written(self, text: str) -> None:
        if text.startswith("Passages"):
            self.evidence.append(time.perf_counter() - self.began)

    def _mark(self) -> None:
        if self.rows and self.rows[-1][0] == self.done:
            return
        medians = (statistics.median(self.evidence), statistics.median(self.answers))
        self.rows.append((self.done, resident(), *medians))
        self.evidence.clear()
        self.answers.clear()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--turns", type=int, default=200)
    turns = Turns(parser.parse_args().turns)
    with tempfile.TemporaryDirectory() as folder:
        kept = converse(Path(folder), turns)
    print("| turns | resident memory, MiB | evidence, s | answer, s |\n| --- | --- | --- | --- |")
    for done, memory, evidence, answer in turns.rows:
        print(f"| {done} | {memory:.1f} | {evidence:.2f} | {answer:.2f} |")
    print(f"\n{kept / 1024:.0f} KiB kept of the chat")


def converse(root: Path, turns: Turns) -> int:
    """Have the conversation; returns how many bytes are kept of it."""
    settings = Settings(sources=(str(REPOSITORY / "seeds"),))
    with Workspace(root, settings) as workspace:
        workspace.ready()
        terminal = chat.Terminal(
            write=turns.written,
            notice=lambda _: None,
            problem=lambda error: print(error.message),
            paper=lambda: Paper(width=100),
        )
        chat.run(workspace, terminal, read_line=turns.read)
        return sum(path.stat().st_size for path in (workspace.folder / "chats").iterdir())


def resident() -> float:
    """Resident memory of this process in MiB."""
    status = Path("/proc/self/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
