"""What every format of a note must hold, whatever the note is."""

import io
import re
import zipfile
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from rag.domain import (
    Attribution,
    Coverage,
    Disagreement,
    DisagreementValue,
    FigureStatus,
    KeyFact,
    Length,
    NoteSource,
    Piece,
    Speaker,
    Statement,
    TimelineEntry,
    Topic,
    Verdict,
)
from rag.render import docx, html, json, markdown, note
from rag.render.layout import Paper
from tests import samples

TEXT = st.text(max_size=25)
WORDS = st.text(min_size=1, max_size=25)
NUMBERS = st.lists(st.integers(1, 4), max_size=3).map(tuple)
MAYBE = st.none() | TEXT


@st.composite
def statements(draw):
    text, numbers = draw(WORDS), draw(NUMBERS)
    pieces = tuple(Piece(text, number) for number in numbers[:1])
    return Statement(text, pieces, numbers, draw(st.sampled_from(Verdict)))


def some(strategy):
    return st.lists(strategy, max_size=2).map(tuple)


SOURCES = st.builds(
    NoteSource,
    TEXT,
    st.just("a" * 64),
    TEXT,
    MAYBE,
    st.integers(0, 9999),
    st.integers(0, 9),
    st.integers(0, 3),
    st.integers(0, 3),
    MAYBE,
)
FIGURES = st.builds(
    lambda telling, speaker, when, status, citations: samples.note_figure(
        telling=telling, speaker=speaker, when=when, status=status, citations=citations
    ),
    TEXT,
    MAYBE,
    MAYBE,
    st.sampled_from(FigureStatus),
    NUMBERS,
)
SIDES = st.builds(DisagreementValue, TEXT, st.none(), MAYBE, NUMBERS)
KINDS = st.sampled_from(("value", "qualifier", "date", "scope"))
FACTS = st.builds(
    KeyFact,
    statements(),
    st.lists(st.integers(0, 3), max_size=3, unique=True).map(tuple),
    st.integers(0, 3),
    MAYBE,
    MAYBE,
)
NOTES = st.builds(
    lambda quotes, changes: samples.note(
        citations=tuple(samples.citation(number, quote) for number, quote in enumerate(quotes, 1)),
        **changes,
    ),
    st.lists(WORDS, max_size=4),
    st.fixed_dictionaries(
        {
            "title": TEXT,
            "sources": some(SOURCES),
            "brief": some(statements()),
            "key_points": some(statements()),
            "topics": some(st.builds(Topic, MAYBE, some(statements()))),
            "figures": some(FIGURES),
            "timeline": some(st.builds(TimelineEntry, TEXT, TEXT, statements())),
            "attributions": some(st.builds(Attribution, TEXT, TEXT, statements(), TEXT)),
            "disagreements": some(
                st.builds(
                    Disagreement, TEXT, KINDS, st.lists(SIDES, min_size=1, max_size=5).map(tuple)
                )
            ),
            "caveats": some(statements()),
            "gaps": some(TEXT),
            "coverage": st.builds(
                Coverage, st.integers(0, 9), st.integers(0, 9), st.floats(0, 1), some(TEXT)
            ),
            "facts": some(FACTS),
            "speakers": some(st.builds(Speaker, TEXT, some(TEXT))),
            "length": st.sampled_from(Length),
            "focus": MAYBE,
            "since": MAYBE,
        }
    ),
)


class Balanced(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attributes):
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@settings(max_examples=60, deadline=None)
@given(NOTES, st.integers(10, 120))
def test_any_note_can_be_written_in_every_format(found, width):
    json.note(found)
    note.note(found, Paper(width=width))
    assert markdown.note(found).endswith(" -->")
    page = Balanced()
    page.feed(html.note(found))
    assert page.open == []
    with zipfile.ZipFile(io.BytesIO(docx.note(found))) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))


def words_of_docx(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        roots = [
            etree.fromstring(archive.read(f"word/{name}.xml"))
            for name in ("document", "footnotes")
        ]
    return " ".join("".join(p.itertext("{*}t")) for root in roots for p in root.iter("{*}p"))


def words_of_page(page):
    root = etree.fromstring(page, etree.HTMLParser())
    for left_out in root.xpath("//style | //comment()"):
        left_out.getparent().remove(left_out)
    return " ".join(" ".join(root.itertext()).split())


WRITTEN = {
    "text": lambda found: " ".join(note.note(found, Paper(width=100)).split()),
    "md": lambda found: markdown.note(found).replace("\\", ""),
    "html": lambda found: words_of_page(html.note(found)),
    "docx": lambda found: words_of_docx(docx.note(found)),
}


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN)
def test_every_statement_and_quotation_is_in_every_format(written):
    found = samples.full_note()
    shown = written(found)
    points = [point for topic in found.topics for point in topic.points]
    said = [one.sentence for one in (*found.attributions, *found.timeline)]
    for statement in (*found.brief, *found.key_points, *points, *said, *found.caveats):
        assert f"“{statement.text}”" in shown
    for figure in found.figures:
        for told in (figure.telling, figure.speaker, figure.when):
            assert told in shown
    for side in found.disagreements[0].values:
        assert side.text in re.sub(r"(?<=“) | (?=”)", "", shown)
    for told in (*found.gaps, *(source.title for source in found.sources)):
        assert told in shown
    for citation in found.citations:
        assert citation.quote in shown
        assert f"{citation.path}:{citation.line_start}" in shown
