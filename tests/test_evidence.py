import pytest

from rag.domain import Candidate, Sentence
from rag.evidence import CAUSE_BONUS, COVERAGE_WEIGHT, DENSE_WEIGHT, FUSED_WEIGHT, branches, rank
from rag.prompts import Prompt
from rag.questions import analyse

PROMPT = Prompt("reading", "Text: $sentence\nQuestion:$question\nAnswer:")


def candidate(identity: int, text: str, dense: float = 0.5) -> Candidate:
    sentence = Sentence(identity, 1, 1, identity, 0, len(text), text, 1, 1)
    return Candidate(sentence, dense, 1.0, 0.03)


def test_each_candidate_is_a_branch_and_the_prior_comes_last():
    question = analyse("Who  came?")
    made = branches(PROMPT, question, [candidate(1, "Ana came."), candidate(2, "Bo left.")])
    assert len(made) == 3
    assert made[0].before == "Text: Ana came.\nQuestion:"
    assert {branch.scored for branch in made} == {" Who came?"}
    assert "Ana" not in made[2].before


def test_the_order_mixes_likelihood_and_cosine():
    question = analyse("Who came?")
    near, likely = candidate(1, "Ana came.", 0.9), candidate(2, "Bo left.", 0.5)
    ranked = rank([-2.7, -2.0, -4.0], [near, likely], coverages=[0, 0], question=question)
    assert [item.candidate for item in ranked] == [near, likely]
    expected = -2.7 + 0.9 * DENSE_WEIGHT + 0.03 * FUSED_WEIGHT
    assert ranked[0].score == pytest.approx(expected)
    assert ranked[0].branch == 0
    assert ranked[1].gain == pytest.approx(0.5)


def test_a_cause_counts_where_the_question_asks_why():
    plain, cause = candidate(1, "The dam failed."), candidate(2, "It failed because of rain.")
    asked_why = rank(
        [-2.0, -2.0, -4.0], [plain, cause], coverages=[0, 0], question=analyse("Why did it fail?")
    )
    assert asked_why[0].candidate is cause
    assert asked_why[0].score - asked_why[1].score == pytest.approx(CAUSE_BONUS)
    asked_when = rank(
        [-2.0, -2.0, -4.0], [plain, cause], coverages=[0, 0], question=analyse("When did it fail?")
    )
    assert asked_when[0].score == pytest.approx(asked_when[1].score)


def test_ties_go_to_the_earlier_sentence():
    first, second = candidate(1, "Ana came."), candidate(2, "Bo came.")
    ranked = rank(
        [-2.0, -2.0, -4.0], [second, first], coverages=[0, 0], question=analyse("Who came?")
    )
    assert [item.candidate.sentence.id for item in ranked] == [1, 2]


def test_sentences_with_more_of_the_questions_words_come_first():
    bare, full = candidate(1, "It came."), candidate(2, "Ana came.")
    ranked = rank([-2.0, -2.0, -4.0], [bare, full], coverages=[0, 1], question=analyse("Ana?"))
    assert ranked[0].candidate is full
    assert ranked[0].score - ranked[1].score == pytest.approx(COVERAGE_WEIGHT)
