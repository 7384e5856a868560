"""How answers are told: words alone where they are sure, sentences where they are not."""

import pytest

from rag.answering.judging import Findings, Read
from rag.answering.telling import SURE, SURE_OF_NAME, UNSURE_WORDS, told
from rag.citing import Citations
from rag.domain import Candidate, Span
from rag.evidence import Evidence
from rag.questions import analyse
from rag.reading import Extract
from rag.sufficiency import Contradiction, Coverage, Support
from tests.libraries import build

TEXTS = {
    "one.txt": "The mill makes paper.",
    "two.txt": "The mill makes cloth.",
    "three.txt": "The mill makes flour.",
    "long.txt": f"The mill makes flour and {'good ' * UNSURE_WORDS}bread.",
}


@pytest.fixture
def library(tmp_path, encoder):
    catalogue, _ = build(tmp_path, TEXTS, encoder)
    with catalogue:
        yield catalogue


def read(library, path, *, likelihood):
    """The one sentence of a document, enough to answer, with its last word read out of it."""
    document = next(item for item in library.documents() if item.path == path)
    (sentence,) = library.document_sentences(document.id)
    support = Support(
        gain=0.5,
        dense=0.9,
        coverage=Coverage(words=1.0, head=True, names=True),
        against=Contradiction(negated=False, opposite=False, number=False),
        span=likelihood,
        has_type=True,
        has_name=True,
        absent_entities=(),
    )
    evidence = Evidence(
        Candidate(sentence, 0.9, 1.0, 0.9), document.id, -1.0, 1.0, False, 0.5, 1.0, 1.0
    )
    end = len(sentence.text) - 1
    span = Span(sentence.text.rindex(" ") + 1, end)
    return Read(evidence, Extract(span, span, likelihood, likelihood), support, 1.0)


def texts(library, question, *paths, likelihood):
    found = [read(library, path, likelihood=likelihood) for path in paths]
    return [
        item.answer.text
        for item in told(analyse(question), Findings(read=tuple(found)), Citations(library))
    ]


def test_sure_words_are_told_alone_and_unsure_ones_within_their_sentences(library):
    question, paths = "What does the mill make?", ("one.txt", "two.txt", "three.txt")
    assert texts(library, question, *paths, likelihood=SURE + 0.1) == ["paper", "cloth", "flour"]
    unsure = texts(library, question, *paths, likelihood=SURE - 0.1)
    assert unsure == [TEXTS["one.txt"], TEXTS["two.txt"]]


def test_a_name_is_told_alone_with_less_likelihood_than_other_words(library):
    between = (SURE + SURE_OF_NAME) / 2
    assert texts(library, "Who makes paper?", "one.txt", likelihood=between) == ["paper"]
    below = texts(library, "Who makes paper?", "one.txt", likelihood=SURE_OF_NAME - 0.1)
    assert below == [TEXTS["one.txt"]]


def test_a_second_sentence_is_told_only_where_the_two_are_short(library):
    question = "What does the mill make?"
    assert texts(library, question, "one.txt", "long.txt", likelihood=SURE - 1) == [
        TEXTS["one.txt"]
    ]
    assert texts(library, question, "long.txt", "one.txt", likelihood=SURE - 1) == [
        TEXTS["long.txt"]
    ]


def test_the_short_answer_is_the_words_also_where_their_sentence_is_told(library):
    findings = Findings(read=(read(library, "one.txt", likelihood=SURE - 1),))
    (one,) = told(analyse("What does the mill make?"), findings, Citations(library))
    assert (one.whole, one.answer.short) == (True, "paper")
