"""Files read in a process that may die: slow, greedy and malicious ones harm nobody else."""

import logging
import os
import signal
import subprocess
from dataclasses import astuple, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self, TypeAlias

from rag.children import child_command, child_environment
from rag.domain import Document
from rag.errors import ReadError
from rag.readers import is_plain, messages, read, reader_of
from rag.readers.limits import MIB, Limits
from rag.readers.ocr.recognition import is_at_hand
from rag.readers.opening import too_large

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    Pipe: TypeAlias = Connection[bytes, bytes]

_log = logging.getLogger(__name__)
_STEP_SECONDS: Final = 0.5
_BYTES_PER_CHARACTER: Final = 4
_ONE_THREAD: Final = dict.fromkeys(
    ("MALLOC_ARENA_MAX", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1"
)
"""Each thread of a library would reserve address space for itself."""
_FOR_THE_REST: Final = 64 * MIB
"""Room in a reply for titles and places."""
_DAMAGED: Final = (
    "It may be damaged: open it in its own program and save it again, or convert it to text."
)


class ReaderFault(Exception):  # noqa: N818, it is a defect that is found, not raised at a user
    """A reader let an exception out that it should have turned into a ReadError."""


class Sandbox:
    """Reads files within `limits`: plain text here, all else in a process of its own.

    The process is started for the first file that needs one, serves those after it, and is
    replaced when a file ends it. Close the sandbox to end it.
    """

    def __init__(
        self, limits: Limits | None = None, *, program: str = "rag.readers.worker"
    ) -> None:
        self._limits = limits or Limits()
        self._program = program
        self._sees = is_at_hand(self._limits)
        if not self._sees:
            self._limits = replace(self._limits, ocr_pages=0)
        self._worker: _Worker | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process, if there is one."""
        if self._worker is not None:
            self._worker.end()
            self._worker = None

    def read(self, path: Path, *, stored_as: str) -> Document:
        """The document in the file at `path`, its own path set to `stored_as`.

        Raises:
            ReadError: the file cannot be read, or not within the limits.
        """
        reader, size = reader_of(path, sees=self._sees)
        if is_plain(reader):
            return read(path, stored_as=stored_as, limits=self._limits)
        if size > self._limits.largest_file * MIB:
            raise too_large(path, self._limits.largest_file * MIB)
        try:
            reply = self._ask(path, stored_as, size)
        except BaseException:
            self.close()
            raise
        return self._document(reply, path)

    def _ask(self, path: Path, stored_as: str, size: int) -> messages.Reply:
        if self._worker is None:
            self._worker = _Worker(self._limits, self._program)
        try:
            return self._worker.ask(messages.request(path, stored_as), size)
        except TimeoutError:
            raise self._too_slow(path, size) from None
        except (EOFError, OSError):
            raise self._ended(path, size, self._worker.end()) from None

    def _document(self, reply: messages.Reply, path: Path) -> Document:
        """The document in a reply.

        Raises:
            ReadError: the reply holds none.
        """
        match reply:
            case messages.Success(document, leaves):
                if leaves:
                    self.close()
                return document
            case messages.Refusal():
                raise messages.as_error(reply)
            case messages.OutOfMemory():
                self.close()
                raise self._too_large_in_memory(path)
            case messages.Fault(traceback):
                _log.debug("reading %s: %s", path, traceback)
                last = traceback.strip().rpartition("\n")[2].partition(":")[0]
                error = ReadError(f"{path} cannot be read: its reader failed ({last})", _DAMAGED)
                raise error from ReaderFault(traceback)

    def _ended(self, path: Path, size: int, code: int) -> ReadError:
        """The error for a file whose process ended with `code`."""
        if code in (messages.OUT_OF_MEMORY, -signal.SIGKILL):
            return self._too_large_in_memory(path)
        if code == -signal.SIGXCPU:
            return self._too_slow(path, size)
        told = f"signal {-code}" if code < 0 else f"exit code {code}"
        return ReadError(f"{path} cannot be read: its reader crashed ({told})", _DAMAGED)

    def _too_slow(self, path: Path, size: int) -> ReadError:
        seconds = self._limits.seconds(size)
        return ReadError(
            f"{path} takes longer to read than {seconds} s",
            "Split it or convert it to text, or raise file_seconds in rag.toml.",
        )

    def _too_large_in_memory(self, path: Path) -> ReadError:
        return ReadError(
            f"{path} needs more memory to read than {self._limits.file_memory} MiB",
            "Split it or convert it to text, or raise file_memory in rag.toml.",
        )


class _Worker:
    """A running process that reads files, and the pipe to it."""

    def __init__(self, limits: Limits, program: str) -> None:
        from multiprocessing import Pipe

        self._limits = limits
        self._pipe, theirs = Pipe()
        with theirs:
            descriptor = theirs.fileno()
            numbers = (descriptor, os.getpid(), *astuple(limits))
            self._process = subprocess.Popen(
                child_command(program, *map(str, numbers)),
                env=child_environment(_ONE_THREAD),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(descriptor,),
            )

    def ask(self, request: bytes, size: int) -> messages.Reply:
        """The reply about a file of `size` bytes.

        Raises:
            TimeoutError: there is none in time.
            EOFError, OSError: the process ended, or sent more than a file may hold.
        """
        self._pipe.send_bytes(request)
        while isinstance(sent := self._next(size), messages.Going):
            pass
        return sent

    def _next(self, size: int) -> messages.Sent:
        """What comes in time."""
        import msgspec

        # Steps are counted, not the clock, which goes on while a user has stopped the program.
        steps = range(max(1, round(self._limits.seconds(size) / _STEP_SECONDS)))
        if not any(self._pipe.poll(_STEP_SECONDS) for _ in steps):
            raise TimeoutError
        longest = self._limits.largest_text * MIB * _BYTES_PER_CHARACTER + _FOR_THE_REST
        sent: messages.Sent = msgspec.msgpack.decode(
            self._pipe.recv_bytes(longest), type=messages.Sent
        )
        return sent

    def end(self) -> int:
        """Its exit code, once it has ended; it is killed where it goes on."""
        self._pipe.close()
        try:
            self._process.wait(timeout=_STEP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
        return self._process.wait()
