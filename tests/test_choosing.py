from dataclasses import replace

import pytest

from rag import quantities
from rag.answering.choosing import sentences_of, values_of
from rag.answering.judging import Read
from rag.domain import Candidate, Sentence, Span
from rag.evidence import Evidence
from rag.questions import analyse
from rag.reading import Extract
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


def figure(number, text, *, other_year=False):
    """A reading of a row of one table, as good as any other of it."""
    found = read(number, score=3.0, dense=0.9)
    row = replace(found.evidence.candidate.sentence, document_id=1, text=text)
    candidate = replace(found.evidence.candidate, sentence=row)
    span = Span(0, len(text))
    extract = Extract(span, span, 0.0, 0.0, quantity=quantities.find(text)[0])
    against = replace(found.support.against, number=other_year)
    return replace(
        found,
        evidence=replace(found.evidence, candidate=candidate),
        extract=extract,
        support=replace(found.support, against=against),
    )


def test_a_row_of_another_year_tells_no_second_value():
    asked = analyse("How many ducks were there in 2020?")
    right, other = figure(1, "135"), figure(2, "150", other_year=True)
    assert other.suffices_beside()
    assert values_of(asked, (right, other)) == (right,)
    assert values_of(asked, (right, figure(2, "150"))) == (right, figure(2, "150"))


def test_a_revenue_is_no_second_profit():
    asked = analyse("What was Tarn's profit?")
    right, other = figure(1, "£14 million profit"), figure(2, "£184 million revenue")
    assert other.suffices_beside()
    assert values_of(asked, (right, other)) == (right,)
    again = figure(2, "£15 million profit")
    assert values_of(asked, (right, again)) == (right, again)
