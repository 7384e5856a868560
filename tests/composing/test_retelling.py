import pytest

from rag.citing import Citations
from rag.composing import Composer
from rag.composing.packing import Source
from rag.domain import Verdict
from rag.errors import PromptError
from rag.prompts import Prompts
from tests.fakes import FakeEncoder, FakeModel
from tests.libraries import build

TEXT = "One sentence of the rules is plain. Officials said around 40 people were injured."


@pytest.fixture
def retold(tmp_path):
    """What becomes of what is written on the sentences of a text, each a source."""

    def tell(written, text=TEXT):
        encoder, model = FakeEncoder(), FakeModel()
        catalogue, _ = build(tmp_path, {"a.txt": text}, encoder)
        model.writes.append(written)
        with catalogue:
            citations = Citations(catalogue)
            sentences = catalogue.document_sentences(1)
            sources = tuple(Source(citations.cite(one), one) for one in sentences)
            found = Composer(encoder, Prompts()).reteller(model).retold(sources, citations)
        assert model.writing == 0
        return found

    return tell


def test_what_holds_is_a_statement(retold):
    found = retold("Around 40 people were injured, officials said [2].")
    assert found.statement.verdict is Verdict.SUPPORTED
    assert found.statement.citations == (2,)
    assert found.reasons == ()


def test_a_source_that_was_copied_is_a_quotation(retold):
    found = retold("Officials said around 40 people were injured. [1]")
    assert (found.statement.verdict, found.statement.citations) == (Verdict.QUOTED, (2,))


def test_the_rules_said_again_tell_nothing(retold):
    found = retold("Write one plain sentence.", "Ines will write one plain sentence to the port.")
    assert found.statement is None
    assert found.reasons == ("content: it repeats what the model was told to do",)


def test_what_is_true_and_far_from_the_fact_does_not_tell_it(retold):
    long = "The sentence on the wall was read by Ines Calder, mayor of Lodz and of Ubby, in March."
    found = retold("The sentence was read.", long)
    assert found.statement is None
    assert found.reasons == ("content: it is not near to what it should tell",)


def test_writing_that_never_ends_its_sentence_is_nothing(retold):
    found = retold("Around 40 people were injured and " * 200)
    assert (found.text, found.statement) == ("", None)


def test_templates_are_checked_when_they_are_loaded(tmp_path):
    (tmp_path / "retell.md").write_text("Tell it.")
    with pytest.raises(PromptError, match="sources is missing"):
        Composer(FakeEncoder(), Prompts(tmp_path)).reteller(FakeModel())
