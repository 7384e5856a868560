"""The process that reads files whose parsers may be misled: `python -m rag.readers.worker`.

It reads one file after another until its parent leaves. What bounds a file bounds this process:
the system ends it, or its parent does, and the next file gets another.
"""

import os
import resource
import signal
import sys
import threading
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

import msgspec

from rag.errors import ReadError
from rag.ports import Recogniser
from rag.readers import messages, read
from rag.readers.limits import MIB, Limits
from rag.readers.ocr.engine import Engine
from rag.readers.ocr.recognition import Recognition

_LOOK_SECONDS: Final = 0.2
_LARGEST_FILE_WRITTEN: Final = 64 * MIB
_OCR_MEMORY: Final = 768 * MIB
"""Address space of the libraries and models of OCR, and of what they leave behind."""
_FORBIDDEN: Final = frozenset(
    {
        "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.system", "pty.spawn",
        "socket.bind", "socket.connect", "socket.getaddrinfo", "socket.gethostbyname",
        "socket.sendto", "subprocess.Popen",
    }
)  # fmt: skip
"""What no reader does, so that no file can make it: start programs, speak to the network."""


class _Memory:
    """How much memory this process may have: more once OCR is loaded, which is no file's doing."""

    def __init__(self, limits: Limits) -> None:
        """At first, what the limits say."""
        self._file = limits.file_memory * MIB
        self._models = 0
        self._keep()

    def allow_models(self) -> None:
        """Make room for OCR."""
        self._models = _OCR_MEMORY
        self._keep()

    def is_outgrown(self) -> bool:
        """Whether the process holds more than it may."""
        return _memory() > self._file + self._models

    def is_half_full(self) -> bool:
        """Whether the next file would be left with less than half."""
        return _memory() > self._file // 2 + self._models

    def _keep(self) -> None:
        _bound(resource.RLIMIT_AS, self._file + self._models)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What this process reads with."""

    limits: Limits
    memory: _Memory
    recogniser: Recogniser | None
    parent: "Connection[bytes, bytes]"


def main(recogniser: Recogniser | None = None) -> None:
    """Answer requests on the descriptor named first, within the limits that follow it.

    Pictures are read by `recogniser`, or by the one that is installed.
    """
    descriptor, parent, *numbers = map(int, sys.argv[1:])
    limits = Limits(*numbers)
    _confine()
    memory = _Memory(limits)
    if recogniser is None and limits.ocr_pages:
        recogniser = Engine(loading=memory.allow_models)
    threading.Thread(target=_watch, args=(parent, memory), daemon=True).start()
    with Connection(descriptor) as parent_end, suppress(EOFError, OSError):
        desk = _Desk(limits, memory, recogniser, parent_end)
        while _answered(desk):
            pass
    os._exit(0)


def _answered(desk: _Desk) -> bool:
    """Answer one request; False where this process should not go on."""
    asked = msgspec.msgpack.decode(desk.parent.recv_bytes(), type=messages.Request)
    path = Path(os.fsdecode(asked.path))
    _allow_processor_time(desk.limits, path)
    reply, goes_on = _reply(path, asked.stored_as, desk)
    desk.parent.send_bytes(reply)
    return goes_on


def _recognition(path: Path, desk: _Desk) -> Recognition:
    """OCR for one file; each page gives the file its time anew."""

    def passed() -> None:
        desk.parent.send_bytes(msgspec.msgpack.encode(messages.Going()))
        _allow_processor_time(desk.limits, path)

    most = desk.limits.ocr_pages
    return Recognition(desk.recogniser if most else None, most_pages=most, passed=passed)


def _reply(path: Path, stored_as: str, desk: _Desk) -> tuple[bytes, bool]:
    encode = msgspec.msgpack.encode
    try:
        recognition = _recognition(path, desk)
        document = read(path, stored_as=stored_as, limits=desk.limits, recognition=recognition)
        leaves = desk.memory.is_half_full()
        return encode(messages.Success(document, leaves)), not leaves
    except ReadError as error:
        if not isinstance(error.__cause__, MemoryError):
            return encode(messages.refusal(error)), True
    except MemoryError:
        pass
    except Exception:  # noqa: BLE001, a parser may raise anything
        return encode(messages.Fault(traceback.format_exc(limit=-12))), True
    return encode(messages.OutOfMemory()), False


def _confine() -> None:
    """Give up what a reader does not need."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")
    _bound(resource.RLIMIT_CORE, 0)
    _bound(resource.RLIMIT_FSIZE, _LARGEST_FILE_WRITTEN)
    sys.addaudithook(_refuse_what_is_forbidden)


def _bound(kind: int, value: int) -> None:
    # A system that knows a limit by name may still refuse to set it.
    with suppress(OSError, ValueError):
        resource.setrlimit(kind, (value, resource.getrlimit(kind)[1]))


def _refuse_what_is_forbidden(event: str, _arguments: tuple[object, ...]) -> None:
    if event in _FORBIDDEN:
        raise PermissionError(f"a reader may not do this: {event}")


def _allow_processor_time(limits: Limits, path: Path) -> None:
    """Let the system end this process if it computes for longer than this file may take.

    That holds even where the parent is gone and C code lets no other thread run.
    """
    size = path.stat().st_size if path.exists() else 0
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime)
    _bound(resource.RLIMIT_CPU, spent + 2 * limits.seconds(size) + 1)


def _watch(parent: int, memory: _Memory) -> None:
    """End this process when its parent is gone, or when it has outgrown its memory.

    The latter is for systems that do not keep the limit on address space.
    """
    while os.getppid() == parent:
        if memory.is_outgrown():
            os._exit(messages.OUT_OF_MEMORY)
        time.sleep(_LOOK_SECONDS)
    os._exit(1)


def _memory() -> int:
    """Bytes of memory this process holds; where the system does not say, the most it has held."""
    with suppress(OSError):
        pages = Path("/proc/self/statm").read_text("ascii").split()[0]
        return int(pages) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
