"""What our own notes hold besides the sources' words, so that a check can pass over it.

The list is made by rendering notes that say nothing, so that it cannot differ from what is
rendered.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Final, Literal

from rag.checking import Frame
from rag.checking.parsing import blocks
from rag.domain import Coverage, Disagreement, ModelCard, Note, NoteSource
from rag.render import html, markdown

_SLOT: Final = "\ue000"
"""A private character for what differs from note to note."""
_COUNT: Final = 7
_KINDS: Final[tuple[Literal["value", "qualifier", "date", "scope"], ...]] = (
    "value",
    "qualifier",
    "date",
    "scope",
)


@cache
def frame() -> Frame:
    """The program's own sentences in notes, and what stands before the sides that differ."""
    plain = tuple(dict.fromkeys(text for note in _silent() for text in _texts(note)))
    differing = tuple(dict.fromkeys(text for note in _differing() for text in _texts(note)))
    openings = tuple(text for text in differing if text not in plain)
    return Frame.of(plain, openings, slot=_SLOT)


def _texts(note: Note) -> Iterator[str]:
    """What stands in the note outside its headings."""
    for written, is_html in ((markdown.note(note), False), (html.note(note), True)):
        for block in blocks(written, is_html=is_html):
            if block.kind != "heading" and block.text:
                yield block.text


def _silent() -> Iterator[Note]:
    """Notes without a statement: what is left is what the program says of the note."""
    source = NoteSource(_SLOT, "", _SLOT, None, _COUNT, _COUNT)
    sources = (source, replace(source, date=_SLOT))
    for documents in (1, _COUNT):
        coverage = Coverage(documents, documents, 0.5, (_SLOT,))
        yield _note(sources, coverage)


def _differing() -> Iterator[Note]:
    for note in _silent():
        for kind in _KINDS:
            for measure in ("", _SLOT):
                yield replace(note, disagreements=(Disagreement(measure, kind, ()),))


def _note(sources: tuple[NoteSource, ...], coverage: Coverage) -> Note:
    return Note(
        title=_SLOT,
        sources=sources,
        brief=(),
        key_points=(),
        topics=(),
        figures=(),
        timeline=(),
        attributions=(),
        disagreements=(),
        caveats=(),
        gaps=(),
        coverage=coverage,
        citations=(),
        timings={},
        model=ModelCard("", "", 0),
    )
