"""A composed note over the sample documents, on the real default model, which mostly fails."""

import shutil
from pathlib import Path

import pytest

from rag.briefing import Request
from rag.domain import Length, Mode, Verdict
from rag.evaluation import unsupported
from rag.grounding import check_pieces, verify_citation
from rag.settings import Settings
from rag.workspace import Workspace

pytestmark = pytest.mark.model

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    folder = tmp_path_factory.mktemp("library")
    shutil.copytree(SEEDS, folder / "seeds")
    return folder


def summarised(root, mode):
    settings = Settings(sources=(str(root / "seeds"),), mode=mode)
    with Workspace(root, settings) as opened:
        return opened.summarise(request=Request(length=Length.SHORT))


def test_no_figure_and_no_name_is_printed_that_the_citations_do_not_hold(root):
    note = summarised(root, Mode.COMPOSE)
    texts = {cited.path: (root / cited.path).read_text() for cited in note.citations}
    assert all(verify_citation(cited, texts[cited.path]) for cited in note.citations)
    common = unsupported.common_words(texts.values())
    held = {cited.id: cited.quote for cited in note.citations}
    assert note.facts
    for fact in note.facts:
        told = fact.sentence
        cited = [held[number] for number in told.citations]
        assert unsupported.figures(told.text, cited) == ()
        assert unsupported.names(told.text, cited, common) == ()
        if told.verdict is not Verdict.SUPPORTED:
            assert told.verdict in {Verdict.QUOTED, Verdict.REPLACED}
            assert check_pieces(told, note.citations)
    found = note.composition
    assert found.composed + found.replaced + found.quoted == len(note.facts)
    assert len(found.rejected) == found.replaced


def test_the_built_in_model_writes_no_note_unless_it_is_told_to(root):
    note = summarised(root, Mode.AUTO)
    assert note.composition is None
    assert {fact.sentence.verdict for fact in note.facts} == {Verdict.QUOTED}
