"""Ctrl-C heard in the middle of a computation, which Python by itself hears only after it."""

import ctypes
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from rag.models.binding import api

_UNSET: Final = -1


class Interrupt:
    """A flag that llama.cpp looks at between two operations, and a thread that sets it.

    The system's handler writes the signal's number to a pipe at once, also while the main
    thread is in C; a thread that waits at the other end sets the flag.
    """

    def __init__(self) -> None:
        """Begin to listen."""
        self._flag = ctypes.create_string_buffer(2)
        self.data: Final = ctypes.cast(self._flag, ctypes.c_void_p)
        # The length of the text in the flag: 0 or 1. A function in C, because one in Python
        # would wait for the interpreter at every operation of the model.
        strlen = ctypes.CDLL(None).strlen
        self.callback: Final = ctypes.cast(strlen, api.ggml_abort_callback)
        reader, self._writer = os.pipe()
        os.set_blocking(self._writer, False)
        threading.Thread(target=self._listen, args=(reader,), daemon=True).start()

    def close(self) -> None:
        """Stop listening."""
        if self._writer != _UNSET:
            os.close(self._writer)
        self._writer = _UNSET

    @contextmanager
    def heard(self) -> Iterator[None]:
        """A block in which Ctrl-C sets the flag, and raises at its end.

        In it nothing may raise: Python would come upon the signal in a callback of llama.cpp's,
        and lose it there.

        Raises:
            KeyboardInterrupt: Ctrl-C was pressed.
        """
        self._flag[0] = b"\0"
        if not self._raises():
            yield
            return
        handler = signal.signal(signal.SIGINT, self._set)
        before = signal.set_wakeup_fd(self._writer, warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(before)
            signal.signal(signal.SIGINT, handler)
        if self._flag[0] != b"\0":
            raise KeyboardInterrupt

    def _raises(self) -> bool:
        in_main = threading.current_thread() is threading.main_thread()
        listening = self._writer != _UNSET
        usual = signal.getsignal(signal.SIGINT) is signal.default_int_handler
        return in_main and listening and usual

    def _listen(self, reader: int) -> None:
        with os.fdopen(reader, "rb", buffering=0) as signals:
            while numbers := signals.read(64):
                if signal.SIGINT in numbers:
                    self._set()

    def _set(self, *_signal: object) -> None:
        self._flag[0] = b"x"
