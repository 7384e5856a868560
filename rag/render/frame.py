"""What our own notes hold besides the sources' words, so that a check can pass over it.

The list is made by rendering notes that say nothing, so that it cannot differ from what is
rendered.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product
from typing import Final, Literal

from rag.checking import Frame
from rag.checking.frame import pattern
from rag.checking.parsing import NoteBlock, blocks
from rag.domain import (
    Coverage,
    Disagreement,
    FigureStatus,
    KeyFact,
    Kind,
    Length,
    ModelCard,
    Note,
    NoteFigure,
    NoteSource,
    Statement,
    Verdict,
)
from rag.render import html, markdown, words

_SLOT, _SPEAKER, _DATE = "\ue000", "\ue001", "\ue002"
"""Private characters for what differs from note to note."""
_COUNT: Final = 7
_KINDS: Final[tuple[Literal["value", "qualifier", "date", "scope"], ...]] = (
    "value",
    "qualifier",
    "date",
    "scope",
)


@cache
def frame() -> Frame:
    """The program's own words in notes: sentences, tables, and what stands before claims."""
    silent = tuple(block for note in _silent() for block in _blocks(note))
    plain = _texts(silent)
    differing = _texts(block for note in _differing() for block in _blocks(note))
    openings = (text for text in differing if text not in plain)
    tables = {block.cell.heads for block in silent if block.cell and block.kind == "cell"}
    told = tuple(block for block in _blocks(_note(_figure())) if block.kind == "cell")
    return Frame(
        tuple(pattern(text, _SLOT) for text in plain),
        tuple(pattern(text, _SLOT) for text in openings),
        tables=frozenset((heads[0], heads[-1]) for heads in tables if heads),
        speakers=_heads(told, _SPEAKER),
        dates=_heads(told, _DATE),
        spelled=words.spelled((_SLOT,)).partition(_SLOT)[0],
    )


def _blocks(note: Note) -> Iterator[NoteBlock]:
    yield from blocks(markdown.note(note), is_html=False)
    yield from blocks(html.note(note), is_html=True)


def _texts(found: Iterator[NoteBlock] | tuple[NoteBlock, ...]) -> tuple[str, ...]:
    """What stands outside headings and tables, but for words that differ from note to note."""
    texts = (block.text for block in found if block.kind in ("text", "item"))
    return tuple(dict.fromkeys(text for text in texts if any(map(str.isalnum, text))))


def _heads(cells: tuple[NoteBlock, ...], slot: str) -> frozenset[str]:
    """The headings over the cells that hold `slot`."""
    return frozenset(cell.cell.head for cell in cells if cell.cell and cell.text == slot)


def _silent() -> Iterator[Note]:
    """Notes without a statement: what is left is what the program says of the note."""
    for documents in (1, _COUNT):
        yield replace(_note(), coverage=Coverage(documents, documents, 0.5, (_SLOT,)))
    dated = tuple(replace(fact, first_date=_DATE) for fact in _note().facts)
    yield replace(_note(), facts=dated)
    for focus, since, length in product((None, _SLOT), (None, _SLOT), Length):
        yield replace(_note(), focus=focus, since=since, length=length)


def _differing() -> Iterator[Note]:
    for kind in _KINDS:
        for measure in ("", _SLOT):
            yield replace(_note(), disagreements=(Disagreement(measure, kind, ()),))


def _note(*figures: NoteFigure) -> Note:
    source = NoteSource(_SLOT, "", _SLOT, None, _COUNT, _COUNT)
    fact = KeyFact(Statement(_SLOT, (), (), Verdict.QUOTED), (0, 1), 1, None, None)
    return Note(
        title=f"{_SLOT}:",
        sources=(source, source),
        brief=(),
        key_points=(),
        topics=(),
        figures=figures,
        timeline=(),
        attributions=(),
        disagreements=(),
        caveats=(),
        gaps=(),
        coverage=Coverage(_COUNT, _COUNT, 0.5, ()),
        citations=(),
        timings={},
        model=ModelCard("", "", 0),
        facts=(fact,),
    )


def _figure() -> NoteFigure:
    """A figure of which only the speaker and the date are told."""
    return NoteFigure(
        text="",
        value=None,
        value_high=None,
        unit=None,
        qualifier=None,
        kind=Kind.OTHER,
        status=FigureStatus.QUOTED,
        citations=(),
        speaker=_SPEAKER,
        when=_DATE,
    )
