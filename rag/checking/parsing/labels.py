"""What stands above a claim or before it and is none itself: who says it, or its date."""

import re
from dataclasses import dataclass
from typing import Final

from rag.checking.parsing.blocks import NoteBlock
from rag.quantities import find

_ISO_DATE: Final = re.compile(r"-{0,2}\d[\dX]{1,3}(?:[-/][\dX]{1,4})*")
_LONGEST_DATE: Final = 40
_LONGEST_NAME: Final = 16
"""Words of a speaker."""
_ASIDE: Final = re.compile(r"\s*\((?P<aside>[^()]*)\)$")


@dataclass(frozen=True, slots=True)
class Label:
    """The name or the date that the items below it belong to."""

    name: str
    date: str | None = None
    spellings: tuple[str, ...] = ()
    """How else the name is said to be written."""


def label(block: NoteBlock, spelled: str) -> Label | None:
    """The label that a block is, if it can be one; `spelled` begins its other spellings."""
    if block.marks or not block.text:
        return None
    if is_date(block.text):
        return Label(block.text, date=block.text)
    name = block.text.removesuffix(":")
    aside, spellings = _ASIDE.search(name), ""
    if aside and spelled and aside["aside"].startswith(spelled):
        name, spellings = name[: aside.start()], aside["aside"].removeprefix(spelled)
    if len(name.split()) > _LONGEST_NAME:
        return None
    others = (one.strip() for one in spellings.split(","))
    return Label(name.strip(), spellings=tuple(filter(None, others)))


def is_date(text: str) -> bool:
    """Whether the words are nothing but a date, in words or in ISO 8601, or two with "to"."""
    ends = text.split(" to ")
    if len(ends) > 1 and all(map(is_date, ends)):
        return True
    return len(text) <= _LONGEST_DATE and (
        bool(_ISO_DATE.fullmatch(text))
        or any(
            found.kind.value == "date" and found.end - found.start >= len(text) - 1
            for found in find(text)
        )
    )
