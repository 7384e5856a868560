"""How office files end: bounds on what they unpack to, and what stands for facts they do not tell."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from rag.domain import Document
from rag.errors import ReadError
from rag.readers.blocks import line
from rag.readers.dating import find_date
from rag.readers.made import Told
from rag.readers.outlined import Outlined

LONGEST_TEXT: Final = 100_000_000
"""Characters; what unpacks to more repeats itself."""
MOST_CELLS: Final = 10_000_000
"""Cells of the tables of one file, repeated ones counted as often as they stand."""

_NO_TITLE: Final = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)\b.*|(?:power ?point|präsentation|presentation|slide|folie"
    r"|document|dokument|untitled|title|titel|word document|powerpoint presentation"
    r"|презентация powerpoint|présentation powerpoint)[ \d]*|.*\.(?:docx?|pptx?|xlsx?|od[tsp]))",
    re.IGNORECASE,
)


def outlined() -> Outlined:
    """An empty text that office files are written into."""
    return Outlined(longest=LONGEST_TEXT)


def finished(
    out: Outlined, data: bytes, *, path: Path, stored_as: str, reader: str, told: Told
) -> Document:
    """The document, titled by its file, its first heading or its name, dated by its first lines.

    Raises:
        ReadError: it holds no words.
    """
    title = line(told.title or "")
    if not title or _NO_TITLE.fullmatch(title):
        title = out.first_heading or ""
    told = replace(told, title=title)
    stated = find_date(out.text)
    if stated:
        told = replace(told, date=stated, date_found="the first lines")
    return out.document(data, path=path, stored_as=stored_as, reader=reader, told=told)


def too_long(path: Path) -> ReadError:
    """The error for a file that unpacks to more text than is read."""
    return ReadError(
        f"{path} holds more than {LONGEST_TEXT // 1_000_000} million characters"
        f" or {MOST_CELLS // 1_000_000} million cells",
        "Split it into smaller files.",
    )


def spread(cells: Iterable[tuple[str, int]]) -> Iterator[str]:
    """Each text as often as its cell is wide."""
    for text, width in cells:
        for _ in range(max(1, min(width, 100))):
            yield text
