from hypothesis import given
from hypothesis import strategies as st

from rag.checking.alignment import align, coverage

SOURCE = "Around 40 houses were flooded, Mayor Ode said on Monday."


def test_words_that_changed_places_are_found():
    found = align("Mayor Ode said around 40 houses were flooded.", SOURCE)
    assert found.added == ()
    assert [found.source[at].text for at in found.dropped] == ["on", "Monday"]
    assert found.coverage == 1.0


def test_what_stands_in_the_place_of_a_word():
    found = align("Around 50 houses were flooded, Mayor Ode said on Monday.", SOURCE)
    (added,) = found.added
    assert found.note[added].text == "50"
    assert [token.text for token in found.against(added)] == ["40"]


def test_british_and_american_spellings_are_one():
    assert coverage("modernizing arms", "modernising arms") == 1.0


@given(st.lists(st.sampled_from("a houses 40 Ode said not flooded the".split()), max_size=12))
def test_pairs_are_one_to_one(words):
    found = align(" ".join(words), SOURCE)
    assert len(set(found.pairs.values())) == len(found.pairs)
    for ours, theirs in found.pairs.items():
        assert found.note[ours].stem == found.source[theirs].stem
    assert 0.0 <= found.coverage <= 1.0
