import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.domain import Sentence
from rag.retrieval import Scored, fuse


def scored(identity, dense, lexical=0.0, *, passage=None):
    sentence = Sentence(
        id=identity,
        document_id=1,
        passage_id=identity if passage is None else passage,
        ordinal=identity,
        start=0,
        end=1,
        text="x",
        line_start=None,
        line_end=None,
    )
    return Scored(sentence, dense, lexical)


def test_being_found_both_ways_beats_being_found_one_way():
    scores = fuse([scored(1, 0.5, 4.0), scored(2, 0.5), scored(3, 0.4, 4.0)])
    assert sorted(scores, key=scores.get, reverse=True) == [1, 3, 2]


def test_how_far_apart_two_scores_are_counts_and_not_only_their_order():
    near = fuse([scored(1, 0.50, 1.0), scored(2, 0.49, 4.0)])
    far = fuse([scored(1, 0.90, 1.0), scored(2, 0.30, 4.0)])
    assert near[2] > near[1]
    assert far[1] > far[2]


def test_a_sentence_gains_from_its_passage():
    alone = fuse([scored(1, 0.8, 5.0, passage=7), scored(2, 0.3, passage=8)])
    beside = fuse([scored(1, 0.8, 5.0, passage=7), scored(2, 0.3, passage=7)])
    assert beside[2] > alone[2]
    assert beside[1] == pytest.approx(alone[1])


def test_no_word_found_anywhere_leaves_the_cosines_to_decide():
    scores = fuse([scored(1, 0.2), scored(2, 0.6)])
    assert scores[2] > scores[1]
    assert fuse([]) == {}


@given(
    st.lists(
        st.tuples(st.floats(-1, 1), st.floats(0, 50, allow_subnormal=False)),
        min_size=1,
        max_size=20,
    ),
    st.floats(0.01, 100),
)
def test_the_order_does_not_depend_on_the_scale_of_bm25(rows, factor):
    found = [scored(at, dense, lexical) for at, (dense, lexical) in enumerate(rows)]
    scaled = [scored(at, dense, lexical * factor) for at, (dense, lexical) in enumerate(rows)]
    assert fuse(found) == pytest.approx(fuse(scaled))
