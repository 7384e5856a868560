"""Web pages: the article and nothing around it, in the shape that chunking understands."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.domain import Shape
from rag.errors import ReadError
from rag.readers.markup.html import HtmlReader

PATH = Path("a-page.html")
SENTENCE = (
    "The council said on Monday, after long talks, that the old bridge would open in spring. "
)


def read(markup, name="a-page.html"):
    data = markup if isinstance(markup, bytes) else markup.encode()
    return HtmlReader().read(Path(name), data, stored_as=name)


def text(body):
    return read(f"<!DOCTYPE html><html><body>{body}</body></html>").text


def article(inside, around=""):
    """A page long enough to have an article in it, with `around` before it."""
    story = "".join(f"<p>Paragraph {n}. {SENTENCE * 3}</p>" for n in range(5))
    return f"<html><body>{around}<div class='content'>{story}{inside}</div></body></html>"


@pytest.mark.parametrize(
    ("name", "head", "accepted"),
    [
        ("a.html", b"", True),
        ("a.HTM", b"", True),
        ("a.txt", b"", False),
        ("a.txt", b"<!DOCTYPE html><p>Words", True),
        ("a", b"\xef\xbb\xbf\n <html lang=en>", True),
        ("a", b"<?xml version='1.0'?>\n<!-- saved -->\n<!doctype HTML PUBLIC '-//W3C'>", True),
        ("a.html", b"<p>Words", True),
        ("a.html", b"\x89PNG\r\n\x1a\n\0\0\0", False),
        ("a.txt", b"<htmlish> words", False),
        ("a.txt", b"Words about <html>", False),
    ],
)
def test_accepts(name, head, accepted):
    assert HtmlReader().accepts(Path(name), head) is accepted


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h1>One</h1><p>Two</p><h3>Three</h3>", "# One\n\nTwo\n\n### Three"),
        ("<ul><li>one<li>two</ul><p>three", "- one\n- two\n\nthree"),
        ("<ol start=3><li>one</li><li><p>two</p></li></ol>", "3. one\n4. two"),
        ("<ul><li>one<ul><li>two</li></ul></li></ul>", "- one\n  - two"),
        ("<p>one<br>two<br><br>three</p>", "one\ntwo\n\nthree"),
        ("<p>one <b>t</b>wo\n\n three&nbsp;four</p>", "one two three four"),
        ("<div>one<div>two</div>three</div>", "one\n\ntwo\n\nthree"),
        ("<p>co&shy;operate&#8203;s</p>", "cooperates"),
        ("<pre>a\n  b\n</pre>", "```\na\n  b\n```"),
        ("<p>one<script>x()</script> two<!-- no --> three</p>", "one two three"),
        ("<p>one</p><p hidden>no</p><p style='display: none'>no</p>", "one"),
        ("<p aria-hidden=true>no</p><p style='color:red; visibility:hidden'>no</p>one", "one"),
        ("<p>&#27;[31mred&#27;[0m and &#0;more</p>", "[31mred[0m and more"),
        ("<h2>Two<br>lines</h2>x", "## Two lines\n\nx"),
    ],
)
def test_the_shape_of_the_text(body, expected):
    assert text(body).replace("\ufffd", "") == expected


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            "<tr><th>Year<th>Sales<tr><td>2019<td>1,496",
            "| Year | Sales |\n| --- | --- |\n| 2019 | 1,496 |",
        ),
        (
            "<thead><tr><td>Year<td colspan=2>Sales<tr><td><td>A<td>B</thead><tr><td>1<td>2<td>3",
            "| Year | Sales | Sales |\n|  | A | B |\n| --- | --- | --- |\n| 1 | 2 | 3 |",
        ),
        (
            "<tr><td>a<td>b<tr><td rowspan=2>1<td>2<tr><td>3",
            "| a | b |\n| --- | --- |\n| 1 | 2 |\n| 1 | 3 |",
        ),
        (
            "<caption>Table 1</caption><tr><td>a|b<td><p>c<p>d<tr><td>1<td>2",
            "Table 1\n\n| a\\|b | c d |\n| --- | --- |\n| 1 | 2 |",
        ),
        (
            "<tr><td>a<td>b<tr><td colspan=2>whole<tr><td>1<td>2",
            "| a | b |\n| --- | --- |\n| whole |  |\n| 1 | 2 |",
        ),
        ("<tr><td>one column</td></tr><tr><td>is layout</td></tr>", "one column\n\nis layout"),
        ("<tr><td><p>page</p><td><table><tr><td>nested</table>", "page\n\nnested"),
    ],
)
def test_tables(table, expected):
    assert text(f"<table>{table}</table>") == expected


def test_what_stands_around_an_article_is_left_out():
    around = "<div class=menu><a href=/>Home</a> <a href=/news>News</a></div>" * 5
    aside = "<div class='related-stories'><p>Read this other story as well, please do.</p></div>"
    found = read(article(aside, around)).text
    assert "Home" not in found
    assert "other story" not in found
    assert found.count("Paragraph") == 5


def test_no_word_is_lost_inside_a_sentence():
    linked = "<p>He said that <a class='comment-link' href=#>the easiest way</a> is best.</p>"
    assert "He said that the easiest way is best." in read(article(linked)).text


def test_lists_of_an_article_stay():
    listed = "<ul>" + "".join(f"<li><a href=#{n}>Finding {n}</a></li>" for n in range(4)) + "</ul>"
    assert "- Finding 0\n- Finding 1" in read(article(listed)).text


def test_a_page_without_an_article_is_read_whole():
    links = "".join(f"<p><a href=/{n}>Headline number {n} of the day</a></p>" for n in range(60))
    found = read(f"<html><body>{links}</body></html>").text
    assert all(f"Headline number {n} of the day" in found for n in range(60))


def test_a_page_without_words_is_refused():
    for markup in (
        "<html><body><img src=a.png></body></html>",
        "<html></html>",
        "<p hidden>x</p>",
    ):
        with pytest.raises(ReadError) as caught:
            read(markup)
        assert str(PATH) in caught.value.message
        assert caught.value.hint


def test_a_document_of_made_text():
    document = read("<p>Some words</p>")
    assert not document.has_lines
    assert document.shape is Shape.OUTLINED
    assert (document.reader, document.title) == ("html/2", "a page")


WORDS = "Zoë paid €5 in Łódź"


@pytest.mark.parametrize(
    "data",
    [
        f"<p>{WORDS}".encode(),
        f"<meta charset=gb2312><p>{WORDS}".encode(),
        b"\xef\xbb\xbf" + f"<p>{WORDS}".encode(),
        f"<html><p>{WORDS}".encode("utf-16"),
        f'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-16"><p>{WORDS}'.encode(
            "iso-8859-16"
        ),
        f'<?xml version="1.0" encoding="iso-8859-16"?><html><p>{WORDS}'.encode("iso-8859-16"),
    ],
)
def test_encodings(data):
    assert read(data).text == WORDS


def test_latin_1_is_read_as_browsers_do():
    assert read("<meta charset=iso-8859-1><p>“Zoë”".encode("cp1252")).text == "“Zoë”"


def test_an_unknown_encoding_is_told_from_the_bytes():
    data = "<meta charset=klingon><p>Übergrößen für Jäger".encode("latin-1")
    assert read(data).text == "Übergrößen für Jäger"


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 1_500 + "words",
        "<b>" * 1_500 + "words",
        "<table><tr><td>" * 500 + "words",
        "<ul><li>" * 700 + "words",
        "<p>" + "<" * 200_000 + " words",
        "<a " + "x=1 " * 100_000 + ">words",
        pytest.param(
            "<table>" + "<tr><td colspan=1000 rowspan=1000>words" * 2_000, marks=pytest.mark.slow
        ),
        "<p>words " + "&amp;" * 200_000,
        "<!--" * 100_000 + "--><p>words",
        pytest.param(f"<p>{SENTENCE}</p>" * 20_000, marks=pytest.mark.slow),
    ],
)
def test_hostile_pages_end(markup):
    assert "words" in read(markup).text or "council" in read(markup).text


@pytest.mark.timeout(30)
@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "ul><li"])
def test_a_page_that_would_lose_its_end_is_refused(tag):
    with pytest.raises(ReadError, match="nested too deeply"):
        read("<p>first</p>" + f"<{tag}>" * 100_000 + "words")


PLAIN = st.lists(
    st.text("abcdefghijklmnop éßжあ", min_size=1).map(str.split).filter(bool), min_size=1
)


@given(PLAIN)
def test_words_come_back_in_order(paragraphs):
    markup = "".join(f"<p>{' '.join(words)}</p>" for words in paragraphs)
    assert read(markup).text == "\n\n".join(" ".join(words) for words in paragraphs)


@given(st.binary())
def test_any_bytes_give_a_text_or_a_read_error(data):
    try:
        document = read(b"<html>" + data)
    except ReadError:
        return
    assert not set(document.text) & set("\r\0\x1b")


TAGS = "p div table tr td th ul ol li h1 h2 br pre a b span script article section nav".split()
SOUP = st.lists(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS])
    | st.just("word "),
    max_size=60,
)


@given(SOUP)
def test_any_order_of_tags_is_read(parts):
    try:
        assert "word" in read("<body>word" + "".join(parts)).text
    except ReadError:
        pytest.fail("there are words")
