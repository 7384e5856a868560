"""Notes about the sample documents held against them again, on the real default models."""

import json
import shutil
from pathlib import Path

import pytest

from rag.checking import Fault, LineVerdict, parse
from rag.render import html, markdown
from rag.render import json as render_json
from rag.render.frame import frame
from rag.settings import Settings
from rag.workspace import Workspace

pytestmark = pytest.mark.model

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    root = tmp_path_factory.mktemp("library")
    shutil.copytree(SEEDS, root / "seeds")
    with Workspace(root, Settings(sources=(str(root / "seeds"),))) as opened:
        yield opened


@pytest.fixture(scope="module")
def note(workspace):
    return workspace.summarise()


def checked(workspace, text, **options):
    return workspace.check_note(parse(text, frame(), **options))


@pytest.mark.parametrize("written", [markdown.note, html.note], ids=["markdown", "html"])
def test_a_note_as_it_was_written_holds(workspace, note, written):
    found = checked(workspace, written(note))
    assert [(one.text, one.findings) for one in found.failing] == []
    assert len(found.sentences) > 40


def test_without_quotation_marks_it_holds_too(workspace, note):
    bare = markdown.note(note).replace("“", "").replace("”", "")
    found = checked(workspace, bare)
    assert [(one.text, one.findings) for one in found.failing] == []


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("around 1,000 additional", "around 1,500 additional", Fault.FIGURE),
        ("At least 100 North", "100 North", Fault.HEDGE),
        ("Syrsky", "Budanov", Fault.NAME),
        ("**Experts**", "**Ukrainian President Volodymyr Zelensky**", Fault.ATTRIBUTION),
        ("landmark defence pact", "modest defence pact", Fault.QUOTATION),
        ("neither Russia nor North Korea has publicly", "Russia has publicly", Fault.NEGATION),
    ],
)
def test_edits_are_found(workspace, note, before, after, kind):
    text, comment = markdown.note(note).rsplit("\n", 1)
    body, sources = text.split("## Sources", 1)
    assert before in body
    found = checked(workspace, f"{body.replace(before, after)}## Sources{sources}\n{comment}")
    assert found.failing
    assert {one.verdict for one in found.failing} == {LineVerdict.UNSUPPORTED}
    assert kind in {finding.kind for one in found.failing for finding in one.findings}


def test_people_write_it_in_their_own_order(workspace):
    text = (
        "Around 1,000 additional North Koreans were wounded, Lee Sung-kwon revealed.\n\n"
        "Experts believe Kim Jong Un wants advanced military technology from Russia.\n\n"
        "Lee resigned on Friday over the budget for hospitals.\n"
    )
    found = checked(workspace, text)
    assert [one.verdict for one in found.checked] == [
        LineVerdict.HOLDS,
        LineVerdict.HOLDS,
        LineVerdict.UNSUPPORTED,
    ]


def test_status_of_the_last_note(workspace, note):
    workspace.keep(render_json.note(note))
    status = workspace.status()
    assert status.cited == len(json.loads(render_json.note(note))["citations"])
    assert status.stale == ()
