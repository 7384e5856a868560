"""OCR for one file: how much of it may be read so, and how much was."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

from rag.ports import Recogniser
from rag.readers.limits import Limits
from rag.readers.ocr.installed import models
from rag.readers.ocr.page import SeenPage, seen_page

if TYPE_CHECKING:
    from rag.ports import Pixels

_VERSION: Final = "ocr/1"


class Recognition:
    """Reads the pages of one file by OCR, as many as it may, and counts them."""

    def __init__(
        self,
        recogniser: Recogniser | None = None,
        *,
        most_pages: int = Limits().ocr_pages,
        passed: Callable[[], None] = lambda: None,
    ) -> None:
        """Without a recogniser no page is read; `passed` is called after each that is."""
        self._recogniser = recogniser
        self._most = most_pages
        self._passed = passed
        self._read = self._left = 0

    @property
    def is_at_hand(self) -> bool:
        """Whether there is anything that reads pictures."""
        return self._recogniser is not None

    def page(self, picture: "Callable[[], Pixels]") -> SeenPage | None:
        """What the page shows that `picture` makes; None where it may not be looked at."""
        if self._recogniser is None or self._read >= self._most:
            self._left += 1
            return None
        self._read += 1
        seen = seen_page(self._recogniser, picture())
        self._passed()
        return seen

    def signed(self, reader: str) -> str:
        """The name of `reader`, with OCR's version if it read, or would have read, a page."""
        if not self._left:
            return f"{reader} with {_VERSION}" if self._read else reader
        return f"{reader} with {_of(self._most)}" if self.is_at_hand else _without(reader)


_CURRENT: Final[ContextVar[Recognition | None]] = ContextVar("recognition", default=None)


def current() -> Recognition:
    """What reads the pictures of the file that is being read; nothing, unless `using` says so."""
    return _CURRENT.get() or Recognition()


@contextmanager
def using(recognition: Recognition) -> Iterator[None]:
    """Let readers, also those of attachments, use `recognition`."""
    token = _CURRENT.set(recognition)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def is_at_hand(limits: Limits) -> bool:
    """Whether OCR is installed, and may be used."""
    return limits.ocr_pages > 0 and models() is not None


def signatures(readers: Iterable[str], limits: Limits) -> frozenset[str]:
    """The names under which documents need not be read again.

    What OCR read stays when it is no longer installed, and goes when it may not be used. What it
    would have read is read again once it is installed.
    """
    names = frozenset(readers)
    signed = {f"{name} with {_VERSION}" for name in names}
    without = {_without(name) for name in names}
    if limits.ocr_pages == 0:
        return names | without
    signed |= {f"{name} with {_of(limits.ocr_pages)}" for name in names}
    return names | signed | (frozenset() if is_at_hand(limits) else without)


def _without(reader: str) -> str:
    return f"{reader} without ocr"


def _of(pages: int) -> str:
    return f"{_VERSION} of {pages} pages"
