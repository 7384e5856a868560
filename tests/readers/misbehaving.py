"""The program of a sandbox whose reader does what a file tells it: `python -m` as the worker is.

A file begins with `MISBEHAVE` and names one of the deeds below.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from rag import readers
from rag.domain import Document
from rag.errors import ReadError

MARK = b"MISBEHAVE "


def hang() -> None:
    time.sleep(600)


def spin() -> None:
    while True:
        pass


def grow() -> None:
    kept = []
    while True:
        kept.append(bytes(16 * 2**20))


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def leave() -> None:
    os._exit(3)


def fail() -> None:
    raise KeyError("\x1b[31mno such thing")


def refuse() -> None:
    raise ReadError("it is no good", "Mend it.")


def lose() -> None:
    raise ReadError("it is gone", "Look for it.") from FileNotFoundError(2, "gone")


def recurse() -> None:
    recurse()


def connect() -> None:
    socket.create_connection(("127.0.0.1", 9))


def start() -> None:
    subprocess.run(["true"], check=True)


def chatter() -> None:
    sys.stdout.write("a reader speaks")
    sys.stdout.flush()
    sys.stderr.write("\x1b[31mand complains")


def flood() -> str:
    return "word " * 2**20


class Misbehaving:
    name = "misbehaving/1"

    def accepts(self, path: Path, head: bytes) -> bool:
        return head.startswith(MARK)

    def read(self, path: Path, data: bytes, *, stored_as: str) -> Document:
        deed = data.removeprefix(MARK).split()[0].decode()
        text = globals()[deed]() if deed != "pid" else None
        return Document(stored_as, str(os.getpid()), text or "words", "a", "b", self.name)


if __name__ == "__main__":
    readers.READERS = (Misbehaving(), *readers.READERS)
    from rag.readers.worker import main

    main()
