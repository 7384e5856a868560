"""Books: chapters in the order of the spine, and nothing that the archive does not hold."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import ReadError
from rag.readers.markup.epub import EpubReader

PATH = Path("a-book.epub")
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)
FACTS = (
    "<dc:title>The bridge</dc:title><dc:creator>A. Lee</dc:creator><dc:creator>B. Kim</dc:creator>"
)


def package(spine=("two", "one"), *, facts=FACTS, addresses=("one.xhtml", "text/two%20b.xhtml")):
    items = "".join(
        f'<item id="{name}" href="{address}" media-type="application/xhtml+xml"/>'
        for name, address in zip(("one", "two"), addresses, strict=True)
    )
    order = "".join(f'<itemref idref="{name}"/>' for name in spine)
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata>{facts}</metadata><manifest>{items}</manifest><spine>{order}</spine></package>"
    )


def book(opf=None, **more):
    held = io.BytesIO()
    files = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": package() if opf is None else opf,
        "OEBPS/one.xhtml": "<html><body><h1>Chapter one</h1><p>Words of one.</p></body></html>",
        "OEBPS/text/two b.xhtml": "<html><body><h1>Chapter two</h1><p>Words of two.</p></body></html>",
    } | {name.replace("__", "/"): text for name, text in more.items()}
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in files.items():
            if text is not None:
                archive.writestr(name, text)
    return held.getvalue()


def read(data):
    return EpubReader().read(PATH, data, stored_as="a-book.epub")


def refusal(data):
    with pytest.raises(ReadError) as caught:
        read(data)
    assert caught.value.message.startswith(str(PATH))
    assert caught.value.hint
    return caught.value


def test_accepts():
    assert EpubReader().accepts(Path("a.epub"), b"")
    assert EpubReader().accepts(Path("a.zip"), book()[:4096])
    assert not EpubReader().accepts(Path("a.epub"), b"Just words")
    assert not EpubReader().accepts(Path("a.zip"), b"PK\x03\x04" + b"\0" * 60)


def test_chapters_in_the_order_of_the_spine():
    assert read(book()).text == (
        "# Chapter two\n\nWords of two.\n\n# Chapter one\n\nWords of one."
    )


def test_what_the_package_says():
    told = FACTS + "<dc:language>en-GB</dc:language><dc:date>2024-12-05T00:00:00Z</dc:date>"
    document = read(book(package(facts=told)))
    assert (document.title, document.author) == ("The bridge", "A. Lee, B. Kim")
    assert (document.date, document.date_found) == ("2024-12-05", "EPUB metadata dc:date")
    assert document.language == "en-GB"
    assert not document.has_lines


def test_a_year_is_no_day():
    document = read(book(package(facts="<dc:date>2024</dc:date>")))
    assert (document.title, document.date, document.date_found) == ("a book", None, None)


@pytest.mark.parametrize(
    "address",
    ["../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "http://example.org/a", ""],
)
def test_nothing_outside_the_archive_is_read(address):
    assert read(book(package(addresses=("one.xhtml", address)))).text.startswith("# Chapter one")


def test_a_protected_book():
    locked = (
        '<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptionMethod '
        'Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/></encryption>'
    )
    assert "protected" in refusal(book(**{"META-INF__encryption.xml": locked})).message
    fonts = locked.replace(
        "http://www.w3.org/2001/04/xmlenc#aes128-cbc", "http://ns.adobe.com/pdf/enc#RC"
    )
    assert read(book(**{"META-INF__encryption.xml": fonts})).text


@pytest.mark.parametrize(
    "data",
    [
        book()[:-40],
        b"PK\x03\x04" + b"\0" * 100,
        book("<package>"),
        book(**{"META-INF__container.xml": None}),
        book(**{"META-INF__container.xml": "<container/>"}),
        book("<!DOCTYPE a [<!ENTITY b 'c'>]><package>&b;</package>"),
        book(package(spine=())),
    ],
)
def test_damaged_books(data):
    refusal(data)


@given(st.integers(min_value=0), st.binary(min_size=1, max_size=20))
def test_a_book_with_some_bytes_changed_gives_a_text_or_a_read_error(place, changed):
    data = bytearray(book())
    start = place % len(data)
    data[start : start + len(changed)] = changed
    try:
        read(bytes(data))
    except ReadError:
        return
