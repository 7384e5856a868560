"""Workbooks, written by openpyxl."""

import datetime as dt
import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart, Reference

from rag import chunking
from rag.domain import Locator
from rag.readers.office.xlsx import XlsxReader
from tests.readers.office.files import edited, read, refused, saved

TITLE = "Regional sales 2023"


def workbook(*rows: list[object], title: str = "Sales"):
    made = openpyxl.Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    return made


def text_of(folder, book) -> str:
    return read(folder, "a.xlsx", saved(book)).text


def located(document, words: str) -> Locator:
    start = document.text.index(words)
    return document.locator(start, start + len(words))


SALES = ([TITLE], [], ["Region", "Boats", "Share"], ["North", 1452, 0.125], ["South", 88, 0.4])


def test_a_sheet_is_a_place_and_each_figure_has_its_cell(tmp_path):
    book = workbook(*SALES)
    book.active["C4"].number_format = book.active["C5"].number_format = "0.0%"
    found = read(tmp_path, "boat_sales.xlsx", saved(book))
    assert found.text == (
        "# Sales\n\nRegional sales 2023\n\n| Region | Boats | Share |\n| --- | --- | --- |\n"
        "| North | 1452 | 12.5% |\n| South | 88 | 40.0% |"
    )
    assert located(found, TITLE) == Locator(sheet="Sales", cell="A1")
    assert located(found, "1452") == Locator(sheet="Sales", cell="B4")
    assert located(found, "40.0%") == Locator(sheet="Sales", cell="C5")
    assert located(found, "| South | 88 |") == Locator(sheet="Sales", cell="A5:B5")
    assert located(found, "# Sales") == Locator(sheet="Sales")
    assert found.title == "boat sales"
    assert not found.has_lines


def test_tables_keep_header_and_cell_together(tmp_path):
    found = read(tmp_path, "a.xlsx", saved(workbook(*SALES)))
    passages = chunking.split(found)
    assert "Region: South: Boats 88; Share 0.4." in chunking.embedded_texts(found, passages)


def test_a_table_may_begin_anywhere_and_two_stand_side_by_side(tmp_path):
    book = workbook()
    left = [["Year", "Boats"], [2023, 31], [2024, 12]]
    right = [["Port", "Nets", "Crew"], ["North", 4, 9], ["South", 5, 8]]
    for row, (one, other) in enumerate(zip(left, right, strict=True), 3):
        for column, value in enumerate([*one, None, *other], 2):
            book.active.cell(row, column).value = value
    found = read(tmp_path, "a.xlsx", saved(book))
    assert found.text == (
        "# Sales\n\n| Year | Boats |\n| --- | --- |\n| 2023 | 31 |\n| 2024 | 12 |\n\n"
        "| Port | Nets | Crew |\n| --- | --- | --- |\n| North | 4 | 9 |\n| South | 5 | 8 |"
    )
    assert located(found, "31").cell == "C4"
    assert located(found, "| North | 4 |").cell == "E4:F4"


def test_a_form_keeps_its_labels_beside_its_values(tmp_path):
    book = workbook(["Company:", None, "Sea Ltd"], ["Founded:", None, 1902])
    assert text_of(tmp_path, book) == (
        "# Sales\n\n| Company: |  | Sea Ltd |\n| Founded: |  | 1902 |"
    )


def test_merged_cells_are_told_in_their_rows_and_over_their_columns(tmp_path):
    book = workbook(
        ["Port", "Boats", None],
        [None, "2023", "2024"],
        ["North", 1, 2],
        [None, 3, 4],
        ["South", 5],
    )
    for cells in ("B1:C1", "A1:A2", "A3:A4", "B5:C5"):
        book.active.merge_cells(cells)
    found = read(tmp_path, "a.xlsx", saved(book))
    assert found.text == (
        "# Sales\n\n| Port | Boats | Boats |\n| Port | 2023 | 2024 |\n| --- | --- | --- |\n"
        "| North | 1 | 2 |\n| North | 3 | 4 |\n| South | 5 |  |"
    )


