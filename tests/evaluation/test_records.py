import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import StorageError
from rag.evaluation.records import Journal, Record, as_lines, recorded
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


def test_a_journal_gives_back_what_it_was_given(tmp_path):
    journal = Journal(tmp_path / "answers" / "a.jsonl", Record)
    assert journal.rows() == {}
    rows = [record(HUNDRED), record(id="q2")]
    for row in rows:
        journal.append(row)
    assert journal.rows() == {"q1": rows[0], "q2": rows[1]}
    journal.clear()
    assert journal.rows() == {}


@given(st.data())
def test_a_journal_survives_being_cut_off_anywhere(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("journal") / "a.jsonl"
    journal = Journal(path, Record)
    for number in range(3):
        journal.append(record(HUNDRED, id=f"q{number}"))
    whole = path.read_bytes()
    cut = data.draw(st.integers(0, len(whole)))
    path.write_bytes(whole[:cut])
    kept = journal.rows()
    assert list(kept) == [f"q{number}" for number in range(len(kept))]
    assert len(kept) >= whole[:cut].count(b"\n")
    journal.append(record(HUNDRED, id="last"))
    assert list(journal.rows()) == [*kept, "last"]


def test_rows_of_another_version_are_passed_over(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"id": "old"}\n\xff\n' + msgspec.json.encode(record(HUNDRED)) + b"\n")
    assert list(Journal(path, Record).rows()) == ["q1"]


def test_a_journal_that_cannot_be_written_says_so(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="cannot be written"):
        Journal(tmp_path / "file" / "a.jsonl", Record).append(record())


def test_a_line_holds_the_question_its_scores_and_the_signals_with_their_sentences():
    asked = Asked("q1", "How many?", answerable=True, refused=False, scores={"x": Score(1, 2)})
    (line,) = as_lines([asked], [record(HUNDRED)]).splitlines()
    found = json.loads(line)
    assert (found["id"], found["question"], found["short"]) == ("q1", "How many?", "100")
    assert found["scores"] == {"x": 0.5}
    assert found["signals"][0]["quote"].startswith("At least 100")
    assert found["signals"][0].keys() >= {"dense", "likelihood", "support", "probability"}
