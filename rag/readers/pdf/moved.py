"""Figures that a page sets higher or lower than the letters they touch, told by their boxes."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from rag.readers.raised import END, LOWERED, RAISED

_GLUED: Final = re.compile(r"[^\s\d]*(\d)\S*")
"""A word with a figure in it."""
_PLAIN: Final = re.compile(r"[^\w\s]*(\d+(?:[.,]\d+)*)\D*")
"""One with nothing else: where its last figure is not raised, none is."""
_FIGURE: Final = re.compile(r"[-−–]?\d{1,4}(?:[,–-]\d{1,4}){0,9}")
_SIGNS: Final = "-−–+±=<>"
"""Their box may be that of another font, and tells nothing of the height of figures."""
_SMALLER: Final = 0.85
"""Times the height of what stands before it, below which a figure may be raised or lowered."""
_HIGHER, _LOWER = 0.18, 0.04
"""In heights of what stands before it: by how much the foot of a figure is moved."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points, from the bottom left of the page."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom

    def around(self, other: "Box") -> "Box":
        """The smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )


Boxes: TypeAlias = Callable[[int], Box]
"""The box of the character at a place of a text."""


def marked(text: str, boxes: Boxes) -> str:
    """`text` with marks around its figures that are raised or lowered."""
    parts: list[str] = []
    last = 0
    for word in _GLUED.finditer(text):
        plain = _PLAIN.fullmatch(word[0])
        if plain and not _level(boxes(word.start(1)), boxes(word.start() + plain.end(1) - 1)):
            continue
        for figure in _moved_in(text, word.span(), boxes):
            parts += (text[last : figure.start], figure.level)
            parts += (text[figure.start : figure.end], END)
            last = figure.end
    return "".join((*parts, text[last:]))


def moved(figure: str, base: Box, box: Box) -> str:
    """The figure in `box`, marked where it is raised or lowered beside what is in `base`."""
    level = _level(base, box)
    return f"{level}{figure}{END}" if level else figure


def is_figure(text: str) -> bool:
    """Whether the text is a figure, or several, with nothing else."""
    return _FIGURE.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class _Moved:
    """Characters of a text that are raised or lowered, and the mark for it."""

    start: int
    end: int
    level: str


def _moved_in(text: str, word: tuple[int, int], boxes: Boxes) -> Iterator[_Moved]:
    """The runs of figures in a word that are smaller than what stands before them, and moved."""
    start, end = word
    base = boxes(start)
    begun, level = start, ""
    for place in range(start + 1, end + 1):
        found = ""
        if place < end:
            box = boxes(place)
            found = _level(base, box)
            base = base if found else box
        if found != level:
            if level and _is_set_apart(text, begun, place):
                yield _Moved(begun, place, level)
            begun, level = place, found


def _level(base: Box, box: Box) -> str:
    """The mark for what is smaller than `base` and set higher or lower; empty for neither."""
    if not 0 < box.height < _SMALLER * base.height:
        return ""
    rise = (box.bottom - base.bottom) / base.height
    return RAISED if rise > _HIGHER else LOWERED if rise < -_LOWER else ""


def _is_set_apart(text: str, start: int, end: int) -> bool:
    """Whether the characters are a figure by themselves, and not that of a sign before them.

    A zero behind a letter is how many fonts of formulas write a prime.
    """
    before = text[start - 1]
    is_prime = text[start] == "0" and not before.isdigit()
    return is_figure(text[start:end]) and before not in _SIGNS and not is_prime
