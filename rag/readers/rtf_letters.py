"""RTF whose raised letters are marked, and whose deleted, struck and hidden ones are left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from rag.readers.raised import END, LOWERED, RAISED

_NEEDED: Final = re.compile(r"\\(?:super|sub|up|dn|deleted|strike|v)(?![a-z])|\\strike[dl]")
_TOKEN: Final = re.compile(
    r"\\([a-z]{1,32})(-?\d{1,10})?[ ]?|\\'[0-9a-f]{2}|\\[^a-z]|[{}]|[^\\{}]+|\\", re.IGNORECASE
)
_STRUCK: Final = frozenset({"deleted", "strike", "striked", "v"})
_TEXT_WORDS: Final = frozenset(
    "u tab emdash endash emspace enspace qmspace bullet lquote rquote ldblquote rdblquote".split()
)
_TEXT_SIGNS: Final = frozenset("~{}\\-_")


@dataclass(frozen=True, slots=True)
class _Letters:
    """How the letters are written that follow."""

    level: str = ""
    gone: frozenset[str] = frozenset()


_PLAIN: Final = _Letters()


def told_apart(source: str) -> str:
    """The source with marks around what it raises or lowers, without what it does not show."""
    return "".join(_told_apart(source)) if _NEEDED.search(source) else source


def _told_apart(source: str) -> Iterator[str]:
    teller = _Teller()
    binary = 0
    """Where data ends that is no source."""
    for token in _TOKEN.finditer(source):
        if token.start() < binary:
            yield token[0]
            continue
        yield teller.told(token[0], token[1] or "", token[2])
        if token[1] == "bin":
            binary = token.end() + int(token[2] or 0)


class _Teller:
    """Knows how the letters are written in each group that is open."""

    def __init__(self) -> None:
        self._now = _PLAIN
        self._around: list[_Letters] = []

    def told(self, token: str, word: str, number: str | None) -> str:
        """What stands for a token."""
        if token == "{":
            self._around.append(self._now)
            return token
        if token == "}":
            return self._closed()
        if word:
            return self._word(token, word, number)
        return "" if self._now.gone and _is_text(token) else token

    def _closed(self) -> str:
        inner, self._now = self._now, self._around.pop() if self._around else _PLAIN
        if inner.level == self._now.level:
            return "}"
        return f"{END if inner.level else ''}}}{self._now.level}"

    def _word(self, token: str, word: str, number: str | None) -> str:
        before, self._now = self._now.level, _changed(self._now, word, number)
        told = "" if self._now.gone and word in _TEXT_WORDS else token
        if before == self._now.level:
            return told
        return f"{told}{END if before else ''}{self._now.level}"


def _is_text(token: str) -> bool:
    return token[0] != "\\" or token[1:2] == "'" or token[1:2] in _TEXT_SIGNS


def _changed(now: _Letters, word: str, number: str | None) -> _Letters:
    if word == "plain":
        return _PLAIN
    if word in _STRUCK:
        off = number is not None and int(number) == 0
        return replace(now, gone=now.gone - {word} if off else now.gone | {word})
    if word == "nosupersub":
        return replace(now, level="")
    if word in {"super", "sub"}:
        level = RAISED if word == "super" else LOWERED
        return replace(now, level="" if number == "0" else level)
    if word in {"up", "dn"}:
        moved = number is None or int(number) > 0
        level = RAISED if word == "up" else LOWERED
        return replace(now, level=level if moved else "")
    return now
