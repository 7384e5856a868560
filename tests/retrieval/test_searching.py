import pytest

from rag.questions import analyse
from rag.retrieval import Retriever
from tests.libraries import build

TEXTS = {
    "harbour.txt": "The harbour froze in January. At least 40 boats were trapped in the harbour ice.\n"
    "Fishermen burned old nets to keep warm.",
    "wire.txt": "At least 40 boats were trapped in the harbour ice.",
    "rival.txt": "Around 60 boats were trapped in the harbour ice.",
    "school.txt": "The school closed its library. Pupils borrowed books from the town hall.",
}


@pytest.fixture
def retriever(tmp_path, encoder):
    catalogue, vectors = build(tmp_path, TEXTS, encoder)
    with catalogue:
        yield Retriever(catalogue, vectors, encoder)


def found(retriever, question, count=6, **options):
    return retriever.candidates(analyse(question), count, **options)


def test_the_sentence_that_shares_the_question_comes_first(retriever):
    best = found(retriever, "How many boats were trapped in the ice?")[0]
    assert "boats were trapped" in best.sentence.text
    assert best.lexical > 0
    assert best.dense > 0.5


def test_a_copy_in_another_document_is_folded(retriever):
    candidates = found(retriever, "How many boats were trapped in the harbour ice?")
    told = [item for item in candidates if "At least 40 boats" in item.sentence.text]
    assert len(told) == 1
    assert len(told[0].copies) == 1
    assert told[0].copies[0].document_id != told[0].sentence.document_id


def test_sentences_with_other_figures_are_never_folded(retriever):
    candidates = found(retriever, "How many boats were trapped in the harbour ice?")
    assert any("Around 60 boats" in item.sentence.text for item in candidates)


def test_the_search_is_limited_to_chosen_documents(retriever):
    school = next(item for item in retriever.catalogue.documents() if item.path == "school.txt")
    candidates = found(retriever, "How many boats?", among=[school.id])
    assert candidates
    assert {item.sentence.document_id for item in candidates} == {school.id}


def test_no_more_than_asked_for(retriever):
    assert len(found(retriever, "boats harbour books school", count=3)) == 3


def test_one_document_does_not_crowd_out_the_rest(tmp_path, encoder):
    texts = {
        "long.txt": "\n".join(f"The tram to depot {n} was late again." for n in range(30)),
        "short.txt": "A tram was late once.",
    }
    catalogue, vectors = build(tmp_path, texts, encoder)
    with catalogue:
        candidates = Retriever(catalogue, vectors, encoder).candidates(
            analyse("Was the tram to the depot late?"), 6
        )
        paths = {item.id: item.path for item in catalogue.documents()}
        assert "short.txt" in {paths[item.sentence.document_id] for item in candidates}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The harbour office confirmed on Monday that 40 boats were trapped in ice.",
            "The harbour office denied on Monday that 40 boats were trapped in ice.",
        ),
        (
            "Captain Lee told reporters at noon that 40 boats were trapped in the ice.",
            "Captain Park told reporters at noon that 40 boats were trapped in the ice.",
        ),
    ],
    ids=["a denial", "another speaker"],
)
def test_what_is_said_otherwise_or_by_another_is_no_copy(tmp_path, encoder, one, other):
    catalogue, vectors = build(tmp_path, {"one.txt": one, "other.txt": other}, encoder)
    with catalogue:
        candidates = found(Retriever(catalogue, vectors, encoder), "How many boats were trapped?")
    assert [item.copies for item in candidates] == [(), ()]


def test_headings_come_after_sentences(tmp_path, encoder):
    texts = {"minutes.txt": "Harbour\n\nThe harbour froze in January, the council said."}
    catalogue, vectors = build(tmp_path, texts, encoder)
    with catalogue:
        candidates = found(Retriever(catalogue, vectors, encoder), "harbour")
    assert [item.sentence.text for item in candidates][-1] == "Harbour"
    assert len(candidates) == 2
