import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import RagError
from rag.evaluation.loading import document_folder, load
from rag.evaluation.sets import AnswerType, EditSet, QuestionSet

QUESTION = {"id": "q1", "question": "Who left?", "answers": ["Lee"], "context_ids": ["d1"]}
DOCUMENT = {"id": "d1", "title": "News", "text": "Lee left."}
ITEM = {
    "id": "i1",
    "question": "How many?",
    "answers": ["3", "5"],
    "supported_answers": ["3"],
    "wrong_answers": ["9"],
    "has_misinfo": True,
    "documents": [{"id": "i1_0", "text": "3 left."}],
}
EDIT = {
    "id": "e1",
    "source_id": "s1",
    "summary": "Kim left.",
    "consistent": False,
    "original_summary": "Lee left.",
    "edit_types": ["entity_modification"],
}
SOURCE = {"id": "s1", "text": "Lee left."}


def written(folder, **files):
    for name, rows in files.items():
        lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
        (folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def questions(folder) -> QuestionSet:
    found = load(folder)
    assert isinstance(found, QuestionSet)
    return found


def test_questions_with_a_corpus(tmp_path):
    found = questions(written(tmp_path, questions=[QUESTION], corpus=[DOCUMENT]))
    assert found.name == tmp_path.name
    assert found.questions[0].answers == ("Lee",)
    assert not found.questions[0].unanswerable
    assert found.by_id["d1"].title == "News"


def test_a_question_without_answers_is_unanswerable_unless_it_says_otherwise(tmp_path):
    rows = [{"id": "a", "question": "?"}, {"id": "b", "question": "?", "unanswerable": False}]
    found = questions(written(tmp_path, questions=rows, corpus=[DOCUMENT]))
    assert [one.unanswerable for one in found.questions] == [True, False]


def test_evidence_may_be_listed_by_annotation_or_plainly(tmp_path):
    rows = [
        {**QUESTION, "evidence_sentences": [["One.", "Two."], ["Two."]]},
        {**QUESTION, "id": "q2", "evidence_sentences": ["One."]},
    ]
    found = questions(written(tmp_path, questions=rows, corpus=[DOCUMENT]))
    assert [one.evidence_sentences for one in found.questions] == [("One.", "Two."), ("One.",)]


def test_answers_that_must_be_worked_out_are_not_asked(tmp_path):
    rows = [
        {**QUESTION, "answer_type": "multi-span"},
        {**QUESTION, "id": "q2", "answer_type": "arithmetic"},
    ]
    found = questions(written(tmp_path, questions=rows, corpus=[DOCUMENT]))
    assert [one.answer_type for one in found.questions] == [AnswerType.MULTI_SPAN]


def test_items_bring_their_own_documents(tmp_path):
    found = questions(written(tmp_path, items=[ITEM]))
    assert found.questions[0].group == found.documents[0].group == "i1"
    assert found.questions[0].supported_answers == ("3",)
    assert found.questions[0].has_misinformation


def test_summaries_with_their_sources(tmp_path):
    found = load(written(tmp_path, items=[EDIT], sources=[SOURCE]))
    assert isinstance(found, EditSet)
    assert found.sources == {"s1": "Lee left."}
    assert not found.edits[0].consistent


def test_documents_may_be_files(tmp_path):
    written(tmp_path, questions=[QUESTION])
    (tmp_path / "documents").mkdir()
    assert questions(tmp_path).documents == ()
    assert document_folder(tmp_path, None) == tmp_path / "documents"


def test_a_corpus_goes_before_a_folder_and_a_named_place_before_both(tmp_path):
    written(tmp_path, questions=[QUESTION], corpus=[DOCUMENT])
    (tmp_path / "documents").mkdir()
    assert document_folder(tmp_path, None) is None
    assert document_folder(tmp_path, tmp_path) == tmp_path


def test_texts_are_as_a_reader_has_them(tmp_path):
    rows = [{"id": "d1", "text": "\ufeffone\r\ntwo\rthree"}]
    found = questions(written(tmp_path, questions=[QUESTION], corpus=rows))
    assert found.documents[0].text == "one\ntwo\nthree"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, "neither questions.jsonl nor items.jsonl"),
        ({"questions": [QUESTION]}, "no documents"),
        ({"questions": [], "corpus": [DOCUMENT]}, "questions.jsonl is empty"),
        ({"questions": [QUESTION], "corpus": []}, "corpus.jsonl is empty"),
        ({"questions": [QUESTION, "{"], "corpus": [DOCUMENT]}, "line 2: no JSON"),
        ({"questions": ["", "", "[1]"], "corpus": [DOCUMENT]}, "line 3: expected"),
        ({"questions": [{"id": "q"}], "corpus": [DOCUMENT]}, "required field `question`"),
        ({"questions": [QUESTION], "corpus": [{"id": "d1"}]}, "required field `text`"),
        ({"questions": [QUESTION, QUESTION], "corpus": [DOCUMENT]}, "'q1' stands on line 1 too"),
        ({"questions": [QUESTION], "corpus": [DOCUMENT, DOCUMENT]}, "'d1' stands on line 1 too"),
        (
            {"questions": [{**QUESTION, "context_ids": ["x"]}], "corpus": [DOCUMENT]},
            "context_id 'x' is not in corpus.jsonl",
        ),
        (
            {"questions": [{**QUESTION, "group": "x"}], "corpus": [DOCUMENT]},
            "no document has group 'x'",
        ),
        (
            {"questions": [{**QUESTION, "answer_type": "count"}], "corpus": [DOCUMENT]},
            "no question that can be asked",
        ),
        ({"items": [ITEM, {**ITEM, "id": "i2"}]}, "document id 'i1_0' occurs twice"),
        ({"items": [EDIT], "sources": [{**SOURCE, "id": "s2"}]}, "source_id 's1' is not in"),
        ({"items": [EDIT]}, "required field `question`"),
    ],
)
def test_every_malformed_set_is_refused_in_words(tmp_path, files, told):
    with pytest.raises(RagError) as refused:
        load(written(tmp_path, **files))
    assert told in refused.value.message
    assert refused.value.hint


def test_a_place_that_is_no_folder_is_refused(tmp_path):
    with pytest.raises(RagError, match="is not a folder"):
        load(tmp_path / "missing")
    written(tmp_path, questions=[QUESTION])
    with pytest.raises(RagError, match="does not exist"):
        load(tmp_path, documents=tmp_path / "missing")


@given(data=st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("set")
    written(folder, corpus=[DOCUMENT])
    (folder / "questions.jsonl").write_bytes(data)
    with pytest.raises(RagError):
        load(folder)
