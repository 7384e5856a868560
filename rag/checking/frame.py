"""What a note holds besides its sources' words: the program's own sentences and openings."""

import re
from dataclasses import dataclass
from string import Formatter
from typing import Final

from rag.briefing import gaps
from rag.checking.parsing.blocks import NoteBlock

_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_LONGEST: Final = 1_000
"""Characters of what the program writes at most; open patterns are slow on more."""
_COUNT: Final = r"\d+(?:[.,]\d+)*"


@dataclass(frozen=True, slots=True)
class Frame:
    """The closed list of words that the program puts around the sources' own."""

    sentences: tuple[re.Pattern[str], ...] = ()
    """Whole blocks; they tell of the note and claim nothing of the world."""
    openings: tuple[re.Pattern[str], ...] = ()
    """What stands before the sides of a disagreement."""
    joint: str = " · "
    """What stands between its sides."""
    tables: frozenset[tuple[str, str]] = frozenset()
    """The first and the last heading of each table that tells of the note or repeats it."""
    speakers: frozenset[str] = frozenset()
    """The headings of columns that say who says something."""
    dates: frozenset[str] = frozenset()
    """The headings of columns that say when something is true."""
    spelled: str = ""
    """What stands before the other spellings of a name, in parentheses."""

    def tells(self, text: str) -> bool:
        """Whether the whole block is one of the program's own sentences."""
        known = (*self.sentences, *_GAPS)
        return len(text) <= _LONGEST and any(one.fullmatch(text) for one in known)

    def opening(self, text: str) -> int:
        """Where the sides of a disagreement begin; 0 where the block is none."""
        ends = (found.end() for one in self.openings if (found := one.match(text)))
        return max(ends, default=0)

    def opens(self, heading: str) -> bool:
        """Whether a heading stands over the sides of a disagreement."""
        return any(one.fullmatch(f"{heading}:") for one in self.openings)

    def lists(self, heads: tuple[str, ...]) -> bool:
        """Whether a table with these headings claims nothing."""
        return bool(heads) and (heads[0], heads[-1]) in self.tables

    def is_speaker(self, block: NoteBlock) -> bool:
        """Whether a cell says who says what stands beside it."""
        return _head(block) in self.speakers

    def is_date(self, block: NoteBlock) -> bool:
        """Whether a cell says when it is so."""
        return _head(block) in self.dates


def _head(block: NoteBlock) -> str:
    return block.cell.head if block.cell and block.kind == "cell" else ""


def pattern(sample: str, slot: str) -> re.Pattern[str]:
    """A sample of the program's words in which its counts and `slot` stand for any."""
    parts = sample.split(slot)
    counted = (_COUNT.join(map(re.escape, _NUMBER.split(part))) for part in parts)
    return re.compile(".+?".join(counted))


def _template(text: str) -> re.Pattern[str]:
    """A template of `str.format`: its slots take any words."""
    parsed = Formatter().parse(text)
    return re.compile(
        "".join(re.escape(literal) + (".+?" if name else "") for literal, name, _, _ in parsed)
    )


_GAPS: Final = tuple(
    _template(text)
    for name, text in vars(gaps).items()
    if name.isupper() and isinstance(text, str) and text.endswith(".")
)
"""What a note says is missing."""
