"""XML of any kind, and what is refused of it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import ReadError
from rag.readers.markup.xml import XmlReader

PATH = Path("a-file.xml")


def read(markup):
    data = markup if isinstance(markup, bytes) else markup.encode()
    return XmlReader().read(PATH, data, stored_as="a-file.xml")


def refusal(markup):
    with pytest.raises(ReadError) as caught:
        read(markup)
    assert caught.value.message.startswith(str(PATH))
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize(
    ("name", "head", "accepted"),
    [
        ("a.xml", b"", True),
        ("a.txt", b"", False),
        ("a", b"<?xml version='1.0'?><a/>", True),
        ("a", "\ufeff<?xml version='1.0'?><a/>".encode("utf-16-le"), True),
        ("a.xml", b"<a>words</a>", True),
        ("a.xml", b"\x89PNG\r\n\x1a\n\0\0\0", False),
        ("a.txt", b"<a>words</a>", False),
    ],
)
def test_accepts(name, head, accepted):
    assert XmlReader().accepts(Path(name), head) is accepted


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<a><b>one</b><c><d>two</d></c></a>", "one\n\ntwo"),
        ("<a>one <b>two</b> three</a>", "one two three"),
        ("<a x='no'><b y='no'>one</b></a>", "one"),
        ("<a><!-- no --><?no no?><b>one</b></a>", "one"),
        ("<a><b><![CDATA[one < two]]></b></a>", "one < two"),
        ("<a>caf&eacute; &amp; &#233;&nbsp;x</a>", "café & é x"),
        ("<r><d>&lt;p&gt;one&lt;/p&gt;&lt;p&gt;two&lt;/p&gt;</d></r>", "one\n\ntwo"),
        ("<?xml version='1.0' encoding='iso-8859-1'?><a>caf\xe9</a>".encode("latin-1"), "café"),
        ("<?xml version='1.0'?><a>café</a>".encode("utf-16"), "café"),
    ],
)
def test_text(markup, text):
    assert read(markup).text == text


def test_title_and_language():
    document = read(
        "<rss xml:lang='en'><channel><title> The\n news </title><d>x</d></channel></rss>"
    )
    assert (document.title, document.language) == ("The news", "en")
    assert read("<a>x</a>").title == "a file"


def bomb(levels=9):
    lines = "".join(f"<!ENTITY x{n} '{f'&x{n - 1};' * 10 if n else 'ha'}'>" for n in range(levels))
    return f"<!DOCTYPE a [{lines}]><a>&x{levels - 1};</a>"


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "markup",
    [
        bomb(),
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        "<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://example.org/x.dtd'> %x;]><a>words</a>",
        bomb().replace("&x", "&#38;x").replace(">&#38;x", ">&x"),
        bomb().replace("&x", "&#x026;x").replace(">&#x026;x", ">&x"),
        "<!DOCTYPE a [<!ENTITY x '&#0x3c;b>'>]><a>words &x;</a>".replace("#0x", "#x0"),
        "<!DOCTYPE a [<!ENTITY x '<b>x</b>'>]><a>words &x;</a>",
        "<!DOCTYPE a [<!ENTITY x 'one'><!ENTITY x 'two'>]><a>words &x;</a>",
        f"<!DOCTYPE a [<!ENTITY x '{'ha' * 500}'>]><a>words {'&x;' * 20_000}</a>",
        f"<!DOCTYPE a [<!ENTITY x '{'ha' * 5_000}'>]><a>words &x;</a>",
    ],
)
def test_entities_of_its_own_are_refused(markup):
    assert "defines entities" in refusal(markup).message


def test_entities_of_a_few_plain_words_are_told():
    source = (
        "<!DOCTYPE a [<!ENTITY copy '(c) &#50;024'>\n<!ENTITY  us \"Ruiz's\" >]>"
        "<a>&copy; &us; &eacute; &amp; co</a>"
    )
    assert read(source).text == "(c) 2024 Ruiz's é & co"


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece", ["<!ENTITY x '", "<!ENTITY x 'y", "<!ENTITY x 'y'>", "&x;", "&#1"]
)
def test_many_entities_take_no_time(piece):
    refusal(f"<!DOCTYPE a [<!ENTITY x 'y'>{piece * 50_000}]><a>words</a>")


def test_a_wide_bomb_is_refused():
    refusal(f"<?xml version='1.0' encoding='utf-16'?>{bomb()}".encode("utf-16"))


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        ("<a><b></a>", "not well-formed XML in line 1"),
        ("<a>\n<b>\n</a>", "in line 3"),
        ("<a>" * 5_000 + "x" + "</a>" * 5_000, "not well-formed"),
        ("<a>&unheardof;</a>", "a-file"),
        ("<a><b/></a>", "no words"),
        ("<?xml version='1.0' encoding='klingon'?><a>x</a>", "a-file"),
    ],
)
def test_what_is_refused(markup, message):
    assert message in refusal(markup).message


def test_an_outer_document_type_is_not_fetched():
    assert read("<!DOCTYPE a SYSTEM 'http://example.org/a.dtd'><a>words</a>").text == "words"


@given(st.binary())
def test_any_bytes_give_a_text_or_a_read_error(data):
    try:
        document = read(b"<?xml version='1.0'?><a>" + data)
    except ReadError:
        return
    assert "\0" not in document.text
