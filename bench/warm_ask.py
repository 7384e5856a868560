"""How long questions take once the models are loaded, as in `chat`.

    .venv/bin/python bench/warm_ask.py [--runs 5]

Asks of the sample documents, in one process. Prints a Markdown table of medians.
"""

import argparse
import statistics
import time
from pathlib import Path

from rag.settings import Settings
from rag.workspace import Workspace

REPOSITORY = Path(__file__).resolve().parent.parent
QUESTIONS = (
    "how many were wounded?",
    "Who is Ukraine's commander-in-chief?",
    "What did the Pentagon confirm?",
    "Why were the casualties so high?",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    sources = (str(REPOSITORY / "seeds"),)
    print("| question | evidence, s | answer, s |\n| --- | --- | --- |")
    with Workspace(REPOSITORY, Settings(sources=sources)) as workspace:
        workspace.ask(QUESTIONS[0])
        for question in QUESTIONS:
            rounds = [asked(workspace, question) for _ in range(runs)]
            evidence, answer = (statistics.median(times) for times in zip(*rounds, strict=True))
            print(f"| {question} | {evidence:.2f} | {answer:.2f} |")


def asked(workspace: Workspace, question: str) -> tuple[float, float]:
    """Seconds to the evidence and to the answer."""
    shown: list[float] = []
    began = time.perf_counter()
    workspace.ask(question, on_evidence=lambda _: shown.append(time.perf_counter()))
    return shown[0] - began, time.perf_counter() - began


if __name__ == "__main__":
    main()
