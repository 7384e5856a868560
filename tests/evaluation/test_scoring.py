import pytest

from rag.evaluation.scores import Score
from rag.evaluation.scoring import Material, score
from rag.evaluation.sets import AnswerType
from tests.evaluation.sets import HUNDRED, TEXT, question, quotation, record

OWN = Material(texts={"d1": TEXT})


def values(asked, told, material=OWN):
    return {name: one.value / one.of for name, one in score(asked, told, material).items()}


def test_a_right_answer_scores_everywhere():
    found = values(question(), record(HUNDRED))
    assert found == {
        "false_refusals": 0,
        "unsupported_figures": 0,
        "unsupported_names": 0,
        "passage_recall_1": 0,
        "passage_recall_5": 1,
        "passage_recall_10": 1,
        "evidence_hit_1": 1,
        "evidence_hit_3": 1,
        "exact_match": 1,
        "token_f1": 1,
        "gold_in_answer": 1,
        "answer_words": 4,
        "answer_words_fact": 4,
        "citation_hit": 1,
        "citation_hit_own": 1,
    }


def test_a_refused_answerable_question_scores_nothing_but_what_was_found():
    found = values(question(), record())
    assert {name for name, value in found.items() if value} == {
        "refusal_precision",
        "false_refusals",
        "passage_recall_5",
        "passage_recall_10",
        "evidence_hit_1",
        "evidence_hit_3",
    } - {"refusal_precision"}
    assert found["exact_match"] == found["gold_in_answer"] == found["citation_hit"] == 0
    assert "answer_words" not in found


@pytest.mark.parametrize("material", [OWN, Material(texts={}, foreign=True)])
def test_what_cannot_be_answered_counts_refusals_alone(material):
    asked = question(unanswerable=not material.foreign)
    assert values(asked, record(), material) == {
        "refusal_precision": 1,
        "refusal_recall": 1,
        "unsupported_figures": 0,
        "unsupported_names": 0,
    }
    assert values(asked, record(HUNDRED), material)["refusal_recall"] == 0


def test_exact_match_scores_the_first_answers_short_words_alone():
    wrong = ("Kim stayed.", "Kim stayed", (3,))
    found = values(question(), record(wrong, HUNDRED))
    assert (found["exact_match"], found["token_f1"], found["gold_in_answer"]) == (0, 0, 1)


def test_evidence_is_looked_for_in_the_order_of_the_signals():
    asked = question(answers=("Kim",))
    found = values(asked, record(HUNDRED))
    assert (found["evidence_hit_1"], found["evidence_hit_3"]) == (0, 1)


def test_only_the_first_two_citations_may_hit():
    asked = question(answers=("Kim",))
    third = ("Lee", "Lee", (1, 2, 3))
    assert values(asked, record(third))["citation_hit"] == 0
    assert values(asked, record(("Lee", "Lee", (1, 3))))["citation_hit"] == 1


def test_a_citation_hits_where_it_overlaps_the_gold_span():
    asked = question(answers=("in May. At least",))
    assert values(asked, record(HUNDRED))["citation_hit"] == 1
    assert values(asked, record(("Kim", "Kim", (3,))))["citation_hit"] == 0
    unknown = Material(texts={})
    assert values(question(), record(HUNDRED), unknown)["citation_hit"] == 1


def test_a_hit_in_another_document_is_told_apart():
    asked = question(context_ids=("d9",))
    found = values(asked, record(HUNDRED))
    assert (found["citation_hit"], found["citation_hit_own"]) == (1, 0)


def test_where_evidence_is_marked_it_alone_counts():
    asked = question(evidence_sentences=("At least 100 soldiers have died.",), answers=("Kim",))
    found = values(asked, record(HUNDRED, ("Kim", "Kim", (3,))))
    assert (found["citation_hit"], found["evidence_hit_1"]) == (1, 1)
    assert values(asked, record(("Kim", "Kim", (3,))))["citation_hit"] == 0


def test_questions_of_a_group_have_no_passage_to_recall():
    assert "passage_recall_1" not in values(question(group="g"), record(HUNDRED))


@pytest.mark.parametrize(
    ("kind", "answers", "held"),
    [
        (AnswerType.SPAN, ("100",), 1),
        (AnswerType.SPAN, ("Kim",), 0),
        (AnswerType.MULTI_SPAN, ("100", "Lee"), 1),
        (AnswerType.MULTI_SPAN, ("100", "Kim"), 0),
    ],
)
def test_an_answer_of_parts_needs_all_of_them_in_the_cited_evidence(kind, answers, held):
    asked = question(answer_type=kind, answers=answers)
    assert values(asked, record(HUNDRED))["gold_in_evidence"] == held
    assert values(asked, record())["gold_in_evidence"] == 0


def disputed(**changes):
    values = {
        "answers": ("3,559 people", "Lee", "40"),
        "supported_answers": ("3,559 people", "Lee"),
        "wrong_answers": ("10,000 people",),
        "has_misinformation": True,
        "group": "q1",
    }
    return question(**{**values, **changes})


def shown(*texts):
    return record(*((text, text, (2,)) for text in texts))


def test_right_and_wrong_values_shown():
    found = score(disputed(), shown("3,559", "ten thousand people", "a dog"), OWN)
    assert found["right_answers_shown"] == Score(1, 2)
    assert found["both_values_shown"] == Score(1.0)
    assert found["shown_right"] == Score(1, 3)
    assert found["shown_known"] == Score(2, 3)


def test_only_four_values_count_as_shown():
    found = score(disputed(), shown("a", "b", "c", "d", "Lee"), OWN)
    assert found["right_answers_shown"] == Score(0, 2)
    assert found["shown_right"] == Score(0, 4)


def test_a_refusal_shows_nothing():
    found = score(disputed(), record(), OWN)
    assert found["right_answers_shown"] == Score(0, 2)
    assert found["both_values_shown"] == Score(0.0)
    assert "shown_right" not in found


def test_an_equal_quantity_is_told_only_by_a_quantity():
    asked = disputed(supported_answers=("Route 66 Diner of Broken Bow",))
    assert score(asked, shown("66 people"), OWN)["right_answers_shown"] == Score(0, 1)


def test_both_values_need_misinformation_and_something_right():
    assert "both_values_shown" not in score(disputed(has_misinformation=False), shown("3"), OWN)
    assert "both_values_shown" not in score(disputed(supported_answers=()), shown("3"), OWN)


def test_what_is_printed_beyond_the_quotations_is_counted():
    from rag.domain import Statement, Verdict

    said = Statement("About 200 soldiers met Park [2].", (), (2,), Verdict.SUPPORTED)
    found = values(question(), record(HUNDRED, sentences=(said,)))
    assert (found["unsupported_figures"], found["unsupported_names"]) == (1, 1)


def test_a_question_that_could_not_be_asked_counts_as_refused():
    from rag.evaluation.records import failed

    found = values(question(), failed(question(), "too long"))
    assert found["false_refusals"] == 1
    assert found["exact_match"] == 0


def test_an_answer_without_words_counts_as_refused():
    found = values(question(), record(reason=None))
    assert (found["false_refusals"], found["exact_match"]) == (1, 0)


def test_quotations_stand_where_they_say():
    assert quotation(1, "Kim stayed.").start == TEXT.index("Kim")
