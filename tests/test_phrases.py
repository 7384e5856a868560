import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.domain import Span
from rag.reading.phrases import noun_phrase


@pytest.mark.parametrize(
    ("text", "short", "told"),
    [
        (
            "Kim is a South Korean badminton player who won.",
            "badminton",
            "South Korean badminton player",
        ),
        (
            "Ruiz is a German operatic mezzo-soprano.",
            "mezzo-soprano",
            "German operatic mezzo-soprano",
        ),
        ("The liver produces bile.", "liver", "liver"),
        ("Gauge bosons mediate forces.", "bosons", "Gauge bosons"),
        ("It was signed in Porto by three old men of the north mill.", "Porto", "Porto"),
        ("They mend nets, ropes and sails.", "ropes", "ropes"),
    ],
)
def test_a_short_answer_takes_in_its_phrase(text, short, told):
    start = text.index(short)
    span = noun_phrase(text, Span(start, start + len(short)))
    assert text[span.start : span.end] == told


@given(st.text(alphabet="ab A.,’-(", max_size=40), st.data())
def test_a_phrase_holds_the_answer_and_ends_between_words(text, data):
    words = list(re.finditer(r"[\w’\-]+", text))
    if not words:
        return
    chosen = data.draw(st.sampled_from(words))
    span = noun_phrase(text, Span(chosen.start(), chosen.end()))
    assert 0 <= span.start <= chosen.start() < chosen.end() <= span.end <= len(text)
    assert text[span.start : span.end].strip() == text[span.start : span.end]
