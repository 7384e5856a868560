"""Something slow that begins to load at once and is waited for when it is used."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Loaded = TypeVar("Loaded")


class Loading(Generic[Loaded]):
    """The result of `load`, which runs in a thread from the start.

    Calling it waits for the result, or raises what `load` raised.
    """

    def __init__(self, load: Callable[[], Loaded]) -> None:
        self._load = load
        self._result: Loaded | None = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="loading")
        self._thread.start()

    @property
    def result(self) -> Loaded | None:
        """What was loaded, waited for; None where loading failed."""
        self._thread.join()
        return self._result

    def __call__(self) -> Loaded:
        """What was loaded."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        if self._result is None:
            raise RuntimeError("nothing was loaded")
        return self._result

    def _run(self) -> None:
        try:
            self._result = self._load()
        except BaseException as error:  # noqa: BLE001, raised again where the result is used
            self._error = error
