"""A process that brings a library up to date, tells each step it takes, and may be killed.

`python -m tests.killed ROOT [STEP]`: with STEP, it kills itself right after that step.
"""

import os
import signal
import sys
from pathlib import Path

from rag import chunking, readers
from rag.indexing import Pipeline, Plan, SyncReport, synchronise
from rag.library import FORMAT, FaissVectors, SqliteCatalogue, WriteObserver, WriteStep
from rag.ports import Manifest
from tests.fakes import FakeEncoder

BATCH = 24


def bring_up_to_date(root: Path, observer: WriteObserver = lambda step: None) -> SyncReport:
    folder = root / ".rag"
    with SqliteCatalogue.open(folder, writable=True, observer=observer) as catalogue:
        return synchronise(
            catalogue,
            FaissVectors(folder, catalogue, observer=observer),
            plan=Plan(root, (root,)),
            pipeline=Pipeline(
                read=readers.read,
                supported=readers.supported,
                split=chunking.split,
                embedded_texts=chunking.embedded_texts,
                encoder=lambda: FakeEncoder(dimension=32),
                manifest=lambda encoder: Manifest(FORMAT, encoder.card, None),
                batch=BATCH,
            ),
        )


def main(root: str, last: str = "") -> None:
    def tell(step: WriteStep) -> None:
        os.write(sys.stdout.fileno(), f"{step}\n".encode())
        if step == last:
            os.kill(os.getpid(), signal.SIGKILL)

    bring_up_to_date(Path(root), tell)


if __name__ == "__main__":
    main(*sys.argv[1:])
