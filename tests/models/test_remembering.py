import pytest

from rag.errors import ModelError, StorageError
from rag.journal import Journal
from rag.models.remembering import Kept, Memory, RememberingModel
from rag.ports import Beginnings, Branch
from tests.fakes import FakeModel

TEXT = "The dam failed because of rain."
BRANCHES = (Branch(f"Text: {TEXT}\nQuestion:", " Why did it fail?", "\nAnswer:"),)


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path / "readings.jsonl", Kept)


def read(model, text=TEXT, longest=8):
    with model.read("shared", BRANCHES) as reading:
        spans = reading.spans([Beginnings(0, text, (0, 4), longest)])
        return reading.likelihoods, spans, reading.start_scores(0, text, [0, 4])


def test_a_second_reading_decodes_nothing_and_gives_the_same(journal):
    first, second = FakeModel(), FakeModel()
    memory = Memory(journal)
    told = read(RememberingModel(first, memory))
    assert memory.recalled == 0
    assert len(first.history) == 1
    again = Memory(journal)
    assert read(RememberingModel(second, again)) == told == read(FakeModel())
    assert second.history == []
    assert again.recalled == 3


def test_what_was_not_asked_before_is_read(journal):
    read(RememberingModel(FakeModel(), Memory(journal)))
    model = FakeModel()
    assert read(RememberingModel(model, Memory(journal)), longest=2) == read(
        FakeModel(), longest=2
    )
    assert len(model.history) == 1


def test_another_prompt_is_another_reading(journal):
    model = RememberingModel(FakeModel(), Memory(journal))
    with model.read("shared", BRANCHES) as reading:
        first = reading.likelihoods
    other = Branch("Text: Rain fell.\nQuestion:", " Why did it fail?", "\nAnswer:")
    with model.read("shared", [other]) as reading:
        assert reading.likelihoods != first


def test_what_is_written_comes_from_the_model_each_time(journal):
    model = FakeModel()
    model.writes.extend(["One.", "Two."])
    remembering = RememberingModel(model, Memory(journal))
    assert "".join(remembering.write("prompt", longest=99)) == "One."
    assert "".join(remembering.write("prompt", longest=99)) == "Two."


def test_what_is_written_may_be_kept(journal):
    first, second = FakeModel(), FakeModel()
    first.writes.append("One day. Two days.")
    model = RememberingModel(first, Memory(journal), keeps_writing=True)
    assert "".join(model.write("prompt", longest=99)) == "One day. Two days."
    again = Memory(journal)
    model = RememberingModel(second, again, keeps_writing=True)
    assert "".join(model.write("prompt", longest=99)) == "One day. Two days."
    assert (second.prompts, again.recalled) == ([], 1)
    second.writes.append("Another.")
    assert "".join(model.write("prompt", longest=99, seed=1)) == "Another."


def test_writing_that_was_stopped_goes_on_where_more_is_wanted(journal):
    model = FakeModel()
    model.writes.extend(["One day. Two days.", "One day. Two days."])
    remembering = RememberingModel(model, Memory(journal), keeps_writing=True)
    begun = remembering.write("prompt", longest=99)
    pieces = [next(begun), next(begun)]
    begun.close()
    assert len(model.prompts) == 1
    again = remembering.write("prompt", longest=99)
    assert [next(again), next(again)] == pieces
    assert len(model.prompts) == 1
    assert "".join((*pieces, *again)) == "One day. Two days."
    assert (len(model.prompts), model.writing) == (2, 0)


@pytest.mark.parametrize("failure", [KeyboardInterrupt(), ModelError("broken")])
def test_writing_that_failed_is_not_kept(journal, failure):
    model = FakeModel()
    model.writes.extend([("One", failure), "One day."])
    remembering = RememberingModel(model, Memory(journal), keeps_writing=True)
    with pytest.raises(type(failure)):
        list(remembering.write("prompt", longest=99))
    assert journal.rows() == {}
    assert "".join(remembering.write("prompt", longest=99)) == "One day."


def test_a_memory_may_do_without_its_file(tmp_path):
    (tmp_path / "file").touch()
    journal = Journal(tmp_path / "file" / "a.jsonl", Kept)
    with pytest.raises(StorageError):
        read(RememberingModel(FakeModel(), Memory(journal)))
    assert read(RememberingModel(FakeModel(), Memory(journal, can_do_without=True))) == read(
        FakeModel()
    )
