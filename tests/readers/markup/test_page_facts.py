"""What web pages say of themselves."""

from pathlib import Path

import pytest

from rag.readers.markup.html import HtmlReader
from rag.readers.markup.page_facts import day


def facts(head, *, body="<p>Some words</p>", html="<html>"):
    markup = f"{html}<head>{head}</head><body>{body}</body></html>"
    return HtmlReader().read(Path("a.html"), markup.encode(), stored_as="a.html")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>One | Site</title>", "One | Site"),
        ("<title>One | Site</title><meta property=og:title content=' The\n one '>", "The one"),
        ("<title></title>", "a"),
        (f"<title>Short</title><meta property=og:title content='{'x' * 400}'>", "Short"),
    ],
)
def test_title(head, title):
    assert facts(head).title == title


def test_the_first_heading_is_a_title_of_last_resort():
    assert facts("", body="<h1>The heading</h1><p>words").title == "The heading"


@pytest.mark.parametrize(
    ("head", "author"),
    [
        ("<meta name=author content='By A. Lee'>", "A. Lee"),
        ("<meta property=article:author content='https://example.org/lee'>", None),
        ("<meta name=author content='@lee'><meta name=byl content='By B. Kim'>", "B. Kim"),
        (
            (
                '<script type="application/ld+json">{"@type": "NewsArticle",'
                ' "author": [{"name": "A. Lee"}, {"name": "B. Kim"}]}</script>'
            ),
            "A. Lee, B. Kim",
        ),
        ("", None),
    ],
)
def test_author(head, author):
    assert facts(head).author == author


def test_an_author_marked_in_the_text():
    assert facts("", body="<p>By <a rel=author href=#>A. Lee</a></p>").author == "A. Lee"


@pytest.mark.parametrize(
    ("head", "date", "found"),
    [
        (
            "<meta property=article:published_time content=2024-12-05T23:30:00-05:00>",
            "2024-12-05",
            "HTML meta article:published_time",
        ),
        ("<meta name=date content='5 December 2024'>", "2024-12-05", "HTML meta date"),
        ("<meta name=pubdate content='20241205'>", "2024-12-05", "HTML meta pubdate"),
        ("<meta name=date content='05/12/2024'>", None, None),
        ("<meta property=article:modified_time content=2024-12-05>", None, None),
        (
            (
                '<script type="application/ld+json">\n<![CDATA[\n{"@graph": [{"@type": "Organization"},'
                ' {"@type": "Article", "datePublished": "2024-12-05"}]}\n]]></script>'
            ),
            "2024-12-05",
            "JSON-LD datePublished",
        ),
        ('<script type="application/ld+json">{"@type": "Article", "date</script>', None, None),
        (f'<script type="application/ld+json">{"[" * 100_000}</script>', None, None),
        ('<script type="application/ld+json">[[1], "x", {"@graph": 3}]</script>', None, None),
    ],
)
def test_date(head, date, found):
    document = facts(head)
    assert (document.date, document.date_found) == (date, found)


def test_a_date_marked_in_the_text():
    document = facts("", body="<p>x <time itemprop=datePublished datetime=2024-12-05>today</time>")
    assert (document.date, document.date_found) == ("2024-12-05", "HTML time datePublished")


@pytest.mark.parametrize(
    ("html", "head", "language"),
    [
        ("<html lang=en-GB>", "", "en-GB"),
        ("<html>", "<meta property=og:locale content=en_US>", "en-US"),
        ("<html lang='the language'>", "", None),
        ("<html>", "", None),
    ],
)
def test_language(html, head, language):
    assert facts(head, html=html).language == language


@pytest.mark.parametrize(
    ("stamp", "date"),
    [
        ("2024-12-05T10:00Z", "2024-12-05"),
        ("20241205", "2024-12-05"),
        ("20241205103000", "2024-12-05"),
        ("2024-13-05", None),
        ("1733400000000", None),
        ("", None),
    ],
)
def test_day(stamp, date):
    assert day(stamp) == date
