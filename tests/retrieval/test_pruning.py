from rag.domain import Candidate, Sentence
from rag.retrieval import READ, few_documents, worth_reading


def candidate(identity, fused, document=None):
    text = f"Sentence number {identity} tells something."
    sentence = Sentence(identity, document or identity, identity, 0, 0, len(text), text, 1, 1)
    return Candidate(sentence, fused, 0.0, fused)


def ids(candidates):
    return [item.sentence.id for item in candidates]


def test_candidates_far_behind_the_best_are_not_read():
    found = [candidate(1, 1.2), candidate(2, 0.9), candidate(3, 0.4)]
    assert ids(worth_reading(found)) == [1, 2]


def test_never_more_than_can_be_read():
    assert len(worth_reading([candidate(at, 1.0) for at in range(1, 40)])) == READ


def test_chosen_documents_are_each_heard():
    crowd = [candidate(at, 1.5, document=1) for at in range(1, 20)]
    found = [*crowd, candidate(50, 0.3, document=2), candidate(51, 0.2, document=2)]
    assert 50 not in ids(worth_reading(found))
    read = ids(worth_reading(found, each_document=True))
    assert 50 in read
    assert 51 not in read
    assert len(read) == READ


def test_chosen_documents_are_read_however_far_behind():
    found = [
        candidate(1, 1.2, document=1),
        candidate(2, 0.1, document=2),
        candidate(3, 0.05, document=2),
    ]
    assert ids(worth_reading(found, each_document=True)) == [1, 2, 3]


def test_few_documents_are_those_that_can_all_be_heard():
    assert few_documents([candidate(at, 1.0, document=at % 2 + 1) for at in range(20)])
    assert not few_documents([candidate(at, 1.0) for at in range(20)])


def test_nothing_found_leaves_nothing_to_read():
    assert worth_reading(()) == ()
