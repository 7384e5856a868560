"""RTF."""

import pytest

from rag.errors import ReadError
from tests.readers.reading import read
from tests.readers.specimens import RTF


def test_words_headings_and_tables():
    document = read("a.rtf", RTF)
    assert document.text == (
        "# The storm\n\nSome text with café and – a dash, a|b.\n\n"
        "| City | Hurt |\n| --- | --- |\n| Bilbao | 12 |\n\nA link ends it."
    )
    assert (document.title, document.author) == ("Storm report", "Ana Ruiz")
    assert (document.date, document.date_found) == ("2024-05-03", "RTF property creatim")


def test_content_comes_before_suffix():
    assert read("a.txt", RTF).reader == "rtf/2"
    assert read("a.doc", RTF).reader == "rtf/2"


def test_code_pages_of_document_and_font():
    source = rb"{\rtf1\ansi\ansicpg1250\deff0{\fonttbl{\f0 Arial;}{\f1\fcharset204 Arial;}}"
    source += rb"\f0 \'a3\'f3d\'9f and \f1 \'cc\'ee\'f1\'ea\'e2\'e0\par}"
    assert read("a.rtf", source).text == "Łódź and Москва"


@pytest.mark.parametrize(
    "source",
    [
        rb"{\rtf1 " + b"{" * 50_000 + b"deep",
        rb"{\rtf1{\fonttbl" + rb"\f1\fcharset1" * 20_000 + b"}words}",
        rb"{\rtf1{\field{\*\fldinst{HYPERLINK " + b'"x" ' * 50_000 + b"}}words}",
        rb"{\rtf1{\pict\bin" + b"9" * 5_000 + b" x}words}",
        rb"{\rtf1\u-99999999 \u99999999 words}",
        rb"{\rtf1\ansicpg99999 \'ff words}",
        rb"{\rtf1\uc\u words\f}",
    ],
)
def test_damage_is_refused_or_read_in_no_time(source):
    try:
        assert "\x00" not in read("a.rtf", source).text
    except ReadError as error:
        assert "RTF" in error.message or "empty" in error.message  # noqa: PT017
