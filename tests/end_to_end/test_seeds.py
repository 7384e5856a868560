"""The whole way over the sample documents, on the real default models."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rag import readers
from rag.domain import Answer, Citation, FigureStatus, Note, Statement
from rag.grounding import check_pieces
from rag.settings import Settings
from rag.workspace import Workspace

pytestmark = pytest.mark.model

SEEDS = Path(__file__).parents[2] / "seeds"
FIRST, SECOND = sorted(path.name for path in SEEDS.glob("*.txt"))

ANSWERED = [
    ("how many were wounded?", FIRST, "around 1,000"),
    ("how many were wounded?", SECOND, "nearly 1,000"),
    ("Who is Ukraine's commander-in-chief?", SECOND, "Oleksandr Syrsky"),
    ("Which news agency published North Korea's statement?", FIRST, "KCNA"),
    ("Where are the fatalities thought to have occurred?", FIRST, "Kursk region"),
    ("How many soldiers did North Korea send?", FIRST, "approximately 10,000"),
    ("When was the defence pact signed?", SECOND, "June"),
    ("What did the Pentagon confirm?", FIRST, "the deaths of North Korean personnel"),
    ("Why were the casualties so high?", FIRST, "troops’ lack of experience"),
    ("Why were the casualties so high?", SECOND, "unfamiliarity with the battlefield"),
]
REFUSED = [
    "What is the capital of France?",
    "How many tanks were destroyed?",
    "Who is the president of South Korea?",
]


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    shutil.copytree(SEEDS, folder / "seeds")
    return folder


@pytest.fixture
def workspace(root):
    with Workspace(root, Settings(sources=(str(root / "seeds"),))) as opened:
        yield opened


def hold(citations: tuple[Citation, ...], root: Path) -> None:
    """Every citation is its document's own text, lines and hash."""
    for citation in citations:
        path = root / citation.path
        text = readers.read(path, stored_as=citation.path).text
        assert text[citation.char_start : citation.char_end] == citation.quote
        assert citation.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        assert citation.text_sha256 == hashlib.sha256(text.encode()).hexdigest()
        assert citation.line_start == text.count("\n", 0, citation.char_start) + 1
        assert citation.line_end == text.count("\n", 0, citation.char_end) + 1


def sources_saying(answer: Answer, words: str) -> set[str]:
    paths = {citation.id: Path(citation.path).name for citation in answer.citations}
    return {
        paths[number]
        for found in answer.answers
        if words in found.text
        for number in found.citations
    }


@pytest.mark.parametrize(("question", "source", "words"), ANSWERED)
def test_the_answer_is_in_the_sources_words_and_cited_to_the_right_one(
    workspace, root, question, source, words
):
    answer = workspace.ask(question)
    assert not answer.refused
    assert source in sources_saying(answer, words)
    hold(answer.citations, root)


def test_a_difference_in_wording_is_shown_unasked(workspace):
    answer = workspace.ask("how many were wounded?")
    (difference,) = answer.disagreements
    assert difference.kind == "qualifier"
    assert {value.value for value in difference.values} == {1000}


@pytest.mark.parametrize("question", REFUSED)
def test_what_the_sources_do_not_say_is_refused(workspace, root, question):
    answer = workspace.ask(question)
    assert answer.refusal is not None
    assert answer.refusal.detail
    hold(answer.citations, root)


def test_every_citation_of_the_note_holds(workspace, root):
    note = workspace.summarise()
    assert note.brief
    assert note.key_points
    assert note.disagreements
    hold(note.citations, root)


def statements_of(note: Note) -> tuple[Statement, ...]:
    told = (*note.brief, *note.key_points, *note.caveats)
    dated = (entry.sentence for entry in note.timeline)
    said = (entry.sentence for entry in note.attributions)
    return (*told, *dated, *said)


def test_every_printed_statement_is_template_and_pieces_of_what_it_cites(workspace):
    note = workspace.summarise()
    assert len(statements_of(note)) > 20
    for statement in statements_of(note):
        assert check_pieces(statement, note.citations), statement.text
    assert {figure.status for figure in note.figures} == {FigureStatus.QUOTED}
    answer = workspace.ask("Why were the casualties so high?")
    assert answer.sentences
    assert all(check_pieces(statement, answer.citations) for statement in answer.sentences)


def test_the_note_shows_what_a_careful_reader_would_mark(workspace):
    note = workspace.summarise()
    figures = " | ".join(figure.text for figure in note.figures)
    for hedged in ("At least 100", "around 1,000", "nearly 1,000", "approximately 10,000"):
        assert hedged in figures
    assert {difference.kind for difference in note.disagreements} >= {"qualifier", "scope"}
    assert any("independently verified" in caveat.text for caveat in note.caveats)
    assert note.coverage.used == note.coverage.documents == 2


def run(root: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "rag", *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(SEEDS.parent)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_the_command_prints_json_that_scripts_can_rely_on(workspace, root):
    workspace.ask("how many were wounded?")
    done = run(root, "ask", "how many were wounded?", "-f", "json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["schema"] == "sourceline.answer/1"
    assert answer["refused"] is False
    assert {figure["status"] for figure in answer["figures"]} == {"quoted"}


def test_a_refusal_exits_with_three(workspace, root):
    workspace.ask("how many were wounded?")
    done = run(root, "ask", "What is the capital of France?")
    assert done.returncode == 3
    assert "do not say" in done.stdout


def test_asking_loads_neither_torch_nor_transformers(workspace, root):
    workspace.ask("how many were wounded?")
    program = (
        "import sys\n"
        "from rag.cli import main\n"
        "sys.argv = ['rag', 'ask', 'how many were wounded?', '-q']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)\n"
        "print('HEAVY', sorted(heavy))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(SEEDS.parent)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert "HEAVY []" in done.stdout, done.stdout + done.stderr


def test_the_readme_shows_what_the_commands_print(workspace, root):
    readme = (SEEDS.parent / "README.md").read_text("utf-8")
    workspace.ask("how many were wounded?")
    example = readme.split('$ ask "how many were wounded?"\n')[1].split("```")[0]
    assert run(root, "ask", "how many were wounded?").stdout == example
    excerpts = readme.split("$ summarise seeds/\n")[1].split("```")[0].split("\n\n…\n")
    note = run(root, "summarise", "seeds/").stdout
    for excerpt in excerpts:
        assert excerpt.strip() in note
