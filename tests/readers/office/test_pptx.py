"""Presentations, written by python-pptx."""

import datetime as dt

import pptx
import pytest
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from rag import chunking
from rag.domain import Place, PlaceKind, Shape
from tests.readers.office.files import edited, read, refused, saved

BOX = (Inches(1), Inches(1), Inches(4), Inches(2))
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"


def slide(presentation, title: str, *lines: str):
    made = presentation.slides.add_slide(presentation.slide_layouts[1])
    made.shapes.title.text = title
    made.placeholders[1].text = "\n".join(lines)
    return made


def test_each_slide_is_a_place_under_its_title(tmp_path):
    presentation = pptx.Presentation()
    slide(presentation, "Budget", "It grew.", "It fell.")
    slide(
        presentation, "Ferry", "It sails 14 times a day."
    ).notes_slide.notes_text_frame.text = "Say it twice."
    found = read(tmp_path, "a.pptx", saved(presentation))
    assert found.text == (
        "# Budget\n\n- It grew.\n- It fell.\n\n# Ferry\n\nIt sails 14 times a day.\n\n"
        "## Notes\n\nSay it twice."
    )
    second = found.text.index("# Ferry")
    assert found.places == (
        Place(0, PlaceKind.SLIDE, "1"),
        Place(second, PlaceKind.SLIDE, "2"),
    )
    assert (found.title, found.shape, found.has_lines) == ("Budget", Shape.OUTLINED, False)
    assert (found.author, found.date) == (None, None)


def test_a_sentence_is_cited_by_its_slide_and_never_under_another_ones_title(tmp_path):
    presentation = pptx.Presentation()
    slide(presentation, "Budget", "It grew.")
    bare = presentation.slides.add_slide(presentation.slide_layouts[6])
    bare.shapes.add_textbox(*BOX).text_frame.text = "It sails daily."
    found = read(tmp_path, "a.pptx", saved(presentation))
    told = [
        (found.text[span.start : span.end], passage.heading, found.locator(*edges(span)).slide)
        for passage in chunking.split(found)
        for span in passage.sentences
    ]
    assert told == [
        ("Budget", "Budget", 1),
        ("It grew.", "Budget", 1),
        ("It sails daily.", None, 2),
    ]


def edges(span):
    return span.start, span.end


def test_properties_are_told_and_the_first_slide_is_the_title(tmp_path):
    presentation = pptx.Presentation()
    slide(presentation, "Budget", "It grew.")
    properties = presentation.core_properties
    properties.title, properties.author = "Ferry plan of last year", "Lee Wei"
    properties.created = dt.datetime(2024, 12, 5, tzinfo=dt.UTC)
    found = read(tmp_path, "a.pptx", saved(presentation))
    assert (found.title, found.author, found.date) == ("Budget", "Lee Wei", "2024-12-05")


def test_marks_of_lists_are_those_of_the_slide(tmp_path):
    presentation = pptx.Presentation()
    made = slide(presentation, "Steps", "First", "Second", "Inside", "Nothing before this")
    paragraphs = made.placeholders[1].text_frame.paragraphs
    paragraphs[2].level = 1
    for paragraph, mark in zip(
        paragraphs, ["buAutoNum", "buAutoNum", None, "buNone"], strict=True
    ):
        if mark:
            etree.SubElement(paragraph._p.get_or_add_pPr(), f"{{{_MAIN}}}{mark}")
    found = read(tmp_path, "a.pptx", saved(presentation))
    assert found.text == "# Steps\n\n1. First\n2. Second\n  - Inside\n\nNothing before this"


def test_tables_and_merged_cells(tmp_path):
    presentation = pptx.Presentation()
    made = presentation.slides.add_slide(presentation.slide_layouts[5])
    table = made.shapes.add_table(3, 3, *BOX).table
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(0, 1).text, table.cell(1, 0).text = "Boats", "North | South"
    found = read(tmp_path, "a.pptx", saved(presentation))
    assert found.text == (
        "| 00 | Boats | Boats |\n| --- | --- | --- |\n"
        "| North \\| South | 11 | 12 |\n| North \\| South | 21 | 22 |"
    )


