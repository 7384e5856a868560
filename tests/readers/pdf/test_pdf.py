"""PDF documents: pages, paragraphs, headings, tables, and what is refused."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag import readers
from rag.domain import Notice, PlaceKind
from rag.errors import ReadError
from rag.readers.ocr import installed
from rag.readers.pdf.reader import PdfReader
from tests.readers.pdf.files import Picture, Upwards, Words, lines, pdf_bytes

PATH = Path("a-report.pdf")
BODY = "The council said on Monday that the bridge would open again in the spring of next year."


def read(*pages, **options):
    return PdfReader().read(PATH, pdf_bytes(pages, **options), stored_as="a-report.pdf")


def page_texts(document):
    starts = [place.start for place in document.places]
    assert [place.label for place in document.places] == [str(n + 1) for n in range(len(starts))]
    assert {place.kind for place in document.places} <= {PlaceKind.PAGE}
    ends = [*starts[1:], len(document.text)]
    return [document.text[start:end].strip() for start, end in zip(starts, ends, strict=True)]


def refusal(data):
    with pytest.raises(ReadError) as caught:
        PdfReader().read(PATH, data, stored_as="a.pdf")
    assert caught.value.message.startswith(str(PATH))
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize(
    ("name", "head", "accepted"),
    [
        ("a.pdf", b"", True),
        ("a.txt", b"", False),
        ("a.txt", b"%PDF-1.4\n", True),
        ("a.pdf", b"\n\xef\xbb\xbf junk %PDF-1.4\n", True),
        ("a.pdf", b"Just words", False),
    ],
)
def test_accepts(name, head, accepted):
    assert PdfReader().accepts(Path(name), head) is accepted


def test_lines_become_paragraphs():
    first = lines(
        "The bridge over the river was closed in", "March after the flood. It will open."
    )
    second = lines("A second paragraph stands lower down on", "the same page.", top=640)
    assert read([*first, *second]).text == (
        "The bridge over the river was closed in March after the flood. It will open.\n\n"
        "A second paragraph stands lower down on the same page."
    )


def test_a_document_says_that_its_lines_mean_nothing():
    document = read(lines(BODY))
    assert not document.has_lines
    assert document.title == "a report"
    assert document.reader == "pdf/4"


def test_pages_begin_at_their_own_words():
    document = read(lines("The first page."), lines("The second page."), lines("The third page."))
    assert page_texts(document) == ["The first page.", "The second page.", "The third page."]


def test_a_paragraph_goes_on_over_the_end_of_the_page():
    document = read(lines("The minister said that the"), lines("bridge would open in May."))
    assert document.text == "The minister said that the bridge would open in May."
    assert page_texts(document) == ["The minister said that the", "bridge would open in May."]


def test_a_page_without_text_keeps_its_number():
    document = read(lines("The first page."), [], lines("The third page."))
    assert page_texts(document) == ["The first page.", "", "The third page."]
    last = read(lines("The first page."), [])
    assert page_texts(last) == ["The first page.", ""]


@pytest.mark.parametrize(
    ("above", "below", "text"),
    [
        ("The com-", "mittee met.", "The committee met."),
        ("A well-", "known name, as in well-known words.", "A well-known name, as in well-known words."),
        ("A self-", "locking nut.", "A self-locking nut."),
        ("The Franco-", "German border.", "The Franco-German border."),
        ("From 2019-", "2020 it rose.", "From 2019- 2020 it rose."),
        ("A co-ordinate and a co-", "ordinate.", "A co-ordinate and a co-ordinate."),
        ("An anticlock- wise anticlockwise anticlock-", "wise turn.", "An anticlock- wise anticlockwise anticlockwise turn."),
    ],
)  # fmt: skip
def test_hyphens_at_line_ends_are_mended(above, below, text):
    assert read(lines(above, below)).text == text


def test_headings_are_told_by_their_size():
    title = [Words("Annual report", y=740, size=24)]
    section = [Words("1 The bridge", y=710, size=16)]
    document = read([*title, *section, *lines(BODY, BODY, top=690)])
    assert document.text.startswith(f"# Annual report\n\n## 1 The bridge\n\n{BODY} {BODY}")
    assert document.title == "Annual report"


def test_bold_lines_are_headings_where_the_text_is_not_bold():
    document = read([Words("The bridge", y=720, font="Helvetica-Bold"), *lines(BODY, BODY)])
    assert document.text == f"# The bridge\n\n{BODY} {BODY}"


def test_list_items_stand_apart():
    document = read(lines("They agreed on", "• the bridge", "• the road and", "the river"))
    assert document.text == "They agreed on\n\n- the bridge\n- the road and the river"


def test_columns_are_read_one_after_the_other():
    left = lines("The left column tells of the", "bridge and goes on", x=72)
    right = lines("in the right column to", "its end.", x=320)
    assert read([*left, *right]).text == (
        "The left column tells of the bridge and goes on in the right column to its end."
    )


def table(rows, top=700):
    return [
        Words(text, 72 + 150 * column, top - 16 * number)
        for number, row in enumerate(rows)
        for column, text in enumerate(row)
        if text
    ]


def test_wide_spaces_below_each_other_make_a_table():
    rows = [["Year", "Sales", "Profit"], ["2019", "1,496", "83"], ["2020", "1,202", "-12"]]
    assert read(table(rows)).text == (
        "| Year | Sales | Profit |\n| --- | --- | --- |\n| 2019 | 1,496 | 83 |\n| 2020 | 1,202 | -12 |"
    )


def test_an_empty_cell_keeps_the_others_in_their_columns():
    rows = [["Year", "Sales", "Profit"], ["2019", "", "83"], ["2020", "1,202", "-12"]]
    assert "| 2019 |  | 83 |" in read(table(rows)).text


def test_running_heads_and_page_numbers_go_but_for_the_first_head():
    pages = [
        [Words("Ministry of Roads", y=760), *lines(f"Page text number {n}, one of a kind."), Words(str(n + 6), y=40)]
        for n in range(5)
    ]  # fmt: skip
    text = read(*pages).text
    assert text.count("Ministry of Roads") == 1
    assert "6" not in text
    assert all(f"Page text number {n}, one of a kind." in text for n in range(5))


def test_heads_that_count_with_the_pages_go():
    pages = [
        [Words(f"{n + 11} Roads and bridges", y=760), *lines("Some text.", top=400 - n * 20)]
        for n in range(4)
    ]
    assert "Roads" not in read(*pages).text


def test_figures_that_differ_from_page_to_page_stay():
    pages = [[*lines("An invoice."), Words(f"Total: {n * 17} EUR", y=40)] for n in range(1, 6)]
    text = read(*pages).text
    assert all(f"Total: {n * 17} EUR" in text for n in range(1, 6))


def test_numbers_that_do_not_count_with_the_pages_stay():
    pages = [[*lines("Some words."), Words(number, y=40)] for number in ("7", "19", "3", "86")]
    text = read(*pages).text
    assert all(number in text for number in ("7", "19", "3", "86"))


def test_the_same_words_at_different_heights_stay():
    pages = [
        [Words("Ministry of Roads", y=700 - 40 * n), *lines("Words.", top=300)] for n in range(4)
    ]
    assert read(*pages).text.count("Ministry of Roads") == 4


@pytest.mark.parametrize(
    ("facts", "title", "author"),
    [
        ({"Title": "The report", "Author": "A. Lee"}, "The report", "A. Lee"),
        ({"Title": "Microsoft Word - draft.doc", "Author": "user"}, "a report", None),
        ({"Title": "untitled", "Author": "Administrator"}, "a report", None),
        ({"Title": "C:/x/report.indd"}, "a report", None),
        ({}, "a report", None),
    ],
)
def test_title_and_author_unless_they_are_habits(facts, title, author):
    document = read(lines(BODY), facts=facts)
    assert (document.title, document.author) == (title, author)


@pytest.mark.parametrize(
    ("created", "date"),
    [
        ("D:20241205103000+01'00'", "2024-12-05"),
        ("20241205", "2024-12-05"),
        ("D:20241335", None),
        ("D:00000000", None),
        ("", None),
    ],
)
def test_the_day_a_file_was_made(created, date):
    document = read(lines(BODY), facts={"CreationDate": created})
    assert document.date == date
    assert document.date_found == ("PDF metadata CreationDate" if date else None)


def test_a_date_in_the_text_goes_before_that_of_the_file():
    words = [
        *lines("A report", top=700),
        *lines("5 December 2024", top=660),
        *lines(BODY, top=600),
    ]
    document = read(words, facts={"CreationDate": "D:20250101"})
    assert (document.date, document.date_found) == ("2024-12-05", "the first lines")


def test_the_language_of_the_catalogue():
    assert read(lines(BODY), language="en-GB").language == "en-GB"
    assert read(lines(BODY)).language is None


def test_a_scan_names_ocr():
    error = refusal(pdf_bytes([[], []]))
    assert "has no text layer" in error.message
    assert "ocrmypdf" in error.hint


def test_a_locked_file():
    secret = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]"
    error = refusal(pdf_bytes([lines(BODY)], trailer=secret % (b"11" * 32, b"22" * 32)))
    assert "protected with a password" in error.message


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\0" * 500])
def test_a_damaged_file(data):
    assert "is damaged" in refusal(data).message


def test_pages_that_hold_each_other_end():
    loop = pdf_bytes([lines(BODY)]).replace(b"/Kids [7 0 R]", b"/Kids [2 0 R]")
    with pytest.raises(ReadError):
        PdfReader().read(PATH, loop, stored_as="a.pdf")


LETTERS = st.text("abcdefghijklmnopqrstuvwxyzäéß", min_size=2, max_size=9)
LINES = st.lists(st.lists(LETTERS, min_size=1, max_size=6), min_size=1, max_size=12)


@given(LINES)
def test_words_come_back_in_order(written):
    document = read(lines(*(" ".join(words) for words in written)))
    assert document.text.split() == [word for words in written for word in words]


@given(st.binary(max_size=600))
def test_any_bytes_behind_the_mark_give_a_text_or_a_read_error(data):
    try:
        PdfReader().read(PATH, b"%PDF-1.7\n" + data, stored_as="a.pdf")
    except ReadError:
        return


@given(st.integers(min_value=0), st.binary(min_size=1, max_size=12))
def test_a_file_with_some_bytes_changed_gives_a_text_or_a_read_error(place, changed):
    data = bytearray(pdf_bytes([lines(BODY, "More words."), lines("A page.")]))
    start = place % len(data)
    data[start : start + len(changed)] = changed
    try:
        document = PdfReader().read(PATH, bytes(data), stored_as="a.pdf")
    except ReadError:
        return
    assert not set(document.text) & {"\r", "\0"}


OCR = (
    "let OCR read it: pip install 'sourceline[ocr]';"
    " or run it (ocrmypdf --skip-text IN.pdf OUT.pdf) and index what comes out"
)


def test_pages_that_are_pictures_among_others_are_told(monkeypatch):
    monkeypatch.setattr(installed, "models", lambda: None)
    pages = [[Words(BODY)], [Picture()], [Words(BODY), Picture()], [Picture()], [Picture()]]
    assert read(*pages).notices == (Notice("3 of 5 pages have no text (pages 2, 4-5)", OCR),)
    assert read([Picture()], [Words(BODY)]).notices == (
        Notice("1 of 2 pages has no text (page 1)", OCR),
    )


def test_blank_pages_are_nothing_to_tell_of():
    assert read([Words(BODY)], [], [Words(" ")], [Words(BODY)]).notices == ()


def test_a_page_number_on_a_picture_is_no_text():
    pages = [[Words(BODY), Words(f"{number}", y=30)] for number in range(1, 6)]
    pages[2] = [Picture(), Words("3", y=30)]
    assert [notice.fact for notice in read(*pages).notices] == [
        "1 of 5 pages has no text (page 3)"
    ]


@pytest.mark.parametrize(
    "info",
    [
        pytest.param(b"<< /Title <FEFFD8000041> /Author (Ana Ruiz) >>", id="half a character"),
        pytest.param(b"<< /Title 7 /Author (Ana Ruiz) >>", id="number"),
        pytest.param(b"[ 1 2 ]", id="list"),
        pytest.param(b"<< /Title (open", id="open"),
    ],
)
def test_facts_that_cannot_be_read_refuse_no_document(info):
    data = pdf_bytes([[Words(BODY)]], facts={"Title": "x" * 200}).replace(
        b"<< /Title (" + b"x" * 200 + b") >>", info.ljust(215)
    )
    document = PdfReader().read(PATH, data, stored_as="a.pdf")
    assert document.text == BODY
    assert document.title == "a report"
    assert document.author in (None, "Ana Ruiz")


def test_letters_that_stand_nowhere_are_read_all_the_same():
    path = Path(__file__).with_name("nowhere.pdf")
    assert readers.read(path, stored_as="nowhere.pdf").text


def glued(*parts):
    """Words set one right behind the other: text, size, and how far they are raised."""
    x, words = 72.0, []
    for text, size, rise in parts:
        words.append(Words(text, x, 700 + rise, size))
        x += sum(WIDTHS.get(letter, 0.556) for letter in text) * size
    return words


WIDTHS = {" ": 0.278, ".": 0.278, "H": 0.722, "O": 0.778, "-": 0.333, "l": 0.222, "i": 0.222}
"""Of letters of Helvetica whose width is not that of its figures; others come near enough."""


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ([("10", 11, 0), ("6", 7, 4), (" boats.", 11, 0)], "10^6 boats."),
        ([("100", 11, 0), ("12", 7, 4), (" were.", 11, 0)], "100^12 were."),
        ([("10", 11, 0), ("-3", 7, 4), (" boats.", 11, 0)], "10^-3 boats."),
        ([("in 2021", 11, 0), ("3", 7, 4), (" here.", 11, 0)], "in 2021 [3] here."),
        ([("done.", 11, 0), ("3", 7, 4)], "done. [3]"),
        ([("H", 11, 0), ("2", 7, -2), ("O", 11, 0)], "H2O"),
        ([("25", 11, 0), ("0", 7, 4), (" warm", 11, 0)], "25^0 warm"),
        ([("plan A", 11, 0), ("0", 7, 4)], "plan A0"),
        ([("10", 11, 0), ("00", 7, 0), (" small.", 11, 0)], "1000 small."),
    ],
)
def test_figures_that_are_raised_are_set_apart(parts, told):
    body = [Words("The body of this page, of 1003 and more words.", 72, 600)]
    assert read([*glued(*parts), *body]).text.split("\n\n")[0] == told


def test_letters_of_a_line_that_runs_upwards_are_not_raised():
    body = [Words("The body of this page, with some more words in it.", 72, 600)]
    upwards = Upwards("W1 W2 .3", 300, 300)
    assert "W1 W2 .3" in read([upwards, *body]).text
