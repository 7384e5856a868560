"""Paragraphs of plain text: what blank lines and hard line breaks keep apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, pairwise
from typing import Final

_NARROWEST: Final = 40
_WIDEST: Final = 130
"""Text is wrapped by hand or by a mailer to between these widths."""

_MOST_LINES: Final = 20_000
"""Lines that are looked at together; a log of a gigabyte may have no blank one."""

_ENDS_SENTENCE: Final = re.compile(r"""[.!?…。！？:]["'”’»)\]*_]*$""")
_OPEN_END: Final = re.compile(
    r"(?:[,;–—-]|\b(?:a|an|and|as|at|by|for|from|in|into|is|of|on|or|that|the|to|was|with))$"
)
TABLE_ROW: Final = re.compile(r"[ \t]*\|[^|]*\|")
LIST_MARK: Final = re.compile(r"[ \t]*(?:[-*+•‣▪–]|\(?\d{1,9}[.)]|\(?[a-z][.)])[ \t]+")


@dataclass(frozen=True, slots=True)
class Block:
    """A run of characters that no sentence crosses."""

    start: int
    end: int
    heading: str | None = None
    """The headings above it, `A › B`."""
    opens_section: bool = False
    whole: bool = False
    """Code or a table row: cut into sentences only where it is too long."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text and the offset at which it begins."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Offset behind its last character, the line break not counted."""
        return self.start + len(self.text)

    @property
    def indent(self) -> int:
        """White space before its first character."""
        return len(self.text) - len(self.text.lstrip())


def lines_of(text: str) -> Iterator[Line]:
    """The lines of `text`, split at LF only."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield Line(start, text[start:end])
        start = end + 1
    yield Line(start, text[start:])


def text_blocks(text: str) -> Iterator[Block]:
    """The paragraphs of a plain text."""
    first = True
    group: list[Line] = []
    for line in chain(lines_of(text), (Line(len(text), ""),)):
        if line.text.strip():
            group.append(line)
        if group and (len(group) == _MOST_LINES or not line.text.strip()):
            yield from _group_blocks(group, opens_text=first)
            group, first = [], False


def _group_blocks(lines: Sequence[Line], *, opens_text: bool) -> Iterator[Block]:
    """The paragraphs in lines that are not blank, and each table row by itself."""
    for rows, run in groupby(lines, key=lambda line: TABLE_ROW.match(line.text) is not None):
        if rows:
            yield from (Block(line.start, line.end, whole=True) for line in run)
        else:
            yield from paragraph_blocks(tuple(run), opens_text=opens_text)
        opens_text = False


def paragraph_blocks(
    lines: Sequence[Line],
    *,
    heading: str | None = None,
    opens_text: bool = False,
    reflows: bool = False,
) -> Iterator[Block]:
    """The paragraphs in consecutive lines that are not blank.

    A line break inside a paragraph is soft only in hard-wrapped text, where it was made because
    the next word did not fit; `reflows` is for formats in which a line that goes on in lower
    case always belongs to the one above. A headline may open the text: it stays alone unless
    the next line clearly goes on.
    """
    longest = max(len(line.text.strip()) for line in lines)
    wrapped = _NARROWEST <= longest <= _WIDEST and any(map(_goes_on, lines, lines[1:]))
    start = lines[0].start
    for number, (above, below) in enumerate(pairwise(lines)):
        soft = (reflows and _goes_on(above, below)) or (
            wrapped and _full(above, below, longest) and _continues(above, below)
        )
        headline = opens_text and number == 0 and not _expects_more(above, below)
        if headline or not soft or _hard_break(above, below):
            yield Block(start, above.end, heading)
            start = below.start
    yield Block(start, lines[-1].end, heading)


def _full(above: Line, below: Line, longest: int) -> bool:
    """Whether the first word of `below` would have made `above` the longest line."""
    first_word = below.text.split(maxsplit=1)[0]
    return len(above.text.strip()) + 1 + len(first_word) >= longest


def _continues(above: Line, below: Line) -> bool:
    return _starts_lower(below) or not _ENDS_SENTENCE.search(above.text.rstrip())


def _goes_on(above: Line, below: Line) -> bool:
    return _starts_lower(below) and not _ENDS_SENTENCE.search(above.text.rstrip())


def _expects_more(above: Line, below: Line) -> bool:
    return _starts_lower(below) or _OPEN_END.search(above.text.rstrip()) is not None


def _hard_break(above: Line, below: Line) -> bool:
    """List items, Markdown's explicit breaks, and the indented first line of a paragraph."""
    if LIST_MARK.match(below.text) or above.text.endswith(("  ", "\\")):
        return True
    return below.indent > above.indent + 1 and not _starts_lower(below)


def _starts_lower(line: Line) -> bool:
    return line.text.lstrip(" \t\"'“‘([>*_")[:1].islower()
