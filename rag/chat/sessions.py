"""Chats kept in the library: a file of JSON lines each, written as things are said.

A line is written whole and flushed before the next, so that whatever ends the program leaves
at most a last line that is cut off, and that is passed over. A chat that is gone on with is
copied to a file of its own: no two programs ever write one.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import msgspec

from rag.chat.choices import Choices
from rag.chat.entries import Entry
from rag.conversation import Conversation
from rag.domain import Citation
from rag.errors import LibraryError

FOLDER: Final = "chats"
SCHEMA: Final = "sourceline.session/1"
KEPT: Final = 20
"""How many chats are kept; older ones are deleted."""


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line: the schema first, then passages shown, something said, undone or chosen."""

    schema: str | None = None
    shown: tuple[Citation, ...] = ()
    said: Entry | None = None
    undone: int = 0
    """How many of the last entries are taken back."""
    chosen: Choices | None = None
    """All that is chosen from here on."""


@dataclass(frozen=True, slots=True)
class Talk:
    """Everything said so far, and every passage shown for it."""

    conversation: Conversation = field(default_factory=Conversation)
    entries: tuple[Entry, ...] = ()
    choices: Choices = field(default_factory=Choices)

    def after(self, line: Line) -> "Talk":
        """This talk after one more line.

        Raises:
            ValueError: a passage has a number that means another one.
        """
        if line.said is not None:
            return self.with_entry(line.said)
        if line.undone:
            return self.without_last()
        if line.chosen is not None:
            return replace(self, choices=line.chosen)
        return replace(self, conversation=self.conversation.with_shown(line.shown))

    def with_entry(self, entry: Entry) -> "Talk":
        """This talk with something more said.

        What an answer tells of where its passages stand is more exact than what was shown first.
        """
        told = {one.id for before in self.entries for one in before.citations}
        placed = {one.id: one for one in entry.citations if one.id not in told}
        shown = (placed.get(one.id, one) for one in self.conversation.citations)
        heard = replace(self.conversation, citations=tuple(shown))
        if entry.answer is None:
            heard = heard.with_shown(entry.citations)
        else:
            heard = heard.with_turn(entry.typed, entry.answer, entry.understood)
        return replace(self, conversation=heard, entries=(*self.entries, entry))

    def without_last(self) -> "Talk":
        """This talk without the last entry; numbers that were shown keep their meaning."""
        *before, last = self.entries
        if last.answer is None:
            return replace(self, entries=tuple(before))
        shorter = replace(self.conversation, turns=self.conversation.turns[:-1])
        return replace(self, conversation=shorter, entries=tuple(before))


class Session:
    """The file of one chat; it is made when there is something to keep."""

    def __init__(self, folder: Path, *, going_on: Path | None = None) -> None:
        """Keep a new chat in the library's `folder`, one that goes on from another's file."""
        self._folder = folder / FOLDER
        self._before = going_on
        self._descriptor: int | None = None

    def close(self) -> None:
        """Close the file."""
        if self._descriptor is not None:
            os.close(self._descriptor)
        self._descriptor = None

    def keep(self, line: Line) -> None:
        """Write one line, and have it on the disk.

        Raises:
            OSError: it cannot be written.
        """
        if self._descriptor is None:
            self._descriptor = self._begun()
        _write(self._descriptor, line)

    def _begun(self) -> int:
        self._folder.mkdir(exist_ok=True)
        earlier = _files(self._folder)
        number = int(earlier[-1].stem) + 1 if earlier else 1
        while True:
            path = self._folder / f"{number:06}.jsonl"
            try:
                descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            except FileExistsError:
                number += 1
                continue
            break
        for line in (Line(schema=SCHEMA), *(_lines(self._before) if self._before else ())):
            _write(descriptor, line)
        for old in earlier[: max(0, len(earlier) + 1 - KEPT)]:
            old.unlink(missing_ok=True)
        return descriptor


def last(folder: Path) -> Path | None:
    """The file of the last chat kept in the library's `folder`, or None."""
    files = _files(folder / FOLDER)
    return files[-1] if files else None


def read(path: Path) -> Talk:
    """The chat in a file, as far as it can be read.

    Raises:
        LibraryError: it was written by another version.
    """
    talk = Talk()
    for line in _lines(path):
        try:
            talk = talk.after(line)
        except ValueError:
            break
    return talk


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.jsonl") if path.stem.isdecimal())


def _write(descriptor: int, line: Line) -> None:
    data = msgspec.json.encode(line) + b"\n"
    while data:
        data = data[os.write(descriptor, data) :]
    os.fsync(descriptor)


def _lines(path: Path) -> Iterator[Line]:
    """The lines behind the first, up to one that cannot be read."""
    decoder = msgspec.json.Decoder(Line)
    with path.open("rb") as file:
        first = file.readline()
        if not first.endswith(b"\n"):
            return
        try:
            schema = decoder.decode(first).schema
        except msgspec.MsgspecError:
            schema = None
        if schema != SCHEMA:
            raise LibraryError(
                f"{path} is of another version ({schema or 'unknown'})",
                "Begin a new chat: leave --continue out.",
            )
        for text in file:
            try:
                yield decoder.decode(text)
            except msgspec.MsgspecError:
                return
