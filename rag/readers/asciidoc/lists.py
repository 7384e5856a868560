"""Lists of AsciiDoc: which level an item is on, and which number it has."""

import re
from dataclasses import dataclass, field
from typing import Final

_ITEM: Final = re.compile(r"[ \t]*(\*{1,5}|-|\.{1,5}|\d{1,4}\.|<(?:\d{1,3}|\.)>)[ \t]+(\S.*)")
_CHECK: Final = re.compile(r"\[(?:[ x*])\][ \t]+(?=\S)")
_TERM: Final = re.compile(r"[ \t]*(?![/\[])(\S.{0,300}?)(?::{2,4}|;;)(?:[ \t]+(\S.*))?")
_START: Final = re.compile(r"\bstart=\"?(\d{1,6})")


@dataclass(slots=True)
class Lists:
    """The lists that are open, outermost first, by the marks of their items."""

    _marks: list[str] = field(default_factory=list)
    _counts: list[int] = field(default_factory=list)
    _start: int = 1

    def item(self, line: str) -> tuple[int, str, str] | None:
        """Level from 0, mark and words, where the line is an item."""
        found = _ITEM.fullmatch(line)
        if found is None:
            return None
        mark = "1." if found[1][0].isalnum() else "<1>" if found[1][0] == "<" else found[1]
        level = self._level(mark)
        self._counts[level] += 1
        is_bullet = mark[0] in "*-"
        words = _CHECK.sub("", found[2], count=1) if is_bullet else found[2]
        return level, "-" if is_bullet else f"{self._counts[level]}.", words

    def begin(self, attributes: str) -> None:
        """Take in what `[start=4]` says of the list that follows."""
        start = _START.search(attributes)
        self._start = int(start[1]) if start else self._start

    def end(self) -> None:
        """No list is open any more."""
        self._marks.clear()
        self._counts.clear()
        self._start = 1

    def _level(self, mark: str) -> int:
        if mark in self._marks:
            level = self._marks.index(mark)
        else:
            level = len(self._marks)
            self._marks.append(mark)
            self._counts.append(self._start - 1)
            self._start = 1
        del self._marks[level + 1 :], self._counts[level + 1 :]
        return level


def term(line: str) -> tuple[str, str] | None:
    """What `term:: definition` explains, and how; the second may be empty."""
    found = _TERM.fullmatch(line)
    return None if found is None else (found[1], found[2] or "")
