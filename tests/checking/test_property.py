"""Whatever a note says, taking it apart again finds every statement with its citations."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rag.checking import NumberedBy, parse
from rag.domain import (
    Attribution,
    Disagreement,
    DisagreementValue,
    KeyFact,
    Length,
    Piece,
    Speaker,
    Statement,
    TimelineEntry,
    Topic,
    Verdict,
)
from rag.render import html, markdown, words
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


SPEAKERS = {
    "Mayor Ode": (),
    "Lee Sung-kwon": ("Lee Seong-kweun", "S. Lee"),
    "the chief of *The* [A] | B": (),
}


@st.composite
def attributions(draw):
    name = draw(st.sampled_from(list(SPEAKERS)))
    verb = draw(st.sampled_from(("said", "has confirmed", "according to", "also added")))
    return Attribution(name, verb, draw(statements()), name)


@st.composite
def figures(draw):
    said = draw(statements())
    speaker = draw(st.sampled_from((None, "a US official", "Lee | Kim")))
    when = draw(st.sampled_from((None, "2024-05-01", "last week")))
    return samples.note_figure(
        telling=said.text, citations=said.citations, speaker=speaker, when=when
    )


@st.composite
def disagreements(draw):
    sides = draw(st.lists(statements(), min_size=2, max_size=3))
    values = tuple(DisagreementValue(one.text, None, None, one.citations) for one in sides)
    kind = draw(st.sampled_from(("value", "qualifier", "date", "scope")))
    return Disagreement(draw(st.sampled_from(("", "houses: lost / hit"))), kind, values)


@st.composite
def notes(draw):
    points = st.lists(statements(), max_size=3).map(tuple)
    key_points = draw(points)
    sources = samples.full_note().sources
    facts = tuple(KeyFact(one, (0, 1), 2, "2024-05-01", "around") for one in key_points)
    return samples.note(
        sources=sources,
        brief=draw(points),
        key_points=key_points,
        topics=tuple(Topic("the [bridge]", (one,)) for one in key_points[1:2]),
        facts=facts,
        caveats=draw(points),
        attributions=draw(st.lists(attributions(), max_size=4).map(tuple)),
        speakers=tuple(Speaker(name, others) for name, others in SPEAKERS.items()),
        timeline=tuple(TimelineEntry("2024-05", "May 2024", one) for one in draw(points)),
        figures=draw(st.lists(figures(), max_size=3).map(tuple)),
        disagreements=draw(st.lists(disagreements(), max_size=2).map(tuple)),
        gaps=("The documents give no figures.",),
        length=Length.SHORT,
        focus=draw(st.sampled_from((None, "the bridge"))),
    )


def told(note):
    """Words, citations, speaker, verb and date of each statement, in order."""
    loose = [one for one in note.key_points if not any(one in t.points for t in note.topics)]
    listed = [*note.brief, *loose, *(one for topic in note.topics for one in topic.points)]
    yield from ((one.text, one.citations, None, None, None) for one in listed)
    for row in note.figures:
        when = words.date(row.when) if row.when else None
        yield (row.telling, row.citations, row.speaker, None, when)
    for entry in note.timeline:
        yield (entry.sentence.text, entry.sentence.citations, None, None, "May 2024")
    for name in dict.fromkeys(one.name for one in note.attributions):
        for one in note.attributions:
            if one.name == name:
                said = one.sentence
                yield (said.text, said.citations, name, one.verb, None)
    sides = [value for found in note.disagreements for value in found.values]
    yield from ((one.text, one.citations, None, None, None) for one in (*sides, *note.caveats))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(notes())
def test_every_statement_comes_back(note):
    for written, is_html in ((markdown.note(note), False), (html.note(note), True)):
        parsed = parse(written, frame(), is_html=is_html)
        found = [
            (one.told, one.citations, one.speaker, one.verb, one.date)
            for one in parsed.claims
            if one.claims
        ]
        assert found == list(told(note))


def test_the_citations_come_back():
    note = samples.full_note()
    for written in (markdown.note(note), html.note(note)):
        parsed = parse(written, frame())
        assert parsed.numbered_by is NumberedBy.COMMENT
        quotes = [c.quote for c in note.citations]
        assert [one.quote for one in parsed.citations.values()] == quotes
        assert [one.quote for one in parsed.sources] == quotes
        assert [one.path for one in parsed.lock] == [one.path for one in note.sources]


def test_all_of_a_sample_note_is_known():
    """No sentence of our own is taken for a claim: what is left is cited."""
    note = samples.full_note(gaps=())
    for written, is_html in ((markdown.note(note), False), (html.note(note), True)):
        parsed = parse(written, frame(), is_html=is_html)
        assert [one.shown for one in parsed.claims if one.claims and not one.citations] == []
