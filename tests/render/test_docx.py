import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import docx as word
import pytest
from lxml import etree

from rag.readers.office.docx import DocxReader
from rag.render import docx
from tests import samples

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(note):
    return word.Document(io.BytesIO(docx.note(note)))


def part(note, name):
    with zipfile.ZipFile(io.BytesIO(docx.note(note))) as archive:
        return etree.fromstring(archive.read(name))


def texts(root):
    return ["".join(note.itertext(f"{W}t")) for note in root.iter(f"{W}footnote")]


def test_headings_are_those_of_the_note():
    document = opened(samples.full_note())
    headings = [
        found.text for found in document.paragraphs if found.style.name in ("Title", "Heading 1")
    ]
    assert headings == [
        "Storm in the valley",
        "In brief",
        "Key points",
        "Figures",
        "Timeline",
        "Who says what",
        "Where the sources differ",
        "Unverified and missing",
        "Sources",
    ]
    subtitles = [found.text for found in document.paragraphs if found.style.name == "Subtitle"]
    assert subtitles == ["Focus: What did the storm do?", "Since: 1 May 2024", "Length: short"]


def undated():
    note = samples.full_note()
    return replace(note, facts=tuple(replace(fact, first_date=None) for fact in note.facts))


def test_no_column_for_dates_that_nothing_tells():
    heads = [cell.text for cell in opened(undated()).tables[0].rows[0].cells]
    assert heads == ["fact", "A", "B", "independent"]


def test_tables_hold_figures_dates_sides_and_sources():
    tables = opened(samples.full_note()).tables
    heads = [[cell.text for cell in table.rows[0].cells] for table in tables]
    assert heads[0] == ["fact", "A", "B", "independent", "first told"]
    assert heads[1] == ["what", "who says so", "when", "source"]
    assert heads[2] == ["when", "what"]
    assert [text.split("\n")[0] for text in heads[3]] == ["“around 40”", "“nearly 40”"]
    assert heads[4][1:] == ["document", "date", "words", "coverage"]
    assert "3 of 4 sections (75%), 3 sentences cited" in tables[4].rows[1].cells[4].text


@pytest.mark.parametrize("made", [samples.note, samples.full_note, samples.hostile_note])
def test_every_citation_is_one_footnote_and_is_referred_to_once(made):
    note = made()
    footnotes = part(note, "word/footnotes.xml")
    told = [found for found in footnotes if found.get(f"{W}type") is None]
    assert len(told) == len(note.citations)
    body = part(note, "word/document.xml")
    references = [found.get(f"{W}id") for found in body.iter(f"{W}footnoteReference")]
    assert sorted(references) == sorted(found.get(f"{W}id") for found in told)


def test_a_footnote_says_place_locator_and_quotation():
    cited = samples.citation(locator=samples.PAGED)
    told = texts(part(samples.note(citations=(cited,)), "word/footnotes.xml"))
    assert told[-1] == " reports/1.txt:3-4 (p. 3, § Damage) “The storm flooded around 40 houses.”"


def test_what_is_cited_again_refers_to_the_first_footnote():
    body = part(samples.note(), "word/document.xml")
    fields = [found.get(f"{W}instr") for found in body.iter(f"{W}fldSimple")]
    assert fields
    names = {found.get(f"{W}name") for found in body.iter(f"{W}bookmarkStart")}
    assert {re.search(r"NOTEREF (\S+)", field).group(1) for field in fields} <= names
    shown = {"".join(found.itertext(f"{W}t")) for found in body.iter(f"{W}fldSimple")}
    assert shown <= {"1", "2"}


def test_a_footnote_with_another_number_says_the_citations_own():
    note = samples.note(
        brief=(samples.statement("Officials counted nearly 40 flooded houses.", 2),)
    )
    told = texts(part(note, "word/footnotes.xml"))[-2:]
    assert [text[-3:] for text in told] == ["[2]", "[1]"]


def test_citations_that_no_statement_has_are_quoted_under_sources():
    note = samples.empty_note()
    note = samples.replace(note, citations=(samples.citation(),))
    assert "Also quoted:" in "\n".join(found.text for found in opened(note).paragraphs)
    assert len(texts(part(note, "word/footnotes.xml"))) == 3


def test_the_package_is_whole():
    names = {"word/footnotes.xml", "word/settings.xml", "word/styles.xml", "docProps/core.xml"}
    with zipfile.ZipFile(io.BytesIO(docx.note(samples.note()))) as archive:
        assert names <= set(archive.namelist())
        types = archive.read("[Content_Types].xml").decode()
        links = archive.read("word/_rels/document.xml.rels").decode()
        assert "thumbnail" not in "".join(archive.namelist())
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert "wordprocessingml.footnotes+xml" in types
    assert "relationships/footnotes" in links
    order = [child.tag.removeprefix(W) for child in part(samples.note(), "word/settings.xml")]
    assert order.index("footnotePr") + 1 == order.index("compat")


def test_its_properties_are_the_notes_and_carry_no_date():
    facts = opened(samples.note()).core_properties
    assert (facts.title, facts.author) == ("Storm in the valley", "Sourceline")
    assert facts.created is None
    assert facts.modified is None


def test_equal_notes_give_equal_bytes():
    assert docx.note(samples.full_note()) == docx.note(samples.full_note())


def test_hedges_are_in_bold_and_a_broken_status_is_said():
    document = opened(samples.note())
    runs = [
        run
        for table in document.tables
        for cell in table._cells
        for paragraph in cell.paragraphs
        for run in paragraph.runs
    ]
    assert {run.text for run in runs if run.bold and run.italic} == {"around", "nearly"}


def test_many_sides_stand_below_each_other():
    sides = samples.disagreement().values * 2
    found = samples.replace(samples.disagreement(), values=sides)
    table = opened(samples.note(disagreements=(found,))).tables[2]
    assert (len(table.rows), len(table.columns)) == (4, 1)


def test_characters_that_xml_cannot_hold_are_replaced():
    odd = samples.statement("odd \ufffe \uffff \x00 end", 1)
    shown = "\n".join(found.text for found in opened(samples.note(brief=(odd,))).paragraphs)
    assert "odd \ufffd \ufffd ␀ end" in shown


def test_our_own_reader_reads_it(tmp_path: Path):
    path = tmp_path / "note.docx"
    path.write_bytes(docx.note(samples.full_note()))
    read = DocxReader().read(path, path.read_bytes(), stored_as="note.docx")
    assert read.title == "Storm in the valley"
    assert read.date is None
    for statement in ("The storm flooded around 40 houses.", "The bridge held."):
        assert f"“{statement}”" in read.text
    assert "reports/2.txt:4-5 “Officials counted nearly 40 flooded houses.”" in read.text
