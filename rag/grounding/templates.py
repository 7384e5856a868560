"""The closed list of texts that may stand around pieces, and the way back from a statement."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import Formatter

from rag.domain import Citation, Piece, Span, Statement

TEMPLATES = (
    "{piece}",
    "{piece}.",
    "… {piece}",
    "{piece} …",
    "[{name}] {piece} …",
    "“{piece}”",
    "“{piece}”.",
    "[{name}] {piece}",
    "{piece} [{name}]",
    "{piece} [{name}] {same}",
    "{piece}: {same}",
    "{piece} {same}: {same}",
    "{piece} ({path})",
    "{piece} ({path}:{line})",
    "{piece} ({date})",
    "{date}: {piece}",
    "{path}: {piece}",
    "{title}: {piece}",
    "{piece} ({path}); {piece} ({path})",
    "{count} of {count} documents used",
    "{count} sources give different figures: {piece} ({path}); {piece} ({path})",
)
"""Every text that may stand around pieces.

`{piece}` takes pieces of one sentence, joined by " … " where there are several; `{same}` takes
more of the sentence before it; `{name}` takes a name added for clarity, of any sentence.
`{path}`, `{title}`, `{line}` and `{date}` take what a cited citation says, `{count}` a count
that the program made.
"""

JOINT = " … "
_PIECES = frozenset({"piece", "same", "name"})
_COUNT = r"\d{1,3}(?:,?\d{3})*"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a statement is built: its template, and where pieces and counts stand in its text."""

    template: str
    pieces: tuple[Span, ...]
    """One span a piece, in order."""
    groups: tuple[tuple[int, ...], ...]
    """Indices of the pieces that share a slot."""
    counts: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Slot:
    """The text before a slot and the slot's name; the name is empty at the template's end."""

    literal: str
    name: str


def rebuild(statement: Statement, citations: Sequence[Citation]) -> Layout | None:
    """How the statement is built of a template and its pieces, or None if it holds more.

    Every character of the text is accounted for: by the template, by a piece, by what a cited
    citation says of itself, or as a count.
    """
    cited = tuple(citation for citation in citations if citation.id in statement.citations)
    return next(_layouts(statement, cited), None)


def _layouts(statement: Statement, cited: tuple[Citation, ...]) -> Iterator[Layout]:
    for template in TEMPLATES:
        slots = _slots(template)
        taking = [slot.name for slot in slots if slot.name in _PIECES]
        for groups in _groupings(statement.pieces, len(taking)):
            if not _of_same_sentence(taking, groups, statement.pieces):
                continue
            found = re.fullmatch(_pattern(slots, groups, statement.pieces, cited), statement.text)
            if found:
                yield _layout(template, groups, found)


def _slots(template: str) -> tuple[_Slot, ...]:
    return tuple(_Slot(literal, name or "") for literal, name, _, _ in Formatter().parse(template))


def _groupings(pieces: tuple[Piece, ...], count: int) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Every way to share the pieces, in order, among `count` slots of one sentence each."""
    yield from _shared(pieces, 0, count)


def _shared(
    pieces: tuple[Piece, ...], first: int, count: int
) -> Iterator[tuple[tuple[int, ...], ...]]:
    if count == 0:
        if first == len(pieces):
            yield ()
        return
    for last in range(first + 1, len(pieces) - count + 2):
        if pieces[last - 1].citation != pieces[first].citation:
            return
        for rest in _shared(pieces, last, count - 1):
            yield (tuple(range(first, last)), *rest)


def _of_same_sentence(
    taking: Sequence[str], groups: tuple[tuple[int, ...], ...], pieces: tuple[Piece, ...]
) -> bool:
    """Whether each `{same}` continues the sentence of the last slot that was no name."""
    sentence: int | None = None
    for name, group in zip(taking, groups, strict=True):
        citation = pieces[group[0]].citation
        if name == "same" and citation != sentence:
            return False
        sentence = sentence if name == "name" else citation
    return True


def _pattern(
    slots: tuple[_Slot, ...],
    groups: tuple[tuple[int, ...], ...],
    pieces: tuple[Piece, ...],
    cited: tuple[Citation, ...],
) -> str:
    """The expression that the statement's text must match in full."""
    remaining, parts = iter(groups), []
    for number, slot in enumerate(slots):
        parts.append(re.escape(slot.literal))
        if slot.name in _PIECES:
            group = next(remaining)
            shown = (f"(?P<piece{index}>{re.escape(pieces[index].text)})" for index in group)
            parts.append(JOINT.join(shown))
        elif slot.name == "count":
            parts.append(f"(?P<count{number}>{_COUNT})")
        elif slot.name:
            parts.append(_told(slot.name, cited))
    return "".join(parts)


def _told(name: str, cited: tuple[Citation, ...]) -> str:
    """What the cited citations say of themselves, as alternatives; nothing matches if nothing."""
    values = {value for citation in cited for value in _values(name, citation)}
    ordered = sorted(values, key=lambda value: (-len(value), value))
    return f"(?:{'|'.join(map(re.escape, ordered))})" if ordered else r"(?!)"


def _values(name: str, citation: Citation) -> tuple[str, ...]:
    if name == "line":
        return _lines(citation)
    told = {"path": citation.path, "title": citation.title, "date": citation.locator.date}
    value = told[name]
    return (value,) if value else ()


def _lines(citation: Citation) -> tuple[str, ...]:
    if citation.line_start is None or citation.line_end is None:
        return ()
    if citation.line_start == citation.line_end:
        return (str(citation.line_start),)
    return (str(citation.line_start), f"{citation.line_start}-{citation.line_end}")


def _layout(template: str, groups: tuple[tuple[int, ...], ...], found: re.Match[str]) -> Layout:
    spans = {name: Span(*found.span(name)) for name in found.groupdict()}
    return Layout(
        template=template,
        pieces=tuple(spans[f"piece{index}"] for group in groups for index in group),
        groups=groups,
        counts=tuple(span for name, span in spans.items() if name.startswith("count")),
    )
