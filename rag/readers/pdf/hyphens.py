"""Words that a line's end parts, made whole once, in the text that offsets count in."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

_PARTED: Final = re.compile(r"([^\W\d_]+)([-\u2010\u00ad])\Z")
_FIRST: Final = re.compile(r"[^\W\d_]+")
_COMPOUND: Final = re.compile(r"(?<![^\W\d_])[^\W\d_]++(?:[-\u2010][^\W\d_]++)+")
_WORD: Final = re.compile(r"[^\W\d_]+")
_LONGEST_WORD: Final = 80
_SOFT: Final = "\u00ad"
_STANDING: Final = frozenset(
    """
    all anti cross eight far five four full half high ill left long low mid multi near nine non
    one quasi right second self semi seven short single six so ten third three two ultra vice well
    """.split()
)
"""What is more often joined to the next word by a hyphen than parted from it by a line's end."""


class Hyphens:
    """Knows how the words of a document are written where no line ends in them."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Learn the words of `lines`."""
        self._words: set[str] = set()
        self._compounds: set[str] = set()
        for line in lines:
            text = line.casefold()
            self._words.update(_WORD.findall(text))
            self._compounds.update(word.replace("\u2010", "-") for word in _COMPOUND.findall(text))

    def together(self, lines: Sequence[str]) -> str:
        """Several lines as one text."""
        parts = [lines[0]]
        for line in lines[1:]:
            joined = self.joined(parts[-1], line)
            parts[-1] = joined[: len(joined) - len(line)]
            parts.append(line)
        return "".join(parts)

    def joined(self, before: str, after: str) -> str:
        """Two lines as one text: a space between, or the word that their break parted."""
        parted = _PARTED.search(before, max(0, len(before) - _LONGEST_WORD))
        if parted is None or not after[:1].isalpha():
            return f"{before.rstrip(_SOFT)} {after}" if before and after else before + after
        first = _FIRST.match(after)
        head, mark, tail = parted[1], parted[2], first[0] if first else ""
        keeps = mark != _SOFT and self._is_compound(head, tail)
        return before[: parted.start(2)] + ("-" if keeps else "") + after

    def _is_compound(self, head: str, tail: str) -> bool:
        head, lower = head.casefold(), tail.casefold()
        if f"{head}-{lower}" in self._compounds:
            return True
        if head + lower in self._words:
            return False
        return not tail[:1].islower() or head in _STANDING
