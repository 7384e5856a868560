"""The citation markers that a model writes: `[1]`, `[1, 2]`, `[1][2]`, `[Source 3]`, `[1-3]`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_NUMBER: Final = r"(?:(?:sources?|citations?)\s*)?#?\d{1,4}"
_MARKER: Final = re.compile(
    rf"[ \t]*[\[【]\s*({_NUMBER}(?:\s*(?:[,;&–-]|and)\s*{_NUMBER})*)\s*[\]】]", re.IGNORECASE
)
_OPEN: Final = re.compile(r"[ \t]*[\[【][\w ,;&#–-]{0,40}\Z")
_RANGE: Final = re.compile(r"(\d{1,4})(?:\s*[–-]\s*(\d{1,4}))?")
_MOST_IN_RANGE: Final = 50


@dataclass(frozen=True, slots=True)
class Marker:
    """Numbers that stand behind `text[:offset]`."""

    offset: int
    numbers: tuple[int, ...]
    length: int
    """Characters that the marker and the space before it take."""


@dataclass(frozen=True, slots=True)
class Unmarked:
    """A text without its markers, and where they stood."""

    text: str
    markers: tuple[Marker, ...]

    def numbers(self, start: int, end: int) -> tuple[int, ...]:
        """The numbers cited in or right behind `text[start:end]`, each once, in order.

        A marker at the very beginning of a line belongs to what follows it.
        """
        cited = (
            number
            for marker in self.markers
            if start < marker.offset <= end or (marker.offset == start and self._opens(start))
            for number in marker.numbers
        )
        return tuple(dict.fromkeys(cited))

    def written(self, offset: int) -> int:
        """Where `text[:offset]` and the markers behind it end in the text as it was written."""
        return offset + sum(marker.length for marker in self.markers if marker.offset <= offset)

    def _opens(self, offset: int) -> bool:
        return not self.text[:offset].rpartition("\n")[2].strip()


def unmarked(text: str) -> Unmarked:
    """`text` without its markers and the space before each."""
    parts: list[str] = []
    markers: list[Marker] = []
    length = done = 0
    for found in _MARKER.finditer(text):
        parts.append(text[done : found.start()])
        length += len(parts[-1])
        markers.append(Marker(length, tuple(_numbers(found[1])), len(found.group())))
        done = found.end()
    return Unmarked("".join((*parts, text[done:])), tuple(markers))


def without_open_marker(text: str) -> str:
    """`text` without a marker at its end that is not closed yet."""
    found = _OPEN.search(text)
    return text[: found.start()] if found else text


def _numbers(inner: str) -> Iterator[int]:
    for found in _RANGE.finditer(inner):
        first = int(found[1])
        last = int(found[2] or first)
        yield from range(first, min(last, first + _MOST_IN_RANGE) + 1)
