"""The titles of sections, by the ids with which a text refers to them."""

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile, islice, takewhile
from typing import Final

HEADING: Final = re.compile(r"(={1,6}|#{1,6})[ \t]+(\S.*)")
BLOCK_TITLE: Final = re.compile(r"\.([^\s.].*)")
_ANCHOR: Final = re.compile(
    r"\[\[([\w:.{}-]{1,200})(?:,[^\]]*)?\]\]"
    r"|\[(?:[\w ]*#([\w:.{}-]{1,200})|.*?\bid=[\"']?([\w:.{}-]{1,200})).*\]"
)
_NO_NAME: Final = re.compile(r"[^\w]+")


def section_titles(lines: Sequence[str]) -> dict[str, str]:
    """The title of each section and titled block by its own id, and by the one made of its words."""
    titles: dict[str, str] = {}
    anchor = ""
    for line in lines:
        found = _ANCHOR.fullmatch(line)
        heading = HEADING.fullmatch(line) or BLOCK_TITLE.fullmatch(line)
        if found is not None:
            anchor = next(filter(None, found.groups()))
        elif heading is not None:
            title = heading[heading.lastindex or 0]
            made = _NO_NAME.sub("_", title.lower()).strip("_")
            for name in (anchor, f"_{made}"):
                titles.setdefault(name, title)
            anchor = ""
        elif line and not line.startswith("["):
            anchor = ""
    titles.pop("", None)
    return titles


def header(lines: Sequence[str]) -> Iterator[str]:
    """The lines from the title of the document to the first empty one."""
    rest = dropwhile(lambda line: not line.startswith(("= ", "# ")), lines)
    yield from islice(takewhile(bool, rest), 1, None)