def test_a_chart_is_told_with_its_values(tmp_path):
    presentation = pptx.Presentation()
    made = presentation.slides.add_slide(presentation.slide_layouts[6])
    data = CategoryChartData()
    data.categories = ["2023", "2024"]
    data.add_series("Boats", (31, 12.1))
    data.add_series("Nets", (4, None))
    chart = made.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *BOX, data).chart
    chart.chart_title.text_frame.text = "Sold in the harbour"
    found = read(tmp_path, "a.pptx", saved(presentation))
    assert found.text == (
        "Sold in the harbour\n\n|  | Boats | Nets |\n| --- | --- | --- |\n"
        "| 2023 | 31 | 4 |\n| 2024 | 12.1 |  |"
    )


def test_groups_are_read_and_footers_are_not(tmp_path):
    presentation = pptx.Presentation()
    made = slide(presentation, "Budget", "It grew.")
    group = made.shapes.add_group_shape()
    group.shapes.add_textbox(*BOX).text_frame.text = "In a group."
    for placeholder in made.slide_layout.placeholders:
        if placeholder.placeholder_format.idx in {10, 11, 12}:
            made.shapes.clone_placeholder(placeholder)
    for placeholder in made.placeholders:
        if placeholder.placeholder_format.idx in {10, 11, 12}:
            placeholder.text = "Footer"
    assert read(tmp_path, "a.pptx", saved(presentation)).text == (
        "# Budget\n\nIt grew.\n\nIn a group."
    )


def test_line_breaks_and_controls_are_plain(tmp_path):
    presentation = pptx.Presentation()
    made = presentation.slides.add_slide(presentation.slide_layouts[6])
    made.shapes.add_textbox(*BOX).text_frame.text = "One\vtwo"
    assert read(tmp_path, "a.pptx", saved(presentation)).text == "One\ntwo"


@pytest.mark.parametrize("kind", ["ms-powerpoint.presentation.macroEnabled", "slideshow"])
def test_shows_and_macros_are_read_too(tmp_path, kind):
    presentation = pptx.Presentation()
    slide(presentation, "Budget", "It grew.")
    plain = b"vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    other = {
        "slideshow": b"vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml",
    }.get(kind, f"vnd.{kind}.main+xml".encode())
    data = edited(
        saved(presentation), {"[Content_Types].xml": lambda old: old.replace(plain, other)}
    )
    assert read(tmp_path, "a.ppsx", data).text == "# Budget\n\nIt grew."


@pytest.mark.parametrize("broken", ["ppt/presentation.xml", "ppt/slides/slide1.xml"])
def test_a_damaged_presentation_is_refused(tmp_path, broken):
    presentation = pptx.Presentation()
    slide(presentation, "Budget", "It grew.")
    error = refused(tmp_path, "a.pptx", edited(saved(presentation), {broken: b"<p:sld"}))
    assert "a.pptx is damaged: " in error.message


def test_a_presentation_without_words_is_refused(tmp_path):
    presentation = pptx.Presentation()
    presentation.slides.add_slide(presentation.slide_layouts[6])
    assert "holds no words" in refused(tmp_path, "a.pptx", saved(presentation)).message


def test_hidden_slides_are_read_and_told(tmp_path):
    presentation = pptx.Presentation()
    for title in ("One", "Two", "Three"):
        made = slide(presentation, title, "It grew.")
        if title != "Two":
            made._element.set("show", "0")
    found = read(tmp_path, "a.pptx", saved(presentation))
    assert "# Three" in found.text
    (notice,) = found.notices
    assert notice.fact == "2 of 3 slides are hidden (slides 1, 3)"
    assert notice.hint


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("baseline", "30000", "10^6 euros"),
        ("baseline", "-25000", "10_6 euros"),
        ("baseline", "0", "106 euros"),
        ("strike", "sngStrike", "10 euros"),
        ("strike", "noStrike", "106 euros"),
    ],
)
def test_raised_and_struck_letters_make_no_figures(tmp_path, name, value, told):
    presentation = pptx.Presentation()
    made = presentation.slides.add_slide(presentation.slide_layouts[5])
    box = made.shapes.add_textbox(0, 0, Inches(3), Inches(1)).text_frame.paragraphs[0]
    cell = made.shapes.add_table(1, 2, 0, 0, Inches(3), Inches(1)).table.cell(0, 0)
    title = made.shapes.title.text_frame.paragraphs[0]
    for paragraph in (title, box, cell.text_frame.paragraphs[0]):
        for text in ("10", "6", " euros"):
            run = paragraph.add_run()
            run.text = text
            if text == "6":
                run.font._element.set(name, value)
    text = read(tmp_path, "a.pptx", saved(presentation)).text
    assert text.startswith(f"# {told}\n\n{told}\n\n| {told} |")
