"""How long Ctrl-C takes to stop an answer, pressed at several moments of it.

    .venv/bin/python bench/stop_answer.py

Asks of the sample documents, in one process. Prints a Markdown table.
"""

import os
import signal
import threading
import time
from pathlib import Path

from rag.settings import Settings
from rag.workspace import Workspace

REPOSITORY = Path(__file__).resolve().parent.parent
PRESSED_AFTER = (0.05, 0.2, 0.4, 0.8)


def main() -> None:
    sources = (str(REPOSITORY / "seeds"),)
    print("| pressed after, s | stopped after that, s |\n| --- | --- |")
    with Workspace(REPOSITORY, Settings(sources=sources)) as workspace:
        workspace.ask("how many were wounded?")
        for seconds in PRESSED_AFTER:
            taken = stopped(workspace, seconds)
            print(f"| {seconds} | {'answered before' if taken is None else f'{taken:.3f}'} |")


def stopped(workspace: Workspace, seconds: float) -> float | None:
    """Seconds from Ctrl-C to the end of the answer; None where it was finished before."""
    pressed: list[float] = []

    def press() -> None:
        pressed.append(time.perf_counter())
        os.kill(os.getpid(), signal.SIGINT)

    timer = threading.Timer(seconds, press)
    timer.start()
    try:
        workspace.ask("how many were killed?")
    except KeyboardInterrupt:
        return time.perf_counter() - pressed[0]
    timer.cancel()
    return None


if __name__ == "__main__":
    main()
