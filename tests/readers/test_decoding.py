"""Bytes become exactly the text that was written."""

import codecs
from pathlib import Path

import charset_normalizer
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import ReadError
from rag.readers.decoding import decode, looks_binary

PATH = Path("a.txt")
LETTERS = "He paid 5 pounds.\nThen “Zoë” left for Kraków — über Nacht.\n"


def text_of(data: bytes) -> str:
    return decode(data, PATH)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
        (b"", "utf-32-le"),
        (b"", "utf-32-be"),
    ],
)
def test_unicode_with_and_without_a_mark(mark, encoding):
    assert text_of(mark + LETTERS.encode(encoding)) == LETTERS


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["Привет, мир. Это текст.\n", "הקרב נמשך. עוד יום.\n"])
def test_unmarked_utf_16_in_other_scripts(encoding, text):
    assert text_of(text.encode(encoding)) == text


def test_unmarked_utf_16_longer_than_the_sample():
    text = "Sentence after sentence, with a smile 🙂 at odd places. " * 500
    assert text_of(text.encode("utf-16-le")) == text


@pytest.mark.parametrize(
    "text",
    [
        "café",
        "Über",
        "naïve résumé",
        "señor Peña dijo que mañana llueve",
        "Le café de Müller coûte cher à Paris",
        "Grüße aus München, der Bürgermeister fährt über die Straße.",
        "El 45 % de los niños y niñas vive en León, según la Organización.",
        "© 2024 Smith & Sons, ½ price, 20 °C",
    ],
)
def test_latin_1(text):
    assert text_of(text.encode("latin-1")) == text


@pytest.mark.parametrize(
    "text",
    [
        "The minister said “no” – it’s £5",
        "It cost €5… or so he said",
        "“several hundred” had been killed, the troops’ commander said — again.",
    ],
)
def test_windows_1252(text):
    assert text_of(text.encode("cp1252")) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Привет, мир. Это простой русский текст для проверки.", "cp1251"),
        ("Zażółć gęślą jaźń, mówił premier w Łodzi. Wszyscy byli zdziwieni.", "cp1250"),
    ],
)
def test_other_code_pages_are_detected(text, encoding):
    assert text_of(text.encode(encoding)) == text


@pytest.mark.parametrize("data", [b"a\r\nb\rc\nd", b"a\nb\nc\nd"])
def test_line_ends_become_line_feeds(data):
    assert text_of(data) == "a\nb\nc\nd"


def test_a_mark_in_the_middle_stays():
    assert text_of("a\ufeffb".encode()) == "a\ufeffb"


def test_utf_8_with_a_broken_byte_is_not_read_as_something_else():
    data = ("Zoë paid €5.\n" * 20).encode() + b"broken \xe2\x82 here\n"
    with pytest.raises(ReadError, match=r"UTF-8 but for byte 3\d\d in line 21"):
        text_of(data)


def test_a_file_cut_inside_a_character_is_damaged():
    with pytest.raises(ReadError, match="damaged"):
        text_of("äöüßéèàçñ".encode()[:-1])


def test_a_mark_that_lies():
    with pytest.raises(ReadError, match="says it is UTF-8"):
        text_of(codecs.BOM_UTF8 + b"caf\xe9")


def test_an_encoding_that_cannot_be_told(monkeypatch):
    nothing = charset_normalizer.CharsetMatches([])
    monkeypatch.setattr(charset_normalizer, "from_bytes", lambda *_args, **_options: nothing)
    with pytest.raises(ReadError, match="no encoding that can be told"):
        text_of("Это не западный текст".encode("cp1251"))


@pytest.mark.parametrize(
    "data",
    [b"\0", b"ab\0cd", bytes(range(256)), b"\x7fELF\x02\x01\0\0", b"\x01\x02\x03 text"],
)
def test_binary(data):
    assert looks_binary(data)


@pytest.mark.parametrize("data", [b"", b"words", b"a\tb\x0cc\n", b"\x1b[31mred\x1b[0m text"])
def test_not_binary(data):
    assert not looks_binary(data)


def test_one_control_among_many_words_is_tolerated():
    data = b"words and words " * 20 + b"\x02"
    assert text_of(data) == data.decode()


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t"))


@given(TEXTS)
def test_utf_8_round_trips(text):
    data = text.encode()
    if not data.startswith(codecs.BOM_UTF8):
        assert text_of(data) == text


@given(TEXTS, st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_marked_encodings_round_trip(text, encoding):
    assert text_of(text.encode(encoding)) == text


@given(TEXTS)
def test_carriage_returns_are_all_that_is_lost(text):
    crlf = text.replace("\n", "\r\n")
    assert text_of(codecs.BOM_UTF8 + crlf.encode()) == text


@given(st.binary())
def test_any_bytes_give_a_text_or_a_read_error(data):
    try:
        text = text_of(data)
    except ReadError:
        return
    assert "\r" not in text
