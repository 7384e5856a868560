"""Whatever a note says, taking it apart again finds every statement with its citations."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rag.checking import NumberedBy, parse
from rag.domain import Attribution, Piece, Statement, TimelineEntry, Verdict
from rag.render import html, markdown
from rag.render.frame import frame
from tests import samples

WORDS = st.sampled_from(
    "storm houses 1,000 $3.2bn don't Lee's (NIS) A_B *two* #4 <b> | & x [sic] ~40 “odd” "
    '"straight" U.S. 5% – -- … \\ `code` - + 2.'.split()
)


@st.composite
def sentences(draw):
    words = draw(st.lists(WORDS, min_size=3, max_size=12))
    return f"The {' '.join(words)} rose."


@st.composite
def statements(draw):
    text = draw(sentences())
    ids = tuple(draw(st.lists(st.integers(1, 40), min_size=1, max_size=3, unique=True)))
    return Statement(text, (Piece(text, ids[0]),), ids, Verdict.QUOTED)


@st.composite
def notes(draw):
    points = st.lists(statements(), max_size=3).map(tuple)
    key_points = draw(points)
    said = tuple(Attribution("Mayor Ode", "said", one) for one in draw(points))
    dated = tuple(TimelineEntry("2024-05", "May 2024", one) for one in draw(points))
    return samples.note(
        brief=draw(points),
        key_points=key_points,
        topics=(),
        caveats=draw(points),
        attributions=said,
        timeline=dated,
        figures=(),
        gaps=(),
        disagreements=(),
    )


def told(note):
    return [
        (statement.text, statement.citations)
        for statement in (
            *note.brief,
            *note.key_points,
            *(one.sentence for one in note.attributions),
            *note.caveats,
            *(one.sentence for one in note.timeline),
        )
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(notes())
def test_every_statement_comes_back(note):
    for written, is_html in ((markdown.note(note), False), (html.note(note), True)):
        parsed = parse(written, frame(), is_html=is_html)
        found = [(one.told, one.citations) for one in parsed.claims if one.claims]
        assert found == told(note)


def test_the_citations_come_back():
    note = samples.note()
    parsed = parse(markdown.note(note), frame())
    assert parsed.numbered_by is NumberedBy.COMMENT
    assert [one.quote for one in parsed.citations.values()] == [c.quote for c in note.citations]
    assert [one.quote for one in parsed.sources] == [c.quote for c in note.citations]
    assert [one.path for one in parsed.lock] == [one.path for one in note.sources]


def test_all_of_a_sample_note_is_known():
    """No sentence of our own is taken for a claim: what is left is cited."""
    note = samples.note(gaps=())
    for written, is_html in ((markdown.note(note), False), (html.note(note), True)):
        parsed = parse(written, frame(), is_html=is_html)
        assert [one.shown for one in parsed.claims if one.claims and not one.citations] == []
