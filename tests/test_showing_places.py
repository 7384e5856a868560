"""`rag show FILE:PLACE` with real files, a real library and fake models."""

import json
import shutil
from contextlib import chdir

import openpyxl
import pptx
import pytest
from typer.testing import CliRunner

from rag.cli.program import app
from tests.fakes import FakeEncoder
from tests.parts import FakeParts, opener
from tests.readers.office.files import saved
from tests.readers.pdf.files import Picture, Words, pdf_bytes

runner = CliRunner()
parts = opener(FakeParts(encoder=FakeEncoder(64)))


MAIL = """From: Ann <ann@example.org>
Subject: Ferries
Date: Mon, 3 Jun 2024 10:00:00 +0000
Message-ID: <1@example.org>

Two ferries sank.
"""


@pytest.fixture(scope="module")
def indexed(tmp_path_factory):
    """A folder with a library, that no test may change."""
    folder = tmp_path_factory.mktemp("indexed")
    book = openpyxl.Workbook()
    book.active.title = "Sales"
    for row in (["Region", "Boats", "Nets"], ["North", 1452, 7], ["South", 88, 12]):
        book.active.append(row)
    book.create_sheet("Old").append(["Region", "gone"])
    (folder / "sales.xlsx").write_bytes(saved(book))
    slides = pptx.Presentation()
    for words in ("Budget", "Ferry"):
        slides.slides.add_slide(slides.slide_layouts[5]).shapes.title.text = words
    (folder / "plan.pptx").write_bytes(saved(slides))
    pages = [[Words("Ferry one.")], [Picture()], [Words("Ferry three.")], [Picture()]]
    (folder / "report.pdf").write_bytes(pdf_bytes(pages))
    (folder / "notes.txt").write_text("One came.\n\n  Two went.\n")
    (folder / "data.csv").write_text("Town,Boats\n\nArn,14\nBrill,7\n")
    (folder / "m.eml").write_text(MAIL)
    (folder / "page.html").write_text("<h1>Ferries</h1><p>Two sank.</p><p>One came.</p>")
    with chdir(folder):
        done = runner.invoke(app, ["index", "."], obj=parts)
    assert done.exit_code == 0, done.stderr
    return folder


@pytest.fixture
def show(indexed, tmp_path, monkeypatch):
    shutil.copytree(indexed, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: runner.invoke(app, ["show", *arguments], obj=parts)


@pytest.mark.parametrize(
    ("wanted", "marked", "where"),
    [
        ("notes.txt:3", "»Two went.«", "notes.txt:3"),
        ("notes.txt:2", "»«", "notes.txt:2"),
        ("./notes.txt:1", "»One came.«", "notes.txt:1"),
        ("plan.pptx:2", "»# Ferry«", "(slide 2, § Ferry)"),
        ("report.pdf:3", "»Ferry three.«", "(p. 3"),
        ("report.pdf:page 3", "»Ferry three.«", "(p. 3"),
        ("report.pdf:line 1", "»Ferry one.«", "(p. 1"),
        ("plan.pptx:Slide 2", "»# Ferry«", "(slide 2"),
        ("notes.txt:line 3", "»Two went.«", "notes.txt:3"),
        ("data.csv:3", "»| Arn | 14 |«", "data.csv"),
        ("data.csv:row 4", "»| Brill | 7 |«", "data.csv"),
        ("sales.xlsx:3", "»| South | 88 | 12 |«", "sheet Sales"),
        ("sales.xlsx:Old!1", "»| Region | gone |«", "sheet Old"),
        ("m.eml:line 1", "»# Ferries«", "m.eml"),
        ("m.eml:1", "»# Ferries«", "m.eml"),
        ("page.html:3", "»Two sank.«", "page.html"),
        ("sales.xlsx:B2", "»1452«", "sheet Sales, cell B2"),
        ("sales.xlsx:b2", "»1452«", "sheet Sales, cell B2"),
        ("sales.xlsx:Old!B1", "»gone«", "sheet Old, cell B1"),
        ("sales.xlsx:sales!C3", "»12«", "sheet Sales, cell C3"),
    ],
)
def test_what_stands_at_a_place_is_marked(show, wanted, marked, where):
    done = show(wanted)
    assert done.exit_code == 0, done.stderr
    assert marked in done.stdout
    assert where in done.stdout.split("\n")[0]


@pytest.mark.parametrize(
    ("wanted", "message", "hint"),
    [
        ("notes.txt:5", "notes.txt has no line 5", "It has 4"),
        ("notes.txt:x", "notes.txt has no line x", "It has 4"),
        ("absent.txt:1", "absent.txt is not in the library", "rag index"),
        ("plan.pptx:3", "plan.pptx has no place 3", "a slide: FILE:3"),
        ("report.pdf:2", "report.pdf: page 2 has no text", "a picture"),
        ("report.pdf:4", "report.pdf: page 4 has no text", "a picture"),
        ("report.pdf:5", "report.pdf has no place 5", "a page: FILE:3"),
        ("sales.xlsx:Z99", "sales.xlsx has no place Z99", "a filled row or cell"),
        ("sales.xlsx:New!A1", "sales.xlsx has no place New!A1", "FILE:Sheet!B7"),
        ("data.csv:2", "data.csv has no place 2", "a filled row"),
        ("data.csv:9", "data.csv has no place 9", "a filled row"),
        ("report.pdf:slide 1", "report.pdf has no place slide 1", "a page: FILE:3"),
        ("report.pdf:line 99", "report.pdf has no line 99", "in the text read from it"),
        ("m.eml:page 1", "m.eml has no place page 1", "'FILE:line 12'"),
        ("page.html:B7", "page.html has no place B7", "'FILE:line 12'"),
        ("notes.txt:page 1", "notes.txt has no line page 1", "It has 4"),
    ],
)
def test_a_place_that_is_not_there_is_said(show, wanted, message, hint):
    done = show(wanted)
    assert done.exit_code == 5
    assert message in done.stderr
    assert hint in done.stderr


def test_files_without_lines_are_shown_without_line_numbers(show):
    assert "\n │ " in show("sales.xlsx:B2").stdout
    assert "3 │ " in show("notes.txt:3").stdout


def test_the_citation_of_a_place_resolves(show, tmp_path):
    found = json.loads(show("notes.txt:3", "-f", "json").stdout)
    cited = found["citation"]
    text = (tmp_path / "notes.txt").read_text()
    assert text[cited["char_start"] : cited["char_end"]] == cited["quote"] == "Two went."
    assert (cited["id"], found["changed"]) == (0, False)


def test_a_file_that_has_changed_since_is_said(show, tmp_path):
    (tmp_path / "notes.txt").write_text("Nobody came at all.\n")
    done = show("notes.txt:1")
    assert "»One came.«" in done.stdout
    assert "notes.txt has changed since it was indexed" in done.stderr


def test_a_line_of_a_file_without_lines_is_said_to_be_one_of_its_text(show):
    assert "page.html has no lines of its own: line 3 of the text read from it" in (
        show("page.html:3").stderr
    )
    for place in ("notes.txt:3", "data.csv:3", "report.pdf:3"):
        assert "no lines of its own" not in show(place).stderr
