import json

from rag.evaluation.records import as_lines, recorded
from rag.evaluation.scores import Asked, Score
from tests import samples
from tests.evaluation.sets import HUNDRED, question, record


def test_an_answer_is_recorded_under_the_documents_ids():
    answer = samples.answer()
    found = recorded(
        question(), answer, id_of=lambda path: f"<{path}>", passages=("d1",), seconds=2.0
    )
    assert found.quotations[0].document == f"<{answer.citations[0].path}>"
    assert found.quotations[0].quote == answer.citations[0].quote
    assert found.seconds == {**answer.timings, "total": 2.0}
    assert not found.refused


def test_the_cited_quotations_stand_in_the_answers_order_once():
    found = record(("a", "a", (3, 1)), ("b", "b", (1, 2)))
    assert [item.citation for item in found.cited] == [3, 1, 2]
    assert found.ranked[0].startswith("At least 100")


def test_a_line_holds_the_question_its_scores_and_the_signals_with_their_sentences():
    asked = Asked("q1", "How many?", answerable=True, refused=False, scores={"x": Score(1, 2)})
    (line,) = as_lines([asked], [record(HUNDRED)]).splitlines()
    found = json.loads(line)
    assert (found["id"], found["question"], found["short"]) == ("q1", "How many?", "100")
    assert found["scores"] == {"x": 0.5}
    assert found["signals"][0]["quote"].startswith("At least 100")
    assert found["signals"][0].keys() >= {"dense", "likelihood", "support", "probability"}
