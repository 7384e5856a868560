"""OpenDocument files, written by odfpy."""

import pytest
from odf import dc, draw, meta, office, style, table, text
from odf.opendocument import (
    OpenDocumentPresentation,
    OpenDocumentSpreadsheet,
    OpenDocumentText,
)

from rag.domain import Locator, Place, PlaceKind, Shape
from tests.readers.office.files import edited, read, refused, saved


def paragraphs(*lines: str) -> list[text.P]:
    return [text.P(text=line) for line in lines]


def cell(words: str = "", **options: object) -> table.TableCell:
    made = table.TableCell(**options)
    if words:
        made.addElement(text.P(text=words))
    return made


def row(*cells: object, **options: object) -> table.TableRow:
    made = table.TableRow(**options)
    for each in cells:
        made.addElement(each if not isinstance(each, str) else cell(each))
    return made


def grid(*rows: table.TableRow, name: str = "Sales", **options: object) -> table.Table:
    made = table.Table(name=name, **options)
    for each in rows:
        made.addElement(each)
    return made


def filled(parent, *children):
    for child in children:
        parent.addElement(child)
    return parent


def test_a_texts_headings_lists_tables_and_notes_come_in_their_order(tmp_path):
    document = OpenDocumentText()
    numbers = text.ListStyle(name="N")
    numbers.addElement(text.ListLevelStyleNumber(level="1", numformat="1", numsuffix="."))
    document.automaticstyles.addElement(numbers)
    note = text.Note(noteclass="footnote", id="n1")
    note.addElement(text.NoteCitation(text="1"))
    note.addElement(filled(text.NoteBody(), *paragraphs("Counted on Monday.")))
    sentence = text.P(text="It rained")
    sentence.addElement(note)
    sentence.addElement(text.S(c=2))
    sentence.addElement(text.Span(text="twice."))
    listed = text.List(stylename="N")
    for words in ("Boats", "Nets"):
        item = filled(text.ListItem(), *paragraphs(words))
        if words == "Nets":
            item.addElement(filled(text.List(), filled(text.ListItem(), *paragraphs("old"))))
        listed.addElement(item)
    filled(
        document.text,
        text.H(outlinelevel=1, text="Damage"),
        sentence,
        listed,
        grid(row("Region", "Houses | barns"), row("North", "40")),
        text.H(outlinelevel=2, text="Aid"),
    )
    found = read(tmp_path, "a.odt", saved(document))
    assert found.text == (
        "# Damage\n\nIt rained  twice.\n\n1 Counted on Monday.\n\n"
        "- Boats\n- Nets\n  - old\n\n"
        "| Region | Houses \\| barns |\n| --- | --- |\n| North | 40 |\n\n## Aid"
    ).replace("- Boats\n- Nets", "1. Boats\n2. Nets")
    assert (found.reader, found.shape, found.has_lines) == ("odt/3", Shape.OUTLINED, False)
    assert found.title == "Damage"


def test_properties_are_told(tmp_path):
    document = OpenDocumentText()
    filled(document.text, *paragraphs("It rained."))
    filled(
        document.meta,
        dc.Title(text="Floods"),
        meta.InitialCreator(text="Lee Wei"),
        meta.CreationDate(text="2024-12-05T10:00:00"),
        dc.Language(text="de-AT"),
    )
    found = read(tmp_path, "a.odt", saved(document))
    assert (found.title, found.author, found.language) == ("Floods", "Lee Wei", "de-AT")
    assert (found.date, found.date_found) == ("2024-12-05", "the file's properties: created")


def test_the_title_is_what_stands_in_a_style_made_from_that_of_titles(tmp_path):
    document = OpenDocumentText()
    document.automaticstyles.addElement(
        style.Style(name="P1", family="paragraph", parentstylename="Title")
    )
    filled(document.text, text.P(stylename="P1", text="Floods"), *paragraphs("It rained."))
    found = read(tmp_path, "a.odt", saved(document))
    assert (found.title, found.text) == ("Floods", "# Floods\n\nIt rained.")


def test_text_boxes_are_read_and_comments_and_deletions_are_not(tmp_path):
    document = OpenDocumentText()
    anchor = text.P(text="Beside it.")
    frame = draw.Frame()
    frame.addElement(filled(draw.TextBox(), *paragraphs("In the box.")))
    anchor.addElement(frame)
    anchor.addElement(filled(office.Annotation(), *paragraphs("Who says so?")))
    filled(document.text, anchor)
    assert read(tmp_path, "a.odt", saved(document)).text == "Beside it.\n\nIn the box."


