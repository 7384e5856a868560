"""Scans read in the sandbox: each page has its time, and no file more pages than it may."""

from pathlib import Path

import pytest

from rag.errors import ReadError
from rag.readers.limits import Limits
from rag.readers.ocr import recognition
from rag.readers.ocr.installed import Models
from rag.readers.sandbox import Sandbox
from tests.readers.pdf.files import Picture, pdf_bytes
from tests.readers.seeing import LINES, SECONDS

PROGRAM = "tests.readers.seeing"


@pytest.fixture(autouse=True)
def _installed(monkeypatch):
    monkeypatch.setattr(recognition, "models", lambda: Models(Path("a"), Path("b")))


@pytest.fixture
def scan(tmp_path):
    path = tmp_path / "scan.pdf"
    path.write_bytes(pdf_bytes([[Picture()]] * 4))
    return path


def read(path, **limits):
    with Sandbox(Limits(**limits), program=PROGRAM) as sandbox:
        return sandbox.read(path, stored_as=path.name)


def test_a_scan_is_read(scan):
    document = read(scan)
    assert LINES[0] in document.text
    assert document.reader == "pdf/4 with ocr/1"


def test_no_more_pages_than_the_limit_says(scan):
    assert read(scan, ocr_pages=1).notices[0].fact == "1 of 4 pages was read by OCR (page 1)"


def test_no_page_where_it_may_not_be_used(scan):
    with pytest.raises(ReadError, match="no text layer"):
        read(scan, ocr_pages=0)


@pytest.mark.slow
def test_each_page_has_the_time_of_a_file(scan, monkeypatch):
    monkeypatch.setenv(SECONDS, "1")
    assert LINES[0] in read(scan, file_seconds=3).text


@pytest.mark.slow
def test_a_page_that_takes_too_long_ends_the_file(scan, monkeypatch):
    monkeypatch.setenv(SECONDS, "60")
    with pytest.raises(ReadError, match="takes longer to read than 2 s"):
        read(scan, file_seconds=2)
