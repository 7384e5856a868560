"""The blocks of a note, whatever it is written in: plain words, their lines, and citation marks."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

BlockKind: TypeAlias = Literal["heading", "text", "item", "cell", "head"]
_CLOSES: Final = frozenset(".,;:!?…)”’»\"'")
_LARGEST_RANGE: Final = 30


@dataclass(frozen=True, slots=True)
class Mark:
    """Citation numbers that stand behind `text[:at]`."""

    at: int
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in a table a cell stands."""

    row: int
    """Which row of the note, counted over all its tables."""
    column: int
    heads: tuple[str, ...] = ()
    """The headings of the table's columns."""

    @property
    def head(self) -> str:
        """The heading of its own column."""
        return self.heads[self.column] if self.column < len(self.heads) else ""


@dataclass(frozen=True, slots=True)
class NoteBlock:
    """A heading, paragraph, list item or table cell as a reader sees it."""

    kind: BlockKind
    text: str
    """On one line, without the marks of Markdown or HTML and without citation numbers."""
    starts: tuple[tuple[int, int], ...]
    """Offset and line of the note's file, wherever the line changes."""
    marks: tuple[Mark, ...] = ()
    bold: str = ""
    """The words in bold that it begins with."""
    number: int | None = None
    """Of an item in a numbered list."""
    cell: Cell | None = None
    """Of a cell, where it stands."""
    depth: int = 0
    """How far it is indented, as what belongs to an item is."""
    above: "NoteBlock | None" = None
    """The item that it belongs to."""

    def line(self, at: int) -> int:
        """The line of the file on which the character at `at` stands."""
        index = bisect_right(self.starts, at, key=lambda start: start[0])
        return self.starts[max(0, index - 1)][1]


@dataclass(slots=True)
class Writing:
    """A block in the making: characters come in one by one, white space is folded."""

    line: int
    text: list[str] = field(default_factory=list)
    starts: list[tuple[int, int]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    bold_from: int | None = None
    bold: str = ""

    def write(self, characters: str, line: int) -> None:
        """Add text that stands on `line`; line feeds in it count lines."""
        for character in characters:
            self._put(character, line)
            line += character == "\n"

    def mark(self, numbers: tuple[int, ...]) -> None:
        """Citation numbers stand here."""
        while self.text and self.text[-1] == " ":
            self.text.pop()
        self.marks.append(Mark(len(self.text), numbers))

    def embolden(self) -> None:
        """Bold begins or ends here; only what opens the block is kept."""
        if self.bold_from is None:
            self.bold_from = len(self.text)
        elif not self.bold and self.bold_from == 0:
            self.bold = "".join(self.text).strip()

    def block(
        self,
        kind: BlockKind,
        *,
        number: int | None = None,
        cell: Cell | None = None,
        depth: int = 0,
    ) -> NoteBlock:
        """The block as far as it was written."""
        text = "".join(self.text).rstrip()
        starts = tuple(self.starts) or ((0, self.line),)
        return NoteBlock(kind, text, starts, tuple(self.marks), self.bold, number, cell, depth)

    def _put(self, character: str, line: int) -> None:
        if character.isspace():
            if self.text and self.text[-1] != " ":
                self.text.append(" ")
            return
        marked = bool(self.marks) and self.marks[-1].at == len(self.text) - 1
        if marked and character in _CLOSES - {'"', "'"} and self.text[-1] == " ":
            self.text.pop()
        if not self.starts or self.starts[-1][1] != line:
            self.starts.append((len(self.text), line))
        self.text.append(character)


def numbers_of(listed: str) -> tuple[int, ...]:
    """The numbers of a citation mark: `3`, `1, 4`, `2-5`."""
    found: list[int] = []
    for part in re.split(r"\s*[,;]\s*", listed.strip()):
        first, _, last = re.sub(r"\s*[–-]\s*", "-", part).partition("-")
        low, high = int(first), int(last or first)
        found.extend(range(low, high + 1) if high - low < _LARGEST_RANGE else (low, high))
    return tuple(dict.fromkeys(found))
