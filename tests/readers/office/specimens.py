"""A small valid office file or book for each of their readers, written by the libraries that write them."""

import io
import zipfile
from functools import cache

from tests.readers.office.files import saved

ROWS = (("City", "Hurt"), ("Bilbao", "12"), ("San Juan", "8"))

BOOK = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'>"
    "<rootfiles><rootfile full-path='OEBPS/book.opf'/></rootfiles></container>",
    "OEBPS/book.opf": "<package xmlns='http://www.idpf.org/2007/opf'"
    " xmlns:dc='http://purl.org/dc/elements/1.1/'><metadata><dc:title>Storm</dc:title>"
    "<dc:creator>Ana Ruiz</dc:creator><dc:date>2024-05-03</dc:date></metadata><manifest>"
    "<item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest>"
    "<spine><itemref idref='a'/></spine></package>",
    "OEBPS/a.xhtml": "<html><body><h1>The storm</h1><p>At least <b>12</b> people.</p></body></html>",
}


@cache
def docx_bytes() -> bytes:
    import docx

    document = docx.Document()
    document.core_properties.title = "Storm report"
    document.core_properties.author = "Ana Ruiz"
    document.add_heading("The storm", 1)
    document.add_paragraph("At least 12 people were hurt.")
    document.add_paragraph("Boats", style="List Bullet")
    document.add_paragraph("First", style="List Number")
    table = document.add_table(len(ROWS), 2)
    for cell, text in zip(table._cells, (text for row in ROWS for text in row), strict=True):
        cell.text = text
    return saved(document)


@cache
def pptx_bytes() -> bytes:
    import pptx
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "The storm"
    slide.placeholders[1].text = "At least 12 people\nwere hurt."
    slide.notes_slide.notes_text_frame.text = "Say it twice."
    frame = slide.shapes.add_table(len(ROWS), 2, 0, 0, 999_999, 999_999)
    for number, row in enumerate(ROWS):
        for column, text in enumerate(row):
            frame.table.cell(number, column).text = text
    data = CategoryChartData()
    data.categories = ["Bilbao", "San Juan"]
    data.add_series("Hurt", (12, 8))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, 999_999, 999_999, data)
    return saved(presentation)


@cache
def xlsx_bytes() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Storm"
    for row in (["Hurt in the storm"], [], *ROWS, ["All", "=B4+B5"], [0.125, True]):
        sheet.append(row)
    sheet["A7"].number_format = "0.0%"
    sheet.merge_cells("A1:B1")
    book.create_sheet("Empty")
    return saved(book)


@cache
def odt_bytes() -> bytes:
    from odf import text
    from odf.opendocument import OpenDocumentText

    document = OpenDocumentText()
    document.text.addElement(text.H(outlinelevel=1, text="The storm"))
    document.text.addElement(text.P(text="At least 12 people were hurt."))
    listed = text.List()
    item = text.ListItem()
    item.addElement(text.P(text="Boats"))
    listed.addElement(item)
    document.text.addElement(listed)
    document.text.addElement(_odf_table())
    return saved(document)


@cache
def ods_bytes() -> bytes:
    from odf.opendocument import OpenDocumentSpreadsheet

    document = OpenDocumentSpreadsheet()
    document.spreadsheet.addElement(_odf_table())
    return saved(document)


@cache
def odp_bytes() -> bytes:
    from odf import draw, style, text
    from odf.opendocument import OpenDocumentPresentation

    document = OpenDocumentPresentation()
    document.automaticstyles.addElement(style.PageLayout(name="L"))
    master = style.MasterPage(name="M", pagelayoutname="L")
    document.masterstyles.addElement(master)
    page = draw.Page(masterpagename=master, name="One")
    frame = draw.Frame(width="10cm", height="2cm", x="1cm", y="1cm")
    box = draw.TextBox()
    box.addElement(text.P(text="At least 12 people were hurt."))
    frame.addElement(box)
    page.addElement(frame)
    document.presentation.addElement(page)
    return saved(document)


@cache
def epub_bytes() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in BOOK.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _odf_table() -> object:
    from odf import table, text

    made = table.Table(name="Storm")
    for cells in ROWS:
        row = table.TableRow()
        for words in cells:
            cell = table.TableCell()
            cell.addElement(text.P(text=words))
            row.addElement(cell)
        made.addElement(row)
    return made
