"""Notes as people read them in a terminal; sections with nothing in them are left out."""

from collections.abc import Iterator
from textwrap import indent
from typing import Final

from rag.domain import Citation, Note, NoteSource
from rag.render import words
from rag.render.columns import side_by_side, table
from rag.render.layout import Paper, display_width, fold, one_line
from rag.render.view import Day, Difference, FigureRow, Group, Line, View, Voice, view

_BULLET: Final = "• "
_INDENT: Final = "  "
_NARROWEST: Final = 20
_TABLE: Final = 60
"""The narrowest paper that takes a table of figures; below it they are listed."""
_BESIDE: Final = 24
"""The narrowest column that a side of a disagreement is put in."""

_NAMED: Final = 5
"""Documents named of those that are not drawn on for one reason."""


def note(note: Note, paper: Paper) -> str:
    """The whole note."""
    seen = view(note)
    rule = "═" * min(paper.measure, display_width(one_line(seen.title)))
    title = f"{paper.bold(paper.wrapped(seen.title))}\n{rule}"
    asides = [paper.dim(paper.wrapped(aside)) for aside in seen.asides]
    return "\n\n".join(("\n".join((title, *asides)), *_sections(seen, paper)))


def _sections(seen: View, paper: Paper) -> Iterator[str]:
    sections = (
        ("In brief", _lines(seen.brief, paper, bullet="")),
        ("Key points", _points(seen.key_points, paper)),
        ("Figures", _figures(seen.figures, paper)),
        ("Timeline", _timeline(seen.timeline, paper)),
        ("Who says what", _voices(seen.voices, paper)),
        ("Where the sources differ", _differences(seen.differences, paper)),
        ("Unverified and missing", _missing(seen, paper)),
        ("Sources", _sources(seen, paper)),
    )
    for heading, lines in sections:
        if lines:
            yield "\n".join((paper.bold(heading), *lines))


def _points(groups: tuple[Group, ...], paper: Paper) -> tuple[str, ...]:
    """The key points, those of a topic with a heading below it."""
    lines: list[str] = []
    for group in groups:
        indent = _INDENT if group.heading else ""
        lines += [_wrapped(group.heading, paper, bullet="")] if group.heading else []
        lines += _lines(group.lines, paper, bullet=indent + _BULLET)
    return tuple(lines)


def _lines(lines: tuple[Line, ...], paper: Paper, *, bullet: str = _BULLET) -> tuple[str, ...]:
    return tuple(_wrapped(_told(line), paper, bullet=bullet) for line in lines)


def _told(line: Line) -> str:
    remark = f" ({line.remark})" if line.remark else ""
    return f"{line.text} {words.markers(line.citations)}".rstrip() + remark


def _wrapped(text: str, paper: Paper, *, bullet: str = _BULLET) -> str:
    return paper.wrapped(text, indent=" " * len(bullet), first=bullet)


def _figures(rows: tuple[FigureRow, ...], paper: Paper) -> tuple[str, ...]:
    """A table, or a list where the paper is too narrow for one."""
    if not rows:
        return ()
    if paper.measure < _TABLE:
        told = (f"{_told(row.told)} – {row.speaker}, {row.when}" for row in rows)
        return tuple(_wrapped(line, paper) for line in told)
    cells = [
        (
            f"{row.told.text} ({row.told.remark})" if row.told.remark else row.told.text,
            row.speaker,
            row.when,
            words.markers(row.told.citations),
        )
        for row in rows
    ]
    head, *lines = table(("what", "who says so", "when", "source"), cells, paper.measure - 2)
    return (paper.dim(indent(head, _INDENT)), *(indent(line, _INDENT) for line in lines))


def _timeline(days: tuple[Day, ...], paper: Paper) -> tuple[str, ...]:
    width = max((display_width(day.told) for day in days), default=0)
    return tuple(
        paper.wrapped(
            _told(line),
            indent=" " * (width + 2),
            first=f"{'' if number else day.told:<{width}}  ",
        )
        for day in days
        for number, line in enumerate(day.lines)
    )


def _voices(voices: tuple[Voice, ...], paper: Paper) -> tuple[str, ...]:
    """A line for each speaker, the claims below it."""
    lines: list[str] = []
    for voice in voices:
        spelled = words.spelled(voice.spellings)
        name = f"{voice.name} ({spelled})" if spelled else voice.name
        lines.append(paper.wrapped(name, indent=_INDENT, first=""))
        lines += (
            paper.wrapped(f"{claim.verb}: {_told(claim.line)}", indent="    ", first="  – ")
            for claim in voice.claims
        )
    return tuple(lines)


def _differences(differences: tuple[Difference, ...], paper: Paper) -> tuple[str, ...]:
    return tuple(_difference(found, paper) for found in differences)


def _difference(found: Difference, paper: Paper) -> str:
    """What differs, and its sides next to each other; one by one where they have no room for that."""
    heading = paper.alert(_wrapped(f"{found.heading}:", paper))
    told = [f"{side.text} {words.markers(side.citations)}".rstrip() for side in found.sides]
    places = [", ".join(side.places) for side in found.sides]
    room = paper.measure - len(_INDENT)
    longest = max((display_width(word) for place in places for word in place.split()), default=0)
    if len(told) * max(_BESIDE, longest + 1) > room:
        listed = zip(told, places, strict=True)
        sides = [_wrapped(f"{text} {place}", paper, bullet="  – ") for text, place in listed]
        return "\n".join((heading, *sides))
    beside = indent(side_by_side(told, room), _INDENT)
    below = paper.dim(indent(side_by_side(places, room), _INDENT)) if any(places) else ""
    return "\n".join(part for part in (heading, beside, below) if part)


def _missing(seen: View, paper: Paper) -> tuple[str, ...]:
    gaps = tuple(_wrapped(gap, paper) for gap in seen.gaps)
    return (*_lines(seen.caveats, paper), *gaps)


def _sources(seen: View, paper: Paper) -> tuple[str, ...]:
    used = [source for source in seen.sources if not source.dropped]
    documents = (*(_document(source, paper) for source in used), *_unused(seen.sources, paper))
    left_out = tuple(_wrapped(f"left out: {reason}", paper) for reason in seen.left_out)
    covered = paper.wrapped(seen.coverage)
    return (*documents, covered, *left_out, *(_cited(c, paper) for c in seen.citations))


def _unused(sources: tuple[NoteSource, ...], paper: Paper) -> Iterator[str]:
    """The documents that are not drawn on; many of one reason together, a few of them named."""
    by_reason: dict[str, list[NoteSource]] = {}
    for source in sources:
        if source.dropped:
            by_reason.setdefault(source.dropped, []).append(source)
    for reason, held in by_reason.items():
        if len(held) <= _NAMED:
            yield from (_document(source, paper) for source in held)
        else:
            named = ", ".join(source.path for source in held[:_NAMED])
            more = f"and {len(held) - _NAMED:,} more, which -f md and -f json name"
            told = f"{len(held):,} documents not used: {reason}: {named} {more}"
            yield paper.wrapped(told, indent=_INDENT, first="")


def _document(source: NoteSource, paper: Paper) -> str:
    """Path, title, date, words, and what of it is drawn on."""
    date = f", {words.source_date(source)}" if source.date else ""
    told = f"{source.path} — {source.title}{date} ({source.words:,} words; "
    return paper.wrapped(f"{told}{words.drawn_on(source)})", indent=_INDENT, first="")


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
