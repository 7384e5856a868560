"""A note as every readable format shows it: which words stand where, before they are laid out.

Nothing in a view is escaped or folded yet; that is each format's own.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from rag.domain import (
    Citation,
    Disagreement,
    DisagreementValue,
    Note,
    NoteFigure,
    NoteSource,
    Statement,
)
from rag.render import words
from rag.render.matrix import Matrix, matrix

NOT_TOLD: Final = "—"
"""Stands in a table where the sources say nothing."""


@dataclass(frozen=True, slots=True)
class Line:
    """A statement with its source words in quotation marks; `remark` says what does not hold."""

    text: str
    citations: tuple[int, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Key points under a heading, or under none."""

    heading: str | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure, who says so and when."""

    told: Line
    speaker: str
    when: str


@dataclass(frozen=True, slots=True)
class Day:
    """What is dated alike; `date` is ISO 8601, `told` the date in words."""

    date: str
    told: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody says, after the verb of the saying."""

    verb: str
    line: Line


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who says something, and the other spellings of the name."""

    name: str
    spellings: tuple[str, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a disagreement: `before + hedge + after` is its quotation."""

    before: str
    hedge: str
    after: str
    citations: tuple[int, ...]
    places: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole quotation."""
        return self.before + self.hedge + self.after


@dataclass(frozen=True, slots=True)
class Difference:
    """What the sources differ in, and their words side by side."""

    heading: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class View:
    """A note in the order in which it is read."""

    title: str
    asides: tuple[str, ...]
    brief: tuple[Line, ...]
    key_points: tuple[Group, ...]
    matrix: Matrix | None
    figures: tuple[FigureRow, ...]
    timeline: tuple[Day, ...]
    voices: tuple[Voice, ...]
    differences: tuple[Difference, ...]
    caveats: tuple[Line, ...]
    gaps: tuple[str, ...]
    sources: tuple[NoteSource, ...]
    coverage: str
    left_out: tuple[str, ...]
    citations: tuple[Citation, ...]


def view(note: Note) -> View:
    """The note, ready to be laid out."""
    places = {citation.id: words.dated_place(citation) for citation in note.citations}
    return View(
        title=note.title,
        asides=words.asides(note),
        brief=_lines(note.brief),
        key_points=tuple(Group(heading, _lines(said)) for heading, said in words.grouped(note)),
        matrix=matrix(note),
        figures=tuple(_figure(found) for found in note.figures),
        timeline=tuple(_days(note)),
        voices=tuple(_voices(note)),
        differences=tuple(difference(found, places=places) for found in note.disagreements),
        caveats=_lines(note.caveats),
        gaps=note.gaps,
        sources=note.sources,
        coverage=words.coverage(note.coverage),
        left_out=_left_out(note),
        citations=note.citations,
    )


def line(statement: Statement) -> Line:
    """A statement as it is printed."""
    remark = words.VERDICTS[statement.verdict]
    return Line(words.marked(statement), statement.citations, remark)


def difference(
    found: Disagreement, *, asked: str = "", places: Mapping[int, str] | None = None
) -> Difference:
    """A disagreement with its sides; `places` says where each citation stands."""
    sides = tuple(_side(value, places or {}) for value in found.values)
    return Difference(words.difference(found, asked=asked), sides)


def _lines(statements: tuple[Statement, ...]) -> tuple[Line, ...]:
    return tuple(line(statement) for statement in statements)


def _figure(figure: NoteFigure) -> FigureRow:
    remark = words.FIGURES[figure.status]
    told = Line(words.quoted(figure.telling or figure.text), figure.citations, remark)
    when = words.date(figure.when) if figure.when else NOT_TOLD
    return FigureRow(told, figure.speaker or NOT_TOLD, when)


def _days(note: Note) -> Iterator[Day]:
    for date, entries in groupby(note.timeline, key=lambda entry: entry.date):
        yield Day(date, words.date(date), tuple(line(entry.sentence) for entry in entries))


def _voices(note: Note) -> Iterator[Voice]:
    """Those who say something, in the order in which they first speak."""
    spellings = {speaker.name: speaker.spellings for speaker in note.speakers}
    claims: dict[str, list[Claim]] = {}
    for found in note.attributions:
        name = found.name or found.speaker
        claims.setdefault(name, []).append(Claim(found.verb, line(found.sentence)))
    for name, said in claims.items():
        others = (spelling for spelling in spellings.get(name, ()) if spelling != name)
        yield Voice(name, tuple(dict.fromkeys(others)), tuple(said))


def _side(value: DisagreementValue, places: Mapping[int, str]) -> Side:
    text = words.quoted(value.text)
    hedge = re.search(re.escape(value.qualifier), text, re.IGNORECASE) if value.qualifier else None
    start, end = hedge.span() if hedge else (len(text), len(text))
    where = tuple(dict.fromkeys(places[n] for n in value.citations if n in places))
    return Side(text[:start], text[start:end], text[end:], value.citations, where)


def _left_out(note: Note) -> tuple[str, ...]:
    """What was left out and why, but for documents that say so themselves."""
    told = tuple(f"{source.path}:" for source in note.sources if source.dropped)
    return tuple(reason for reason in note.coverage.dropped if not reason.startswith(told))
