"""Lines of a page become headings, paragraphs, list items and tables."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Final

from rag.readers import blocks
from rag.readers.pdf.grids import grid_length, grid_text
from rag.readers.pdf.hyphens import Hyphens
from rag.readers.pdf.lines import PdfLine

_BULLET: Final = re.compile(r"[•‣▪●○◦■□–*-]\s+(?=\S)")
_NUMBERED: Final = re.compile(r"(?:\(?\d{1,3}[.)]|\(?[a-z][.)])\s+(?=\S)")
_ENDS: Final = re.compile(r"""[.!?…。！？؟:;]["'”’»)\]]*\Z""")
_LARGER: Final = 1.12
"""Times the height of the body, from which a line is a heading."""
_ALIKE: Final = 0.88
"""Heights of two lines of one paragraph, as a share."""
_LEAD: Final = 1.3
"""Times the usual distance of two lines, from which they are of two paragraphs."""
_HEADING_LEAD: Final = 1.7
"""Times the size of two lines' type, from which they are of two headings."""
_INDENT: Final = 0.7
_SHORT: Final = 0.8
"""Share of the paragraph's width that the last line of another may fill."""
_LONGEST_HEADING: Final = 180
_OPENING: Final = "“„«‘'\"(¿¡-"


class BlockKind(Enum):
    """What a block of a page is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A block and its text, a heading's level where it is one."""

    kind: BlockKind
    text: str
    level: int = 0

    @property
    def shaped(self) -> str:
        """The block as it stands in the document."""
        return blocks.heading(self.level, self.text) if self.level else self.text

    @property
    def is_open(self) -> bool:
        """Whether it may go on in the next column or page."""
        unbroken = self.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)
        return unbroken and not _ENDS.search(self.text)


class Style:
    """How large the type of a document is; what is larger is a heading."""

    def __init__(self, pages: Sequence[Sequence[PdfLine]]) -> None:
        """Measure the lines of all pages."""
        sizes: Counter[float] = Counter()
        bold = characters = 0
        for line in (line for lines in pages for line in lines):
            sizes[round(line.size * 2) / 2] += len(line.text)
            characters += len(line.text)
            bold += len(line.text) * line.is_bold
        self.body = sizes.most_common(1)[0][0] if sizes else 0.0
        self._bold_body = bold > characters / 2
        larger = {
            round(line.size, 1)
            for lines in pages
            for line in lines
            if self._is_larger(line) and self._reads_like_heading(line.text)
        }
        self._levels = sorted(larger, reverse=True)

    def level(self, line: PdfLine) -> int:
        """The level of a heading by its height, 0 for what is none."""
        larger = self._is_larger(line)
        bold = line.is_bold and not self._bold_body and line.size > 0.9 * self.body
        if not (larger or bold) or not line.is_level or not self._reads_like_heading(line.text):
            return 0
        if larger:
            return min(1 + self._levels.index(round(line.size, 1)), 5)
        return min(1 + len(self._levels), 6)

    def _is_larger(self, line: PdfLine) -> bool:
        return line.size > _LARGER * self.body

    @staticmethod
    def _reads_like_heading(text: str) -> bool:
        letters = sum(character.isalpha() for character in text)
        shown = len(text) - text.count(" ")
        begins = text[:1].isalnum() or text[:1] in _OPENING
        return begins and 3 <= letters > 0.6 * shown and len(text) <= _LONGEST_HEADING


def page_blocks(lines: Sequence[PdfLine], style: Style, hyphens: Hyphens) -> Iterator[PageBlock]:
    """The blocks of a page, in its own order."""
    lead = _usual_lead(lines)
    place = 0
    while place < len(lines):
        rows = grid_length(lines, place)
        if rows:
            yield PageBlock(BlockKind.TABLE, grid_text(lines[place : place + rows]))
            place += rows
            continue
        end = place + 1
        while (
            end < len(lines)
            and not _parts(lines, end, style, lead)
            and not grid_length(lines, end)
        ):
            end += 1
        yield _block(lines[place:end], style, hyphens)
        place = end


def _block(lines: Sequence[PdfLine], style: Style, hyphens: Hyphens) -> PageBlock:
    text = blocks.one_line(blocks.printable(hyphens.together([line.text for line in lines])))
    level = min(style.level(line) for line in lines)
    if level and len(text) <= _LONGEST_HEADING and not text.endswith((".", ",", ";")):
        return PageBlock(BlockKind.HEADING, text, level)
    bullet = _BULLET.match(text)
    if bullet is not None:
        return PageBlock(BlockKind.ITEM, f"- {text[bullet.end() :]}")
    return PageBlock(BlockKind.ITEM if _NUMBERED.match(text) else BlockKind.PARAGRAPH, text)


def _usual_lead(lines: Sequence[PdfLine]) -> float:
    """The usual distance from a line to the one below it, 0 where no line is below another."""
    steps = sorted(
        above.box.bottom - line.box.bottom
        for above, line in pairwise(lines)
        if 0.5 * line.box.height < above.box.bottom - line.box.bottom < 3 * line.box.height
    )
    return steps[len(steps) // 3] if steps else 0.0


def _parts(lines: Sequence[PdfLine], place: int, style: Style, lead: float) -> bool:
    """Whether a new block begins with the line at `place`."""
    above, line = lines[place - 1], lines[place]
    low, high = sorted((above.size, line.size))
    if low < _ALIKE * high or bool(style.level(above)) != bool(style.level(line)):
        return True
    if _BULLET.match(line.text) or _NUMBERED.match(line.text) or above.is_level != line.is_level:
        return True
    step = above.box.bottom - line.box.bottom
    if not line.is_level:
        return False
    if step <= 0 or line.box.left > above.box.right or line.box.right < above.box.left:
        return bool(_ENDS.search(above.text)) or not line.text[:1].islower()
    if style.level(line):
        return step > _HEADING_LEAD * high
    return (
        step > _LEAD * max(lead, 0.8 * high)
        or _is_indented(lines, place)
        or _ends_short(above, line)
    )


def _is_indented(lines: Sequence[PdfLine], place: int) -> bool:
    """Whether a line begins further in than the lines around it, and no list item goes on."""
    above, line = lines[place - 1], lines[place]
    if line.box.left - above.box.left < _INDENT * line.box.height or not _ENDS.search(above.text):
        return False
    below = lines[place + 1] if place + 1 < len(lines) else None
    return below is None or below.box.left < line.box.left - _INDENT * line.box.height / 2


def _ends_short(above: PdfLine, line: PdfLine) -> bool:
    """Whether the line above ends a sentence well before the line below ends."""
    if not _ENDS.search(above.text) or line.text[:1].islower():
        return False
    return above.box.right - above.box.left < _SHORT * (line.box.right - above.box.left)
