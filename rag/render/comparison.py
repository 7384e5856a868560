"""What documents say of one topic: side by side where there is room, else below each other."""

from typing import Final

from rag.domain import Citation, Comparison, DocumentSays
from rag.render import words
from rag.render.columns import side_by_side
from rag.render.json import JSON, citations, plain
from rag.render.layout import Paper, one_line
from rag.render.markdown import difference as markdown_difference
from rag.render.markdown import escaped, source

_COLUMN: Final = 38
"""Columns that a document needs to stand beside another."""
_SILENT: Final = ("1 document says nothing of it", "{:,} documents say nothing of it")
_NAMED: Final = 6
"""How many documents at most are named that say nothing; of more only the count is told."""
_LEFT_OUT: Final = (
    "1 more document says something of it",
    "{:,} more documents say something of it",
)


def text(found: Comparison, paper: Paper) -> str:
    """The comparison for a terminal."""
    known = {citation.id: citation for citation in found.citations}
    count = len(found.documents)
    if count > 1 and paper.measure >= count * _COLUMN:
        cells = [_cell(document, known) for document in found.documents]
        heads = side_by_side([_head(document) for document in found.documents], paper.measure)
        rows = max(map(len, cells))
        padded = [(*cell, *[""] * (rows - len(cell))) for cell in cells]
        told = [side_by_side(row, paper.measure) for row in zip(*padded, strict=True)]
        blocks = ["\n".join((paper.bold(heads), *told))]
    else:
        blocks = [_below(document, known, paper) for document in found.documents]
    differing = _differences(found, paper)
    rest = "\n".join(paper.wrapped(each) for each in _remarks(found))
    return "\n\n".join(block for block in (*blocks, differing, rest) if block)


def markdown(found: Comparison, *, level: int = 1) -> str:
    """The comparison under a heading of `level`, with its sources."""
    heading, below = "#" * level, "#" * (level + 1)
    listed = "\n".join(source(citation) for citation in found.citations)
    return f"{heading} {escaped(found.topic)}\n\n{said(found)}\n\n{below} Sources\n\n{listed}"


def said(found: Comparison) -> str:
    """The comparison in Markdown, without heading and sources."""
    known = {citation.id: citation for citation in found.citations}
    blocks = []
    for document in found.documents:
        lines = [
            f"- {escaped(words.quoted(one_line(known[number].quote)))} [{number}]"
            for number in document.citations
        ]
        blocks.append("\n".join((f"**{escaped(_head(document))}**", "", *lines)))
    differing = [f"- {markdown_difference(each, found.topic)}" for each in found.disagreements]
    remarks = [escaped(each) for each in _remarks(found)]
    return "\n\n".join(
        block for block in (*blocks, "\n".join(differing), "\n".join(remarks)) if block
    )


def as_object(found: Comparison) -> dict[str, JSON]:
    """The comparison as JSON, its citations with their numbers alone."""
    return {
        "topic": found.topic,
        "documents": plain(found.documents),
        "left_out": found.left_out,
        "silent": found.silent,
        "silent_documents": list(found.silent_documents),
        "disagreements": plain(found.disagreements),
        "citations": citations(found.citations),
    }


def _head(document: DocumentSays) -> str:
    date = f", {words.date(document.date)}" if document.date else ""
    return f"{document.path}{date}"


def _cell(document: DocumentSays, known: dict[int, Citation]) -> tuple[str, ...]:
    return tuple(
        f"[{number}] {words.quoted(one_line(known[number].quote))}"
        for number in document.citations
    )


def _below(document: DocumentSays, known: dict[int, Citation], paper: Paper) -> str:
    lines = [paper.wrapped(told, indent="    ", first="  ") for told in _cell(document, known)]
    head = paper.bold(paper.wrapped(_head(document)))
    return "\n".join((head, *lines))


def _differences(found: Comparison, paper: Paper) -> str:
    return "\n".join(
        paper.wrapped(
            f"{words.difference(each, asked=found.topic)}: "
            + " · ".join(words.side(value) for value in each.values),
            indent="  ",
            first="",
        )
        for each in found.disagreements
    )


def _remarks(found: Comparison) -> tuple[str, ...]:
    counted = ((found.left_out, _LEFT_OUT, ()), (found.silent, _SILENT, found.silent_documents))
    return tuple(
        (one if count == 1 else several.format(count)) + _names(names)
        for count, (one, several), names in counted
        if count
    )


def _names(paths: tuple[str, ...]) -> str:
    """What follows a count: the documents that were counted, where they are few."""
    return f": {', '.join(paths)}." if 0 < len(paths) <= _NAMED else "."
