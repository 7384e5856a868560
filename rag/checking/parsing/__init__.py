"""A note taken apart again: its claims, the citations it carries, and how it numbers them."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from rag.checking.frame import Frame
from rag.checking.parsing import html, markdown
from rag.checking.parsing.arranging import arranged
from rag.checking.parsing.blocks import NoteBlock
from rag.checking.parsing.claims import Claim, ClaimKind, of_block, of_row
from rag.checking.parsing.html import looks_like_html
from rag.checking.parsing.labels import label
from rag.checking.parsing.trailer import Cited, Listed, Locked, carried, listed
from rag.checking.result import NumberedBy

__all__ = [
    "Cited",
    "Claim",
    "ClaimKind",
    "Listed",
    "NoteBlock",
    "ParsedNote",
    "blocks",
    "looks_like_html",
    "parse",
]
_SOURCES: Final = ("sources", "quotations", "nearest passages")
_PLACE: Final = re.compile(r"(?::\d+(?:[-–]\d+)?)?(?: \([\w ]+\))?$")
"""The line of a place, and the day of its document."""


@dataclass(frozen=True, slots=True)
class ParsedNote:
    """A note as it is to be checked."""

    claims: tuple[Claim, ...]
    """In the order of the note, headings and the program's own sentences among them."""
    sources: tuple[Listed, ...]
    """The list of sources as it stands in the note."""
    citations: dict[int, Cited]
    lock: tuple[Locked, ...]
    numbered_by: NumberedBy


def parse(text: str, frame: Frame, *, is_html: bool | None = None) -> ParsedNote:
    """The note in `text`, which is looked at where it is not said what it is written in."""
    found = arranged(tuple(blocks(text, is_html=is_html)))
    sources: dict[int, Listed] = {}
    told: list[tuple[str | None, tuple[NoteBlock, ...]]] = []
    for section, part in _sections(found):
        entries = tuple(listed(part)) if (section or "").strip().lower() in _SOURCES else ()
        for entry in entries:
            sources.setdefault(entry.number, entry)
        if not entries:
            told.append((section, part))
    citations, lock, how = _numbering(text, tuple(sources.values()))
    paths = {*(one.path for one in citations.values()), *(one.path for one in lock)}
    claims = (claim for section, part in told for claim in _claims(part, section, frame, paths))
    return ParsedNote(tuple(claims), tuple(sources.values()), citations, lock, how)


def _claims(
    part: Sequence[NoteBlock], section: str | None, frame: Frame, paths: AbstractSet[str]
) -> Iterator[Claim]:
    """The claims of a section; labels and places by themselves claim nothing."""
    labels = {
        id(block.above) for block in part if block.above and _labelled(block, section, frame)
    }
    for _, group in groupby(part, key=lambda one: one.cell.row if one.cell else id(one)):
        together = tuple(group)
        first = together[0]
        if first.cell is not None:
            yield from of_row(together, section, frame)
        elif id(first) in labels or _PLACE.sub("", first.text) in paths:
            named = label(first, frame.spelled) if id(first) in labels else None
            spellings = named.spellings if named else ()
            whole = Claim(first.line(0), section, first.text, first.text, spellings=spellings)
            yield replace(whole, kind=ClaimKind.TEMPLATE)
        else:
            yield from of_block(first, section, frame)


def _labelled(block: NoteBlock, section: str | None, frame: Frame) -> bool:
    """Whether the item above says who says it, or when."""
    return any(
        claim.speaker is not None or claim.date is not None
        for claim in of_block(block, section, frame)
    )


def blocks(text: str, *, is_html: bool | None = None) -> Iterator[NoteBlock]:
    """The blocks of a note in Markdown or HTML."""
    chosen = looks_like_html(text) if is_html is None else is_html
    plain = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    return html.blocks(plain) if chosen else markdown.blocks(plain)


def _sections(found: Sequence[NoteBlock]) -> Iterator[tuple[str | None, tuple[NoteBlock, ...]]]:
    """The blocks with the heading they stand under; a heading stands under itself."""
    heading: str | None = None
    headed = []
    for block in found:
        heading = block.text if block.kind == "heading" else heading
        headed.append((heading, block))
    for section, part in groupby(headed, key=lambda one: one[0]):
        yield section, tuple(block for _, block in part)


def _numbering(
    text: str, sources: Sequence[Listed]
) -> tuple[dict[int, Cited], tuple[Locked, ...], NumberedBy]:
    told = {entry.number: entry.cited for entry in sources}
    held = carried(text)
    if held is not None:
        return {**told, **{one.id: one for one in held[0]}}, held[1], NumberedBy.COMMENT
    return told, (), NumberedBy.SOURCES if told else NumberedBy.NOTHING
