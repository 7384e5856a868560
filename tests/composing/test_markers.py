import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.composing.markers import unmarked, without_open_marker


@pytest.mark.parametrize(
    ("written", "bare", "numbers"),
    [
        ("It rained [1].", "It rained.", (1,)),
        ("It rained. [1]", "It rained.", (1,)),
        ("It rained.[1][2]", "It rained.", (1, 2)),
        ("It rained. [1, 2]", "It rained.", (1, 2)),
        ("It rained [1; 3] and blew [2].", "It rained and blew.", (1, 3, 2)),
        ("It rained [1-3].", "It rained.", (1, 2, 3)),
        ("It rained [Source 2].", "It rained.", (2,)),
        ("It rained [sources 2 and 4].", "It rained.", (2, 4)),
        ("It rained【5】.", "It rained.", (5,)),
        ("[7] It rained.", " It rained.", (7,)),
        ("It rained [99].", "It rained.", (99,)),
        ("It [sic] rained [no 3].", "It [sic] rained [no 3].", ()),
        ("It rained [1, 1].", "It rained.", (1,)),
    ],
)
def test_markers_are_taken_out_and_read(written, bare, numbers):
    found = unmarked(written)
    assert found.text == bare
    assert found.numbers(0, len(bare)) == numbers


def test_a_marker_belongs_to_the_sentence_before_it():
    found = unmarked("One. [1] Two [2]. Three.")
    first, second = found.text.index("."), found.text.index(". Three")
    assert found.numbers(0, first + 1) == (1,)
    assert found.numbers(first + 2, second + 1) == (2,)
    assert found.numbers(second + 2, len(found.text)) == ()


@pytest.mark.parametrize(
    ("text", "closed"), [("One. [1", "One."), ("One. [", "One."), ("One [1].", "One [1].")]
)
def test_a_marker_that_is_still_open_is_held_back(text, closed):
    assert without_open_marker(text) == closed


def test_a_range_without_end_is_cut():
    assert len(unmarked("[1-9999]").numbers(0, 0)) < 100


@given(st.text(alphabet="ab. [1,2]-3\n", max_size=60))
def test_nothing_but_markers_is_taken_out(text):
    found = unmarked(text)
    assert found.written(len(found.text)) == len(text)
    removed = sum(marker.length for marker in found.markers)
    assert len(found.text) + removed == len(text)
