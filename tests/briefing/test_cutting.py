import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag import quantities
from rag.briefing import attribution
from rag.briefing.cutting import cuts


def left_out(text):
    spans = cuts(text, quantities.find(text), attribution.find(text))
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("text", "run"),
    [
        (
            "The council closed the old pier on the north side, prompting protests in the town.",
            ", prompting protests in the town",
        ),
        (
            "The old pier, which had been loved by anglers, was closed by the city council.",
            ", which had been loved by anglers,",
        ),
        (
            "The old pier — long a haunt of anglers — was closed by the council in a storm.",
            "— long a haunt of anglers —",
        ),
        (
            "The old pier (a haunt of anglers) was closed by the city council in a storm.",
            "(a haunt of anglers)",
        ),
    ],
)
def test_asides_and_clauses_may_fall(text, run):
    assert left_out(text) == [run]


@pytest.mark.parametrize(
    "run",
    [
        ", which had cost $4 million in 1998,",
        ", which is not a haunt of anglers,",
        ", which may be sold to a bank,",
        ", who said that it was safe,",
        ", which Jill Okafor had opened as mayor,",
        ", which was called “a haunt of anglers”,",
        ", which is believed to be rotten,",
        ", including nearly all of its lamps,",
    ],
)
def test_figures_hedges_negations_speakers_and_names_never_fall(run):
    assert left_out(f"The old pier{run} was closed by the city council in a storm.") == []


def test_what_is_left_is_a_sentence_s_worth():
    assert left_out("The pier closed, prompting protests in the town.") == []


@given(st.text(alphabet="the pier, which () — 12 not Ann said “”.", max_size=80))
def test_runs_lie_inside_the_text_and_hold_no_figure(text):
    found = quantities.find(text)
    for span in cuts(text, found, attribution.find(text)):
        assert 0 < span.start < span.end <= len(text)
        assert not any(each.start < span.end and span.start < each.end for each in found)
