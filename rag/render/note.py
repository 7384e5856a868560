"""Notes as people read them in a terminal; sections with nothing in them are left out."""

from collections.abc import Iterator
from typing import Final

from rag.domain import Attribution, Citation, Figure, Note, Statement
from rag.render import words
from rag.render.layout import Paper, display_width, one_line

_BULLET: Final = "• "


def note(note: Note, paper: Paper) -> str:
    """The whole note."""
    title = paper.bold(paper.wrapped(note.title))
    rule = "═" * min(paper.measure, display_width(one_line(note.title)))
    blocks = (f"{title}\n{rule}", *_sections(note, paper))
    return "\n\n".join(blocks)


def _sections(note: Note, paper: Paper) -> Iterator[str]:
    sections = (
        ("In brief", _statements(note.brief, paper, bullet="")),
        ("Key points", _statements(note.key_points, paper)),
        *(
            (topic.heading or "Further points", _statements(topic.points, paper))
            for topic in note.topics
        ),
        ("Figures", _figures(note.figures, paper)),
        ("Who says what", _attributions(note.attributions, paper)),
        ("Where the sources differ", _differences(note, paper)),
        ("Unverified and missing", _caveats(note, paper)),
        ("Timeline", _timeline(note, paper)),
        ("Sources", _sources(note, paper)),
    )
    for heading, lines in sections:
        if lines:
            yield "\n".join((paper.bold(one_line(heading)), *lines))


def _statements(
    statements: tuple[Statement, ...], paper: Paper, *, bullet: str = _BULLET
) -> tuple[str, ...]:
    return tuple(_line(_told(statement), paper, bullet=bullet) for statement in statements)


def _told(statement: Statement) -> str:
    return f"{words.marked(statement)} {words.markers(statement.citations)}".rstrip()


def _line(text: str, paper: Paper, *, bullet: str = _BULLET) -> str:
    return paper.wrapped(text, indent=" " * len(bullet), first=bullet)


def _figures(figures: tuple[Figure, ...], paper: Paper) -> tuple[str, ...]:
    if not figures:
        return ()
    rows = [_figure_row(figure) for figure in figures]
    head = ("figure", "kind", "status", "source")
    widths = [max(display_width(row[column]) for row in (head, *rows)) for column in range(3)]
    widths[0] = min(widths[0], max(12, paper.measure - 40))
    return (paper.dim(_row(head, widths)), *(_row(row, widths) for row in rows))


def _figure_row(figure: Figure) -> tuple[str, str, str, str]:
    return (
        words.quoted(one_line(figure.text)),
        figure.kind.value,
        figure.status.value,
        words.markers(figure.citations),
    )


def _row(cells: tuple[str, ...], widths: list[int]) -> str:
    padded = (
        cell + " " * max(0, width - display_width(cell))
        for cell, width in zip(cells, widths, strict=False)
    )
    return "  " + "  ".join((*padded, cells[-1])).rstrip()


def _attributions(attributions: tuple[Attribution, ...], paper: Paper) -> tuple[str, ...]:
    """One line for each speaker, the claims below it."""
    speakers = tuple(dict.fromkeys(found.speaker for found in attributions))
    lines: list[str] = []
    for speaker in speakers:
        lines.append(f"{one_line(speaker)}")
        lines.extend(
            paper.wrapped(f"{found.verb}: {_told(found.sentence)}", indent="    ", first="  – ")
            for found in attributions
            if found.speaker == speaker
        )
    return tuple(lines)


def _differences(note: Note, paper: Paper) -> tuple[str, ...]:
    return tuple(
        _line(
            f"{words.difference(found)}: "
            + " · ".join(words.side(value) for value in found.values),
            paper,
        )
        for found in note.disagreements
    )


def _caveats(note: Note, paper: Paper) -> tuple[str, ...]:
    missing = tuple(_line(gap, paper) for gap in note.gaps)
    return (*_statements(note.caveats, paper), *missing)


def _timeline(note: Note, paper: Paper) -> tuple[str, ...]:
    width = max((len(entry.date) for entry in note.timeline), default=0)
    return tuple(
        paper.wrapped(
            _told(entry.sentence), indent=" " * (width + 2), first=f"{entry.date:<{width}}  "
        )
        for entry in note.timeline
    )


def _sources(note: Note, paper: Paper) -> tuple[str, ...]:
    documents = tuple(
        paper.wrapped(
            f"{source.path} — {source.title}"
            + (f", {source.date}" if source.date else "")
            + f" ({source.words:,} words, cited {source.used} times)",
            indent="  ",
            first="",
        )
        for source in note.sources
    )
    covered = paper.wrapped(words.coverage(note.coverage))
    dropped = tuple(_line(f"left out: {reason}", paper) for reason in note.coverage.dropped)
    return (*documents, covered, *dropped, *(_cited(c, paper) for c in note.citations))


def _cited(citation: Citation, paper: Paper) -> str:
    where = words.locator(citation)
    place = one_line(words.place(citation)) + (f" ({one_line(where)})" if where else "")
    quotation = paper.wrapped(words.quoted(one_line(citation.quote)), indent="    ")
    return f"{paper.accent(f'[{citation.id}]')} {paper.dim(place)}\n{quotation}"
