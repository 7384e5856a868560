"""What turns files into documents."""

from pathlib import Path
from typing import Protocol

from rag.domain import Document


class Reader(Protocol):
    """Turns one kind of file into a Document."""

    @property
    def name(self) -> str:
        """Name and version, `text/1`; stored with each document it read."""
        ...

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether this reader is for the file, by its first bytes before its suffix.

        An empty `head` asks for an opinion by suffix alone.
        """
        ...

    def read(self, path: Path, data: bytes, *, stored_as: str) -> Document:
        """The document in `data`, its path set to `stored_as`.

        Raises:
            ReadError: the file holds nothing this reader can read.
        """
        ...
