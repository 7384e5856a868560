import pytest

from rag.answering.choosing import sentences_of
from rag.answering.judging import Read
from rag.domain import Candidate, Sentence
from rag.evidence import Evidence
from rag.questions import analyse
from rag.sufficiency import Contradiction, Coverage, Support


def read(number, *, score, dense):
    """A sentence of a document of its own; `dense` decides whether it is enough."""
    sentence = Sentence(number, number, number, 0, 0, 9, "It rained.", 1, 1)
    support = Support(
        gain=0.5,
        dense=dense,
        coverage=Coverage(words=1.0, head=True, names=True),
        against=Contradiction(negated=False, opposite=False, number=False),
        span=None,
        has_type=True,
        has_name=True,
        absent_entities=(),
    )
    evidence = Evidence(
        Candidate(sentence, dense, 1.0, dense), number, -1.0, 1.0, False, 0.5, score, score
    )
    return Read(evidence, None, support, score)


@pytest.mark.parametrize("question", ["Why did it rain?", "Did it rain?", "List the rains."])
def test_a_sentence_that_is_enough_is_told_however_far_a_better_ranked_one_is_ahead(question):
    ahead, enough = read(1, score=9.0, dense=0.0), read(2, score=2.0, dense=0.9)
    assert (ahead.suffices, enough.suffices) == (False, True)
    assert sentences_of(analyse(question), (ahead, enough)) == (enough,)
