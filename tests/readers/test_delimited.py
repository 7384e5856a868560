"""CSV and TSV."""

import pytest

from rag.domain import PlaceKind
from rag.errors import ReadError
from tests.readers.reading import place, read

TABLE = "| City | Hurt |\n| --- | --- |\n| Bilbao | 12 |\n| Vigo | 8 |"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "City,Hurt\nBilbao,12\nVigo,8\n"),
        ("a.csv", "City;Hurt\r\nBilbao;12\r\nVigo;8\r\n"),
        ("a.csv", "City|Hurt\nBilbao|12\nVigo|8\n"),
        ("a.csv", "sep=;\nCity;Hurt\nBilbao;12\nVigo;8\n"),
        ("a.csv", "\ufeffCity,Hurt\nBilbao,12\n\nVigo,8"),
        ("a.tsv", "City\tHurt\nBilbao\t12\nVigo\t8\n"),
        ("a.csv", '"City","Hurt"\n"Bilbao","12"\nVigo,8,,,\n'),
    ],
)
def test_a_table_is_found_whatever_parts_its_cells(name, text):
    assert read(name, text).text.endswith(TABLE)


def test_decimal_commas_part_no_cells():
    text = read("a.csv", "City;Share\nBilbao;1,5\nVigo;2,5\nLugo;3,0\n").text
    assert "| Bilbao | 1,5 |" in text


def test_a_row_has_its_number_in_the_file():
    document = read("a.csv", 'Hurt by city\n\nCity,Hurt\n"Bil\nbao",12\nVigo,8\n')
    assert place(document, PlaceKind.ROW, "| City") == "3"
    assert place(document, PlaceKind.ROW, "| Bil bao") == "4"
    assert place(document, PlaceKind.ROW, "| Vigo") == "5"
    starts = {document.text[held.start :][:6] for held in document.places}
    assert {"| Vigo", "| Bil ", "| City"} <= starts


def test_lines_above_the_headings_are_paragraphs():
    text = read("a.csv", "Hurt by city\nSource: police\nCity,Hurt\nBilbao,12\nVigo,8\n").text
    assert text == f"Hurt by city\n\nSource: police\n\n{TABLE}"


def test_rows_of_data_alone_have_no_headings():
    assert "---" not in read("a.csv", "Bilbao,12\nVigo,8\nLugo,5\n").text


def test_years_are_headings():
    assert read("a.csv", "City,2023,2024\nBilbao,12,13\n").text.count("---") == 3


def test_bars_in_cells_are_no_borders():
    assert "| a\\|b | 5 |" in read("a.csv", "Name,Count\na|b,5\n").text


def test_a_quotation_mark_that_is_never_closed_swallows_nothing():
    rows = "".join(f"name {n},{n}\n" for n in range(3000))
    text = read("a.csv", f'Name,Count\n"broken,1\n{rows}').text
    assert "| name 2999 | 2999 |" in text


def test_one_column_is_paragraphs():
    assert read("a.csv", "Name\nAna Ruiz\nBo\n").text == "Name\n\nAna Ruiz\n\nBo"


@pytest.mark.slow
def test_many_rows_take_linear_time():
    rows = "".join(f"city {n},{n},{n / 7:.2f}\n" for n in range(60_000))
    document = read("a.csv", f"City,Hurt,Share\n{rows}")
    assert place(document, PlaceKind.ROW, "| city 59999 ") == "60001"


def test_wide_rows_keep_every_cell():
    heads, cells = (",".join(f"{kind}{n}" for n in range(2000)) for kind in ("head", "cell"))
    text = read("a.csv", f"{heads}\n{cells}\n").text
    assert "head1999" in text
    assert "cell1999" in text


def test_bytes_that_are_no_text_are_no_table():
    with pytest.raises(ReadError, match="binary"):
        read("a.csv", b"a,b\n\0\x01\x02,\0\0")


@pytest.mark.parametrize("mark", ["", '"'])
def test_a_cell_of_more_than_a_mebibyte_is_read(mark):
    long = "word " * 250_000
    text = read("a.csv", f"City,Told\nVigo,{mark}{long}end{mark}\nLugo,8\n").text
    assert "word end |" in text
    assert text.endswith("| Lugo | 8 |")
