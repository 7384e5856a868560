"""Composed answers over the sample documents, on the real default model, which invents."""

import re
import shutil
from pathlib import Path

import pytest

from rag.domain import Answer, Mode, Verdict
from rag.grounding import unsupported, verify_citation
from rag.settings import Settings
from rag.workspace import Workspace

pytestmark = pytest.mark.model

SEEDS = Path(__file__).parents[2] / "seeds"
QUESTIONS = [
    "how many were wounded?",
    "Who is Ukraine's commander-in-chief?",
    "Why were the casualties so high?",
    "What did the Pentagon confirm?",
]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    root = tmp_path_factory.mktemp("library")
    shutil.copytree(SEEDS, root / "seeds")
    settings = Settings(sources=(str(root / "seeds"),), mode=Mode.COMPOSE)
    with Workspace(root, settings) as opened:
        yield opened


def invented(answer: Answer) -> list[str]:
    """The figures and capitalised words printed that stand nowhere in what is cited with them.

    Counted by other means than the checker's; a sentence's first word is left out.
    """
    quotes = {citation.id: citation.quote for citation in answer.citations}
    found = []
    for statement in answer.sentences:
        cited = " ".join(quotes[number] for number in statement.citations).lower()
        held = set(re.findall(r"[a-z]+|\d[\d.,]*\d|\d", cited))
        printed = re.findall(r"\d[\d.,]*\d|\d|(?<=[\w,;] )[A-Z][A-Za-z]*", statement.text)
        found += [word for word in printed if word.lower() not in held]
    return found


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_figure_and_no_name_is_printed_that_the_sources_do_not_hold(workspace, question):
    told = []
    answer = workspace.ask(question, on_statement=told.append)
    assert not answer.refused
    assert answer.sentences
    assert invented(answer) == []
    assert unsupported(answer.figures) == ()
    texts = {cited.path: (workspace.root / cited.path).read_text() for cited in answer.citations}
    assert all(verify_citation(cited, texts[cited.path]) for cited in answer.citations)
    assert Verdict.UNSUPPORTED not in {statement.verdict for statement in answer.sentences}
    composition = answer.composition
    assert composition.tokens > 100
    assert composition.left_out == ()
    if not composition.fell_back:
        assert tuple(told) == answer.sentences


def test_a_difference_between_the_sources_is_shown_although_the_model_may_not_tell_it(workspace):
    answer = workspace.ask("how many were wounded?")
    assert {value.value for value in answer.disagreements[0].values} == {1000}


def test_what_the_sources_do_not_say_is_refused_before_anything_is_written(workspace):
    told = []
    answer = workspace.ask("What is the capital of France?", on_statement=told.append)
    assert answer.refused
    assert (answer.composition, told) == (None, [])


def test_the_counter_of_the_tests_sees_what_is_invented(workspace):
    answer = workspace.ask("how many were wounded?")
    made_up = answer.sentences[0]
    lie = type(made_up)("In all, 4,711 Danes died.", (), made_up.citations, Verdict.SUPPORTED)
    changed = type(answer)(
        **{**{n: getattr(answer, n) for n in answer.__slots__}, "sentences": (lie,)}
    )
    assert invented(changed) == ["4,711", "Danes"]
