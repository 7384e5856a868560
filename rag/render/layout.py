"""Text that is safe to print, and how it is wrapped and painted."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_CONTROL: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Everything a terminal may act on, and marks that reorder text; tab and line feed stay."""


def harmless(text: str) -> str:
    """`text` with every character that could steer a terminal made visible instead."""
    return _CONTROL.sub(lambda match: _visible(match.group()), text)


def one_line(text: str) -> str:
    """`text` made harmless, runs of white space turned into single spaces."""
    return " ".join(harmless(text).split())


def as_message(text: str) -> str:
    """`text` made harmless, line feeds and tabs too: what a message quotes cannot end it."""
    return harmless(text).translate({0x09: "\u2409", 0x0A: "\u240a"})


def _visible(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"<U+{code:04X}>"


@dataclass(frozen=True, slots=True)
class Paper:
    """What is written on: its width in columns, and whether it takes colour."""

    width: int = 80
    colour: bool = False

    @property
    def measure(self) -> int:
        """The width of running text, which reads badly past 100 columns."""
        return max(24, min(self.width, 100))

    def bold(self, text: str) -> str:
        """`text` in bold where there is colour."""
        return self._paint(text, "1")

    def dim(self, text: str) -> str:
        """`text` subdued where there is colour."""
        return self._paint(text, "2")

    def accent(self, text: str) -> str:
        """`text` in the colour of references where there is colour."""
        return self._paint(text, "36")

    def alert(self, text: str) -> str:
        """`text` in the colour of warnings where there is colour."""
        return self._paint(text, "33")

    def _paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text

    def wrapped(self, text: str, *, indent: str = "", first: str | None = None) -> str:
        """`text` made harmless and wrapped; `first` stands before the first line."""
        lead = indent if first is None else first
        width = self.measure - display_width(indent)
        lines = tuple(_folded(one_line(text), width, self.measure - display_width(lead)))
        return "\n".join((lead if n == 0 else indent) + line for n, line in enumerate(lines))


def display_width(text: str) -> int:
    """Columns that `text` takes: two for wide characters, none for combining ones."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or character in "\u200b\u200c\u200d\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def fold(text: str, width: int) -> tuple[str, ...]:
    """`text`, already harmless, in lines of at most `width` columns; at least one."""
    return tuple(_folded(text, width, width))


def _folded(text: str, width: int, first_width: int) -> Iterator[str]:
    line, room = "", first_width
    for word in text.split(" "):
        candidate = f"{line} {word}" if line else word
        if display_width(candidate) <= room:
            line = candidate
            continue
        if line:
            yield line
            room = width
        *full, line = _cut(word, room, width)
        if full:
            room = width
        yield from full
    yield line


def _cut(word: str, first_width: int, width: int) -> tuple[str, ...]:
    """A word too long for a line, cut into lines: scripts without spaces need it."""
    if display_width(word) <= first_width:
        return (word,)
    lines: list[str] = []
    line, used = "", 0
    for character in word:
        columns = _columns(character)
        if used + columns > (width if lines else first_width):
            lines.append(line)
            line, used = "", 0
        line, used = line + character, used + columns
    return (*lines, line)
