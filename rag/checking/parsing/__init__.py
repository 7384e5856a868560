"""A note taken apart again: its claims, the citations it carries, and how it numbers them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from rag.checking.frame import Frame
from rag.checking.parsing import html, markdown
from rag.checking.parsing.blocks import Mark, NoteBlock
from rag.checking.parsing.claims import Claim, ClaimKind, of_block
from rag.checking.parsing.html import looks_like_html
from rag.checking.parsing.trailer import Cited, Listed, Locked, carried, listed
from rag.checking.result import NumberedBy

__all__ = [
    "Cited",
    "Claim",
    "ClaimKind",
    "Listed",
    "ParsedNote",
    "blocks",
    "looks_like_html",
    "parse",
]
_SOURCES = ("sources", "nearest passages")


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
    found = _rows_marked(tuple(blocks(text, is_html=is_html)))
    sources: list[Listed] = []
    claims: list[Claim] = []
    for section, part in _sections(found):
        entries = tuple(listed(part)) if (section or "").strip().lower() in _SOURCES else ()
        if entries:
            sources += entries
        else:
            claims += (claim for block in part for claim in of_block(block, section, frame))
    citations, lock, how = _numbering(text, sources)
    return ParsedNote(tuple(claims), tuple(sources), citations, lock, how)


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


def _rows_marked(found: Sequence[NoteBlock]) -> tuple[NoteBlock, ...]:
    """The blocks, every cell with the citations of its whole row."""
    by_row: dict[int, tuple[int, ...]] = {}
    for block in found:
        if block.row is not None:
            numbers = (number for mark in block.marks for number in mark.numbers)
            by_row[block.row] = (*by_row.get(block.row, ()), *numbers)
    return tuple(
        replace(block, marks=(Mark(len(block.text), by_row[block.row]),))
        if block.row is not None and by_row[block.row]
        else block
        for block in found
    )


def _numbering(
    text: str, sources: Sequence[Listed]
) -> tuple[dict[int, Cited], tuple[Locked, ...], NumberedBy]:
    told = {entry.number: entry.cited for entry in sources}
    held = carried(text)
    if held is not None:
        return {**told, **{one.id: one for one in held[0]}}, held[1], NumberedBy.COMMENT
    return told, (), NumberedBy.SOURCES if told else NumberedBy.NOTHING
