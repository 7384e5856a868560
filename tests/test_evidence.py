import pytest

from rag.domain import Candidate, Sentence
from rag.evidence import (
    CAUSE_BONUS,
    CONTRADICTED,
    COVERAGE_WEIGHT,
    DENSE_WEIGHT,
    FIGURE_BONUS,
    FUSED_WEIGHT,
    NAME_BONUS,
    Wording,
    branches,
    rank,
)
from rag.prompts import Prompt
from rag.questions import analyse

PLAIN = [Wording(0), Wording(0)]
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
    ranked = rank([-2.7, -2.0, -4.0], [near, likely], wordings=PLAIN, question=question)
    assert [item.candidate for item in ranked] == [near, likely]
    expected = -2.7 + 0.9 * DENSE_WEIGHT + 0.03 * FUSED_WEIGHT
    assert ranked[0].score == pytest.approx(expected)
    assert ranked[0].branch == 0
    assert ranked[1].gain == pytest.approx(0.5)


def test_a_cause_counts_where_the_question_asks_why():
    plain, cause = candidate(1, "The dam failed."), candidate(2, "It failed because of rain.")
    asked_why = rank(
        [-2.0, -2.0, -4.0], [plain, cause], wordings=PLAIN, question=analyse("Why did it fail?")
    )
    assert asked_why[0].candidate is cause
    assert asked_why[0].score - asked_why[1].score == pytest.approx(CAUSE_BONUS)
    asked_when = rank(
        [-2.0, -2.0, -4.0], [plain, cause], wordings=PLAIN, question=analyse("When did it fail?")
    )
    assert asked_when[0].score == pytest.approx(asked_when[1].score)


def test_ties_go_to_the_earlier_sentence():
    first, second = candidate(1, "Ana came."), candidate(2, "Bo came.")
    ranked = rank(
        [-2.0, -2.0, -4.0], [second, first], wordings=PLAIN, question=analyse("Who came?")
    )
    assert [item.candidate.sentence.id for item in ranked] == [1, 2]


def test_sentences_with_more_of_the_questions_words_come_first():
    bare, full = candidate(1, "It came."), candidate(2, "Ana came.")
    ranked = rank(
        [-2.0, -2.0, -4.0],
        [bare, full],
        wordings=[Wording(0), Wording(1)],
        question=analyse("Ana?"),
    )
    assert ranked[0].candidate is full
    assert ranked[0].score - ranked[1].score == pytest.approx(COVERAGE_WEIGHT)


@pytest.mark.parametrize(
    ("question", "bonus"),
    [("How many came?", FIGURE_BONUS), ("Who came?", NAME_BONUS)],
)
def test_what_holds_the_kind_of_thing_asked_for_comes_first(question, bonus):
    bare, typed = candidate(1, "Some came."), candidate(2, "Then Ana and 12 others came.")
    ranked = rank(
        [-2.0, -2.0, -4.0],
        [bare, typed],
        wordings=[Wording(0), Wording(0, typed=True)],
        question=analyse(question),
    )
    assert ranked[0].candidate is typed
    assert ranked[0].score - ranked[1].score == pytest.approx(bonus)
    assert ranked[0].bearing - ranked[1].bearing == pytest.approx(bonus)


def test_what_says_otherwise_than_the_question_comes_after():
    contrary, plain = candidate(1, "Ana left."), candidate(2, "Ana came.")
    ranked = rank(
        [-2.0, -2.0, -4.0],
        [contrary, plain],
        wordings=[Wording(0, contradictions=2), Wording(0)],
        question=analyse("Who came?"),
    )
    assert ranked[0].candidate is plain
    assert ranked[0].score - ranked[1].score == pytest.approx(2 * CONTRADICTED)
