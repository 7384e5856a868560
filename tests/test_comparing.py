import pytest

from rag.comparing import DOCUMENTS, SENTENCES, Comparer
from rag.errors import RefusedError
from rag.library import FaissVectors, SqliteCatalogue
from rag.settings import Settings
from rag.workspace import Workspace
from tests import samples
from tests.fakes import FakeEncoder
from tests.parts import FakeParts


@pytest.fixture
def comparer(tmp_path):
    """Makes a comparer over files with these texts."""
    opened = []

    def make(**texts):
        for name, text in texts.items():
            (tmp_path / f"{name}.txt").write_text(text + "\n")
        with Workspace(tmp_path, Settings(), parts=FakeParts()) as workspace:
            workspace.index((tmp_path,))
        catalogue = SqliteCatalogue.open(tmp_path / ".rag", writable=False)
        opened.append(catalogue)
        return Comparer(catalogue, FaissVectors(tmp_path / ".rag", catalogue), FakeEncoder())

    yield make
    for catalogue in opened:
        catalogue.close()


def test_the_document_with_the_best_sentence_comes_first(comparer):
    found = comparer(
        a="In the distance a bridge in need of repair was seen that day, as they told us later.",
        b="The bridge is closed for repair work.",
    ).compare("bridge repair")
    assert [one.path for one in found.documents] == ["b.txt", "a.txt"]
    assert found.citations[0].quote == "The bridge is closed for repair work."


def test_few_sentences_of_few_documents_are_shown_and_the_rest_counted(comparer):
    texts = {f"d{n}": f"Bridge {n} holds well. Bridge {n} is long. Bridge {n}?" for n in range(8)}
    found = comparer(**texts, other="Nothing was said of it.").compare("bridge")
    assert len(found.documents) == DOCUMENTS
    assert found.left_out == 8 - DOCUMENTS
    assert found.silent == 1
    assert all(0 < len(one.citations) <= SENTENCES for one in found.documents)


def test_a_copy_counts_for_every_document_that_holds_it(comparer):
    same = "The bridge is closed for repair work."
    found = comparer(a=same, b=same).compare("bridge repair")
    assert {one.path for one in found.documents} == {"a.txt", "b.txt"}


def test_only_chosen_documents_are_compared(comparer):
    made = comparer(a="The bridge holds well.", b="The bridge fell down.")
    (chosen,) = [one.id for one in made.catalogue.documents() if one.path == "b.txt"]
    found = made.compare("bridge", among=(chosen,), cited=(samples.citation(6),))
    assert [one.path for one in found.documents] == ["b.txt"]
    assert [cited.id for cited in found.citations] == [7]
    assert found.silent == 0


def test_headings_say_nothing(comparer):
    with pytest.raises(RefusedError):
        comparer(a="Bridge\n\nSomething else was told of there.").compare("bridge")


def test_a_document_that_shares_one_word_with_the_topic_is_silent(comparer):
    found = comparer(
        a="Three soldiers were killed near the bridge.",
        b="Soldiers marched past the town hall while the band was playing old songs all day.",
    ).compare("soldiers killed near the bridge")
    assert [one.path for one in found.documents] == ["a.txt"]
    assert found.silent_documents == ("b.txt",)