def test_a_sheet_is_a_place_and_each_figure_has_its_cell(tmp_path):
    book = OpenDocumentSpreadsheet()
    sheet = grid(
        row("Regional sales"),
        row(numberrowsrepeated=2),
        row(cell(numbercolumnsrepeated=2), "Region", "Boats", cell(numbercolumnsrepeated=16380)),
        row(cell(numbercolumnsrepeated=2), "North", "1,452"),
        row(cell(numbercolumnsrepeated=2), "South", "88"),
        row(numberrowsrepeated=1048570),
    )
    filled(book.spreadsheet, sheet, grid(row("Nets", "sold"), name="Nets & more"))
    found = read(tmp_path, "a.ods", saved(book))
    assert found.text == (
        "# Sales\n\nRegional sales\n\n| Region | Boats |\n| --- | --- |\n| North | 1,452 |\n"
        "| South | 88 |\n\n# Nets & more\n\n| Nets | sold |"
    )
    for words, sheet_name, address in (
        ("Regional", "Sales", "A1"),
        ("1,452", "Sales", "D5"),
        ("| South | 88 |", "Sales", "C6:D6"),
        ("sold", "Nets & more", "B1"),
    ):
        start = found.text.rindex(words)
        assert found.locator(start, start + len(words)) == Locator(sheet=sheet_name, cell=address)


def test_merged_cells_of_a_sheet(tmp_path):
    book = OpenDocumentSpreadsheet()
    covered = table.CoveredTableCell
    sheet = grid(
        row("Port", cell("Boats", numbercolumnsspanned=2), covered()),
        row("", "2023", "2024"),
        row(cell("North", numberrowsspanned=2), "1", "2"),
        row(covered(), "3", "4"),
    )
    filled(book.spreadsheet, sheet)
    assert read(tmp_path, "a.ods", saved(book)).text == (
        "# Sales\n\n| Port | Boats | Boats |\n|  | 2023 | 2024 |\n| --- | --- | --- |\n"
        "| North | 1 | 2 |\n| North | 3 | 4 |"
    )


def test_hidden_sheets_are_read_and_told(tmp_path):
    book = OpenDocumentSpreadsheet()
    hidden = style.Style(name="ta1", family="table")
    hidden.addElement(style.TableProperties(display="false"))
    book.automaticstyles.addElement(hidden)
    filled(book.spreadsheet, grid(row("Not", "yet"), name="Draft", stylename="ta1"))
    found = read(tmp_path, "a.ods", saved(book))
    assert found.text == "# Draft (hidden)\n\n| Not | yet |"
    assert [notice.fact for notice in found.notices] == ["its only sheet is hidden (Draft)"]


def test_hidden_rows_and_columns_of_a_sheet_are_read_and_told(tmp_path):
    book = OpenDocumentSpreadsheet()
    sheet = table.Table(name="Sales")
    sheet.addElement(table.TableColumn())
    sheet.addElement(filled(table.TableColumnGroup(), table.TableColumn(visibility="collapse")))
    sheet.addElement(table.TableColumn(numbercolumnsrepeated=9))
    sheet.addElement(table.TableColumn(visibility="collapse", numbercolumnsrepeated=9))
    sheet.addElement(row("City", "Hurt", "Paid"))
    for away, city in ((None, "Vigo"), ("collapse", "Lugo"), ("filter", "Noia")):
        sheet.addElement(row(city, "1", "2", **({"visibility": away} if away else {})))
    sheet.addElement(row("", visibility="collapse", numberrowsrepeated=100000))
    filled(book.spreadsheet, sheet)
    found = read(tmp_path, "a.ods", saved(book))
    assert "| Lugo | 1 | 2 |" in found.text
    assert [notice.fact for notice in found.notices] == [
        "column B of sheet Sales is hidden",
        "rows 3-4 of sheet Sales are hidden",
    ]


def test_rows_repeated_without_end_are_refused(tmp_path):
    book = OpenDocumentSpreadsheet()
    wide = [cell("much" * 10, numbercolumnsrepeated=16000)]
    filled(book.spreadsheet, grid(row(*wide, numberrowsrepeated=1000000)))
    assert "more than 100 million characters" in refused(tmp_path, "a.ods", saved(book)).message