def test_a_title_over_the_whole_table_is_told_with_it(tmp_path):
    book = workbook(["Boats sold", None], ["Year", "Boats"], [2023, 31])
    book.active.merge_cells("A1:B1")
    found = read(tmp_path, "a.xlsx", saved(book))
    assert found.text == (
        "# Sales\n\n| Boats sold |\n| Year | Boats |\n| --- | --- |\n| 2023 | 31 |"
    )
    assert located(found, "Boats sold").cell == "A1"
    assert "Boats sold: Year: 2023: Boats 31." in chunking.embedded_texts(
        found, chunking.split(found)
    )


def test_hidden_sheets_are_read_and_told(tmp_path):
    book = workbook(["Open", "to all"])
    book.create_sheet("Draft").append(["Not", "yet"])
    book["Draft"].sheet_state = "hidden"
    found = read(tmp_path, "a.xlsx", saved(book))
    assert "# Draft (hidden)\n\n| Not | yet |" in found.text
    assert located(found, "yet") == Locator(sheet="Draft", cell="B1")
    assert [notice.fact for notice in found.notices] == ["1 of 2 sheets is hidden (Draft)"]


def test_a_formula_is_told_by_its_value_and_by_itself_where_it_has_none(tmp_path):
    book = workbook(["Boats", "Nets"], [1, "=A2*2"])
    data = saved(book)
    assert "| 1 | =A2*2 |" in read(tmp_path, "a.xlsx", data).text
    calculated = edited(
        data,
        {"xl/worksheets/sheet1.xml": lambda old: old.replace(b"<v />", b"<v>2</v>").replace(
            b"<v></v>", b"<v>2</v>").replace(b"<v/>", b"<v>2</v>")},
    )  # fmt: skip
    assert "| 1 | 2 |" in read(tmp_path, "a.xlsx", calculated).text


def test_days_are_told_as_iso_dates_and_truth_as_the_sheet_does(tmp_path):
    book = workbook(
        ["Day", "Seen", "At"],
        [dt.date(2024, 12, 5), True, dt.datetime.fromisoformat("2024-12-05T14:30")],
    )
    assert "| 2024-12-05 | TRUE | 2024-12-05 14:30 |" in text_of(tmp_path, book)


def test_a_cell_far_away_costs_nothing(tmp_path):
    book = workbook(["Boats", "Nets"], [1, 2])
    book.active["XFD1048576"] = "far"
    found = read(tmp_path, "a.xlsx", saved(book))
    assert located(found, "far").cell == "XFD1048576"
    assert len(found.text) < 100


def test_a_dimension_that_lies_is_not_believed(tmp_path):
    data = edited(
        saved(workbook(["Boats", "Nets"], [1, 2])),
        {"xl/worksheets/sheet1.xml": lambda old: old.replace(b'"A1:B2"', b'"A1:XFD1048576"')},
    )
    assert read(tmp_path, "a.xlsx", data).text.endswith("| 1 | 2 |")


