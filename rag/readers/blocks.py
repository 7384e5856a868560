"""The text that readers of marked-up files make: Markdown blocks with a blank line between them.

Headings are `#` lines, list items `- ` or `1. ` lines, table rows pipe rows with a rule under
their headings. Nothing is escaped but what would break a table cell, so that words stay as they
stand in the file.
"""

import re
from collections.abc import Sequence
from typing import Final

_SPACES: Final = re.compile(r"\s+")
_WIDEST_TABLE: Final = 256
_DEEPEST_LIST: Final = 8
_BREAKS: Final = re.compile("\r\n|[\r\v\f\u2028\u2029\x85]")
_BLANK_LINES: Final = re.compile(r"[ \t]*\n(?:[ \t]*\n)*")
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\ufeff\ufffe\uffff]")
"""Control characters, and those that are seen by no reader but would split a word in two."""

Table = Sequence[Sequence[str]]


def printable(text: str) -> str:
    """`text` with line feeds alone as line ends, without control characters and invisible ones."""
    if text.isprintable():
        return text
    return _SURROGATES.sub("\ufffd", _UNPRINTABLE.sub("", _BREAKS.sub("\n", text)))


def paragraph(text: str) -> str:
    """`text` printable, without blank lines."""
    return _BLANK_LINES.sub("\n", printable(text)).strip()


def line(text: str) -> str:
    """`text` printable, on one line."""
    return one_line(printable(text))


def one_line(text: str) -> str:
    """`text` with every run of white space as one space."""
    return _SPACES.sub(" ", text).strip()


def heading(level: int, text: str) -> str:
    """A heading line of a level from 1 to 6."""
    return f"{'#' * min(max(level, 1), 6)} {one_line(text)}"


def item(depth: int, mark: str, text: str) -> str:
    """A list item, indented by its depth from 0."""
    indent = "  " * min(max(depth, 0), _DEEPEST_LIST)
    return f"{indent}{mark} {one_line(text)}"


def table(rows: Table, headings: int) -> str:
    """Pipe rows of equal width, a rule below the first `headings` rows; none of a bare table.

    Empty rows and columns are left out; without headings the first row stands above the rule,
    because a pipe table has one.
    """
    shown = [[cell(text) for text in row[:_WIDEST_TABLE]] for row in rows]
    headings = sum(any(row) for row in shown[: max(headings, 1)])
    shown = [row for row in shown if any(row)]
    width = max(map(len, shown), default=0)
    padded = [row + [""] * (width - len(row)) for row in shown]
    used = [place for place in range(width) if any(row[place] for row in padded)]
    lines = [f"| {' | '.join(row[place] for place in used)} |" for row in padded]
    if lines:
        lines.insert(max(headings, 1), rule(len(used)))
    return "\n".join(lines)


def cell(text: str) -> str:
    """`text` as the content of a table cell."""
    return line(text).replace("|", "\\|")


def rule(columns: int) -> str:
    """What stands under the headings of a table."""
    return f"|{' --- |' * columns}"
