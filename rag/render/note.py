"""Notes as people read them in a terminal; sections with nothing in them are left out."""

from collections.abc import Iterator
from typing import Final

from rag.domain import Attribution, Citation, Figure, Note, Statement
from rag.render import words
from rag.render.layout import Paper, display_width, fold, one_line

_BULLET: Final = "• "
_NARROWEST: Final = 20


def note(note: Note, paper: Paper) -> str:
    """The whole note."""
    title = paper.bold(paper.wrapped(note.title))
    rule = "═" * min(paper.measure, display_width(one_line(note.title)))
    blocks = (f"{title}\n{rule}", *_sections(note, paper))
    return "\n\n".join(blocks)


def _sections(note: Note, paper: Paper) -> Iterator[str]:
    sections = (
        ("In brief", _statements(note.brief, paper, bullet="")),
        ("Key points", _points(note, paper)),
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


def _points(note: Note, paper: Paper) -> tuple[str, ...]:
    """The key points, those of a topic with a heading below it."""
    lines: list[str] = []
    for heading, points in words.grouped(note):
        indent = "  " if heading else ""
        lines += [_line(heading, paper, bullet="")] if heading else []
        lines += _statements(points, paper, bullet=indent + _BULLET)
    return tuple(lines)


def _statements(
    statements: tuple[Statement, ...], paper: Paper, *, bullet: str = _BULLET
) -> tuple[str, ...]:
    return tuple(_line(_told(statement), paper, bullet=bullet) for statement in statements)


def _told(statement: Statement) -> str:
    return f"{words.marked(statement)} {words.markers(statement.citations)}".rstrip()


def _line(text: str, paper: Paper, *, bullet: str = _BULLET) -> str:
    return paper.wrapped(text, indent=" " * len(bullet), first=bullet)


def _figures(figures: tuple[Figure, ...], paper: Paper) -> tuple[str, ...]:
    """A table; long figures run over several lines of their column."""
    if not figures:
        return ()
    rows = tuple(_figure_row(figure) for figure in figures)
    head = ("figure", "kind", "status", "source")
    widths = [max(display_width(row[column]) for row in (head, *rows)) for column in range(4)]
    room = max(_NARROWEST, paper.measure - sum(widths[1:]) - 2 * len(head))
    widths[0] = min(widths[0], room)
    return (paper.dim(_row(head, widths)), *(_row(row, widths) for row in rows))


def _figure_row(figure: Figure) -> tuple[str, str, str, str]:
    return (
        words.quoted(one_line(figure.text)),
        figure.kind.value,
        figure.status.value,
        words.markers(figure.citations),
    )


def _row(cells: tuple[str, ...], widths: list[int]) -> str:
    first, *rest = fold(cells[0], widths[0])
    padded = (
        cell + " " * (width - display_width(cell))
        for cell, width in zip((first, *cells[1:]), widths, strict=True)
    )
    return "\n".join(("  " + "  ".join(padded).rstrip(), *(f"  {line}" for line in rest)))


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
    dates = tuple(words.date(entry.date) for entry in note.timeline)
    width = max(map(display_width, dates), default=0)
    return tuple(
        paper.wrapped(_told(entry.sentence), indent=" " * (width + 2), first=f"{date:<{width}}  ")
        for date, entry in zip(dates, note.timeline, strict=True)
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
    """One line: number, place, and as much of the quotation as fits; it is told above."""
    where = words.locator(citation)
    place = one_line(words.place(citation)) + (f" ({one_line(where)})" if where else "")
    room = paper.measure - display_width(f"[{citation.id}] {place}  “” …")
    shown = ""
    if room >= _NARROWEST:
        start, *rest = fold(one_line(citation.quote), room)
        shown = f"  {words.quoted(start)}{' …' if rest else ''}"
    return f"{paper.accent(f'[{citation.id}]')} {place}{paper.dim(shown)}"