def test_a_chart_in_a_sheet_of_its_own_is_told_with_its_values(tmp_path):
    book = workbook(["Year", "Boats"], [2023, 31], [2024, 12])
    chart = BarChart()
    chart.title = "Boats by year"
    chart.add_data(Reference(book.active, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    book.active.add_chart(chart, "E5")
    assert text_of(tmp_path, book).endswith("| 2024 | 12 |\n\nBoats by year")


def test_properties_are_told(tmp_path):
    book = workbook(["Boats", "Nets"])
    book.properties.title, book.properties.creator = "Sales of boats", "Lee Wei"
    book.properties.created = dt.datetime.fromisoformat("2024-12-05")
    found = read(tmp_path, "a.xlsx", saved(book))
    assert (found.title, found.author, found.date) == ("Sales of boats", "Lee Wei", "2024-12-05")


def test_a_workbook_without_words_is_refused(tmp_path):
    assert (
        "holds no words"
        in refused(tmp_path, "a.xlsx", edited(saved(workbook(title="--")), {})).message
    )


@pytest.mark.parametrize("broken", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_damaged_workbook_is_refused(tmp_path, broken):
    data = edited(saved(workbook(["Boats", "Nets"])), {broken: b"<sheet"})
    assert "a.xlsx is damaged: " in refused(tmp_path, "a.xlsx", data).message


def test_binary_workbooks_are_refused_by_name(tmp_path):
    data = edited(
        saved(workbook(["Boats"])), {"xl/workbook.xml": None, "xl/workbook.bin": b"\1\2"}
    )
    error = refused(tmp_path, "a.xlsb", data)
    assert "a binary workbook (XLSB)" in error.message
    assert ".xlsx" in error.hint


def test_entities_in_a_sheet_are_never_expanded(tmp_path):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet '
    data = edited(
        saved(workbook(["Boats"])),
        {"xl/worksheets/sheet1.xml": lambda old: old.replace(b"<worksheet ", bomb)},
    )
    assert "is damaged" in refused(tmp_path, "a.xlsx", data).message


CELLS = st.dictionaries(
    st.tuples(st.integers(1, 9), st.integers(1, 30)),
    st.integers(10, 999) | st.sampled_from(["Port", "a|b", "North\nSouth", "2023", "x:"]),
    min_size=1,
    max_size=12,
)


@settings(deadline=None)
@given(CELLS)
def test_every_filled_cell_is_found_at_its_address(filled):
    book = workbook(title="S")
    for (row, column), value in filled.items():
        book.active.cell(row, column).value = f"{value} r{row}c{column}."
    from pathlib import Path

    found = XlsxReader().read(Path("a.xlsx"), saved(book), stored_as="a.xlsx")
    for row, column in filled:
        words = f"r{row}c{column}."
        address = openpyxl.utils.get_column_letter(column) + str(row)
        assert located(found, words) == Locator(sheet="S", cell=address)
    assert found.text.count(".") == len(filled)


def test_a_stream_is_left_alone():
    data = saved(workbook(["Boats", "Nets"]))
    from pathlib import Path

    reader = XlsxReader()
    first = reader.read(Path("a.xlsx"), data, stored_as="a.xlsx")
    assert reader.read(Path("a.xlsx"), data, stored_as="a.xlsx") == first
    assert isinstance(io.BytesIO(data).read(), bytes)


def test_hidden_rows_and_columns_are_read_and_told(tmp_path):
    book = workbook(["City", "Hurt", "Paid"], ["Vigo", 1, 2], ["Lugo", 3, 4], ["Noia", 5, 6])
    sheet = book.active
    sheet.column_dimensions["B"].hidden = True
    sheet.column_dimensions["Z"].hidden = True
    sheet.row_dimensions[3].hidden = sheet.row_dimensions[4].hidden = True
    sheet.row_dimensions[99].hidden = True
    found = read(tmp_path, "a.xlsx", saved(book))
    assert "| Lugo | 3 | 4 |" in found.text
    assert [notice.fact for notice in found.notices] == [
        "column B of sheet Sales is hidden",
        "rows 3-4 of sheet Sales are hidden",
    ]


def run(text: str, properties: str = "") -> str:
    made = f"<rPr>{properties}</rPr>" if properties else ""
    return f'<r>{made}<t xml:space="preserve">{text}</t></r>'


def with_shared(data: bytes, text: str) -> bytes:
    """The workbook with this text for HERE, kept in the table where Excel keeps texts."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    here, there = b't="inlineStr"><is><t>HERE</t></is>', b't="s"><v>0</v>'
    changes = {
        "[Content_Types].xml": lambda old: old.replace(b"</Types>", part.encode()),
        "xl/sharedStrings.xml": f'<sst xmlns="{main}"><si>{text}</si></sst>'.encode(),
        "xl/worksheets/sheet1.xml": lambda old: old.replace(here, there),
    }
    return edited(data, changes)


UP = '<vertAlign val="superscript"/>'
DOWN = '<vertAlign val="subscript"/>'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (run("killed 100") + run("3", UP), "killed 100^3"),
        (run("10") + run("1", UP) + run("2", UP) + run(" boats"), "10^12 boats"),
        (run("H") + run("2", DOWN) + run("O"), "H2O"),
        (run("Total 2023") + run("1", UP), "Total 2023 [1]"),
        (run("costs ") + run("100", "<strike/>") + run("120"), "costs 120"),
        (run("bold", "<b/>") + run(" words"), "bold words"),
        (run("all bold", "<b/>"), "all bold"),
    ],
)
def test_parts_of_a_text_that_are_raised_are_set_apart(tmp_path, text, told):
    data = with_shared(saved(workbook(["City", "Note"], ["Vigo", "HERE"])), text)
    assert f"| Vigo | {told} |" in read(tmp_path, "a.xlsx", data).text
