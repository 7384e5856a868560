"""What a note holds besides its sources' words: the program's own sentences and openings."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from string import Formatter
from typing import Final

from rag.briefing import gaps
from rag.domain import FigureStatus, Kind

CELLS: Final = frozenset((*(kind.value for kind in Kind), *(one.value for one in FigureStatus)))
"""What the columns beside a figure say of it."""
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

    @classmethod
    def of(
        cls, sentences: Iterable[str], openings: Iterable[str] = (), *, slot: str = ""
    ) -> "Frame":
        """A frame from samples, in which numbers, and `slot` where it is named, stand for any."""
        return cls(
            tuple(_pattern(sample, slot) for sample in sentences),
            tuple(_pattern(sample, slot) for sample in openings),
        )

    def tells(self, text: str) -> bool:
        """Whether the whole block is one of the program's own sentences."""
        known = (*self.sentences, *_GAPS)
        return len(text) <= _LONGEST and any(one.fullmatch(text) for one in known)

    def opening(self, text: str) -> int:
        """Where the sides of a disagreement begin; 0 where the block is none."""
        ends = (found.end() for one in self.openings if (found := one.match(text)))
        return max(ends, default=0)


def _pattern(sample: str, slot: str) -> re.Pattern[str]:
    """The sample with its counts and slots left open."""
    parts = sample.split(slot) if slot else [sample]
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
    if name.isupper() and isinstance(text, str) and " " in text
)
"""What a note says is missing."""
