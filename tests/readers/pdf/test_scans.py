"""Pages of a PDF that have no text, read by a recogniser that sees what it is told."""

from pathlib import Path

import pytest

from rag.domain import Notice, PlaceKind
from rag.errors import ReadError
from rag.readers.ocr import installed
from rag.readers.ocr.recognition import Recognition, using
from rag.readers.pdf.reader import PdfReader
from tests.readers.pdf.files import Picture, Words, pdf_bytes
from tests.readers.seeing import LINES, Seer, below

PATH = Path("a-report.pdf")
BODY = "The council said on Monday that the bridge would open again in the spring of next year."
CHECK = "check figures and names against the page"


def read(*pages, seer=None, most_pages=500):
    with using(Recognition(seer, most_pages=most_pages)):
        return PdfReader().read(PATH, pdf_bytes(pages), stored_as="a-report.pdf")


def test_pages_without_text_are_read_by_ocr_and_told_of():
    seer = Seer()
    document = read([Words(BODY)], [Picture()], [Words(BODY)], seer=seer)
    assert document.text == f"{BODY}\n\n{' '.join(LINES)}\n\n{BODY}"
    assert document.notices == (Notice("1 of 3 pages was read by OCR (page 2)", CHECK),)
    assert seer.shapes == [(2200, 1700)]


def test_citations_tell_the_page_and_that_ocr_read_it():
    document = read([Words(BODY)], [Picture()], [Words(BODY)], seer=Seer())
    at = document.text.index("40 houses")
    assert document.locator(at, at + 9).page == 2
    assert document.locator(at, at + 9).ocr is True
    last = document.text.rindex(BODY)
    assert document.locator(0, 5).ocr is None
    assert document.locator(last, last + 5).ocr is None
    assert document.locator(0, at + 9).ocr is True


def test_a_scan_is_read_like_a_page_with_text():
    words = (*below("The bridge over the river was re-", "opened in May."),)
    document = read([Picture()], [Picture()], seer=Seer(words, below("It was closed.")))
    assert document.text == "The bridge over the river was reopened in May.\n\nIt was closed."
    assert [place.label for place in document.places if place.kind is PlaceKind.PAGE] == ["1", "2"]


def test_pages_with_text_are_not_looked_at():
    seer = Seer()
    document = read([Words(BODY)], [Words(BODY), Picture()], [], seer=seer)
    assert seer.shapes == []
    assert document.notices == ()


def test_a_page_number_on_a_scan_does_not_keep_it_from_being_read():
    pages = [[Words(BODY), Words(f"{number}", y=30)] for number in range(1, 6)]
    pages[2] = [Picture(), Words("3", y=30)]
    assert LINES[0] in read(*pages, seer=Seer()).text


def test_unclear_lines_are_told_of():
    words = (*below(*LINES), *below("l2 p3o", score=0.5, x=900))
    (notice,) = read([Picture()], seer=Seer(words)).notices
    assert notice.fact == "its only page was read by OCR (page 1), 1 unclear line left out"


def test_a_picture_without_words_among_pages_is_told_of():
    (notice,) = read([Words(BODY)], [Picture()], seer=Seer(())).notices
    assert notice.fact == "1 of 2 pages shows a picture in which OCR found no words (page 2)"


def test_a_file_in_which_ocr_finds_no_words_is_refused():
    with pytest.raises(ReadError, match="without text, and OCR found no words"):
        read([Picture()], seer=Seer(()))


def test_no_more_pages_are_read_than_may_be():
    seer = Seer()
    document = read(*[[Picture()]] * 4, seer=seer, most_pages=2)
    assert len(seer.shapes) == 2
    assert document.notices[1] == Notice(
        "2 of 4 pages have no text (pages 3-4)",
        "OCR has read as many as it may; raise ocr_pages in rag.toml",
    )


def test_without_ocr_a_scan_is_refused_with_the_command_that_installs_it(monkeypatch):
    monkeypatch.setattr(installed, "models", lambda: None)
    with pytest.raises(ReadError, match="no text layer: its page is without text") as caught:
        read([Picture()])
    assert caught.value.hint == (
        "Let OCR read it: pip install 'sourceline[ocr]', then index it again;"
        " or: ocrmypdf IN.pdf OUT.pdf"
    )


def test_a_large_page_is_shown_with_fewer_dots():
    data = pdf_bytes([[Picture()]]).replace(b"[0 0 612 792]", b"[0 0 9e3 9e3]")
    seer = Seer()
    with using(Recognition(seer)):
        PdfReader().read(PATH, data, stored_as="a.pdf")
    ((height, width),) = seer.shapes
    assert height * width <= 12_100_000


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("It had 83,190,5562 people.", "83,190,5562"),
        ("Es waren 273.879.7501, dann 1.234.567.", "273.879.7501"),
        ("It had 8,935,112 people, 1.2345 cars and $1,496.50 on 12.05.2024.", None),
    ],
)
def test_figures_with_a_digit_too_many_are_told_of(text, odd):
    facts = [notice.fact for notice in read([Picture()], seer=Seer(below(text))).notices[1:]]
    assert facts == ([f"OCR saw figures with a digit too many ({odd})"] if odd else [])
