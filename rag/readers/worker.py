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
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

import msgspec

from rag.errors import ReadError
from rag.readers import messages, read
from rag.readers.limits import MIB, Limits

_LOOK_SECONDS: Final = 0.2
_LARGEST_FILE_WRITTEN: Final = 64 * MIB
_FORBIDDEN: Final = frozenset(
    {
        "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.system", "pty.spawn",
        "socket.bind", "socket.connect", "socket.getaddrinfo", "socket.gethostbyname",
        "socket.sendto", "subprocess.Popen",
    }
)  # fmt: skip
"""What no reader does, so that no file can make it: start programs, speak to the network."""


def main() -> None:
    """Answer requests on the descriptor named first, within the limits that follow it."""
    descriptor, parent, *numbers = map(int, sys.argv[1:])
    limits = Limits(*numbers)
    _confine(limits)
    threading.Thread(target=_watch, args=(parent, limits), daemon=True).start()
    with Connection(descriptor) as parent_end, suppress(EOFError, OSError):
        while _answered(parent_end, limits):
            pass
    os._exit(0)


def _answered(parent: "Connection[bytes, bytes]", limits: Limits) -> bool:
    """Answer one request; False where this process should not go on."""
    asked = msgspec.msgpack.decode(parent.recv_bytes(), type=messages.Request)
    path = Path(os.fsdecode(asked.path))
    _allow_processor_time(limits, path)
    reply, goes_on = _reply(path, asked.stored_as, limits)
    parent.send_bytes(reply)
    return goes_on


def _reply(path: Path, stored_as: str, limits: Limits) -> tuple[bytes, bool]:
    encode = msgspec.msgpack.encode
    try:
        document = read(path, stored_as=stored_as, limits=limits)
        leaves = _memory() > limits.file_memory * MIB // 2
        return encode(messages.Success(document, leaves)), not leaves
    except ReadError as error:
        if not isinstance(error.__cause__, MemoryError):
            return encode(messages.refusal(error)), True
    except MemoryError:
        pass
    except Exception:  # noqa: BLE001, a parser may raise anything
        return encode(messages.Fault(traceback.format_exc(limit=-12))), True
    return encode(messages.OutOfMemory()), False


def _confine(limits: Limits) -> None:
    """Give up what a reader does not need."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")
    _bound(resource.RLIMIT_CORE, 0)
    _bound(resource.RLIMIT_FSIZE, _LARGEST_FILE_WRITTEN)
    _bound(resource.RLIMIT_AS, limits.file_memory * MIB)
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


def _watch(parent: int, limits: Limits) -> None:
    """End this process when its parent is gone, or when it has outgrown its memory.

    The latter is for systems that do not keep the limit on address space.
    """
    while os.getppid() == parent:
        if _memory() > limits.file_memory * MIB:
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