def presentation(*slides: tuple[str | None, list[str], str]) -> OpenDocumentPresentation:
    made = OpenDocumentPresentation()
    layout = style.PageLayout(name="L")
    made.automaticstyles.addElement(layout)
    made.masterstyles.addElement(style.MasterPage(name="M", pagelayoutname="L"))
    for number, (title, lines, notes) in enumerate(slides, 1):
        page = draw.Page(name=f"page{number}", masterpagename="M")
        box = filled(draw.TextBox(), *paragraphs(*lines))
        page.addElement(filled(draw.Frame(), box))
        if title is not None:
            named = draw.Frame(attributes={"class": "title"})
            page.addElement(filled(named, filled(draw.TextBox(), *paragraphs(title))))
        if notes:
            from odf import presentation as shown

            frame = draw.Frame(attributes={"class": "notes"})
            frame.addElement(filled(draw.TextBox(), *paragraphs(notes)))
            page.addElement(filled(shown.Notes(), frame))
        made.presentation.addElement(page)
    return made


def test_each_slide_is_a_place_under_its_title(tmp_path):
    made = presentation(
        ("Budget", ["It grew.", "It fell."], ""), (None, ["It sails daily."], "Say it twice.")
    )
    found = read(tmp_path, "a.odp", saved(made))
    assert found.text == (
        "# Budget\n\nIt grew.\n\nIt fell.\n\nIt sails daily.\n\n## Notes\n\nSay it twice."
    )
    assert found.places == (
        Place(0, PlaceKind.SLIDE, "1"),
        Place(found.text.index("It sails"), PlaceKind.SLIDE, "2"),
    )
    assert found.title == "Budget"


def test_hidden_slides_are_read_and_told(tmp_path):
    made = presentation(("Budget", ["It grew."], ""), ("Ferry", ["It sails daily."], ""))
    hidden = style.Style(name="dp1", family="drawing-page")
    hidden.addElement(style.DrawingPageProperties(visibility="hidden"))
    made.automaticstyles.addElement(hidden)
    made.presentation.childNodes[1].setAttribute("stylename", "dp1")
    found = read(tmp_path, "a.odp", saved(made))
    assert "# Ferry" in found.text
    assert [notice.fact for notice in found.notices] == ["1 of 2 slides is hidden (slide 2)"]


@pytest.mark.parametrize("name", ["a.odt", "a.txt", "a", "a.docx"])
def test_the_content_decides_before_the_suffix(tmp_path, name):
    document = OpenDocumentText()
    filled(document.text, *paragraphs("It rained."))
    assert read(tmp_path, name, saved(document)).reader == "odt/3"


def test_a_locked_file_is_refused(tmp_path):
    document = OpenDocumentText()
    filled(document.text, *paragraphs("It rained."))
    manifest = (
        b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        b'<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
        b"</manifest:file-entry></manifest:manifest>"
    )
    data = edited(saved(document), {"META-INF/manifest.xml": manifest, "content.xml": b"\7\7"})
    error = refused(tmp_path, "a.odt", data)
    assert "is protected with a password" in error.message
    assert "without the password" in error.hint


@pytest.mark.parametrize("broken", [{"content.xml": b"<office"}, {"content.xml": None}])
def test_a_damaged_file_is_refused(tmp_path, broken):
    document = OpenDocumentText()
    filled(document.text, *paragraphs("It rained."))
    error = refused(tmp_path, "a.odt", edited(saved(document), broken))
    assert "a.odt is damaged: " in error.message


@pytest.mark.parametrize(
    ("properties", "told"),
    [
        ({"textposition": "super 58%"}, "10^6 euros"),
        ({"textposition": "33% 58%"}, "10^6 euros"),
        ({"textposition": "-8% 58%"}, "10_6 euros"),
        ({"textposition": "0% 100%"}, "106 euros"),
        ({"textlinethroughstyle": "solid"}, "10 euros"),
        ({"display": "none"}, "10 euros"),
    ],
)
def test_raised_and_struck_letters_make_no_figures(tmp_path, properties, told):
    document = OpenDocumentText()
    made = style.Style(name="T1", family="text")
    made.addElement(style.TextProperties(**properties))
    document.automaticstyles.addElement(made)
    sentence = text.P(text="10")
    sentence.addElement(text.Span(text="6", stylename="T1"))
    sentence.addText(" euros")
    document.text.addElement(sentence)
    assert read(tmp_path, "a.odt", saved(document)).text == told
