"""Journal articles in JATS."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import ReadError
from rag.readers.markup.jats import JatsReader

PATH = Path("a.nxml")
NAME = "<name><surname>{}</surname><given-names>{}</given-names></name>"
FRONT = (
    "<front><journal-meta><journal-title>No</journal-title></journal-meta><article-meta>"
    "<title-group><article-title>On <i>bridges</i></article-title></title-group><contrib-group>"
    f"<contrib contrib-type='author'>{NAME.format('Lee', 'Ann')}<xref>1</xref></contrib>"
    f"<contrib contrib-type='editor'>{NAME.format('No', 'No')}</contrib>"
    "<contrib contrib-type='author'><collab>The Team</collab></contrib></contrib-group>"
    "<pub-date pub-type='collection'><year>2024</year></pub-date>"
    "<pub-date pub-type='epub'><day>5</day><month>12</month><year>2024</year></pub-date>"
    "<abstract><p>What was found.</p></abstract></article-meta></front>"
)


def read(body, *, front=FRONT):
    markup = f"<article article-type='research-article' xml:lang='en'>{front}{body}</article>"
    return JatsReader().read(PATH, markup.encode(), stored_as="a.nxml")


@pytest.mark.parametrize(
    ("name", "head", "accepted"),
    [
        ("a.nxml", b"", True),
        ("a.xml", b"", False),
        ("a.txt", b"<!DOCTYPE article\nPUBLIC '-//NLM//DTD JATS'>", True),
        ("a.xml", b"<?xml version='1.0'?>\n<article xmlns:x='y' dtd-version='1.2'>", True),
        ("a.xml", b"<?xml version='1.0'?><article><p>DocBook</p></article>", False),
        ("a.txt", b"An <article article-type='x'>", False),
    ],
)
def test_accepts(name, head, accepted):
    assert JatsReader().accepts(Path(name), head) is accepted


def test_what_the_front_says():
    document = read("<body><p>Words.</p></body>")
    assert (document.title, document.author) == ("On bridges", "Ann Lee, The Team")
    assert (document.date, document.date_found) == ("2024-12-05", "JATS pub-date epub")
    assert document.language == "en"
    assert document.text == (
        "# On bridges\n\nAnn Lee, The Team\n\n## Abstract\n\nWhat was found.\n\nWords."
    )


def body_of(markup):
    return read(f"<body>{markup}</body>", front="").text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (
            (
                "<sec><label>1.</label><title>Methods</title><p>a</p><sec><title>Sites</title><p>b</p>"
                "</sec></sec><sec><title>Results</title><p>c</p></sec>"
            ),
            "## 1. Methods\n\na\n\n### Sites\n\nb\n\n## Results\n\nc",
        ),
        ("<p>as shown<xref>[<sup>1</sup>]</xref>, it <italic>is</italic></p>", "as shown[1], it is"),
        (
            "<list><list-item><p>a</p></list-item><list-item><p>b</p></list-item></list>",
            "- a\n- b",
        ),
        (
            (
                "<table-wrap><label>Table 1.</label><caption><title>Sales</title></caption><table><thead>"
                "<tr><th>Year</th><th>Sum</th></tr></thead><tbody><tr><td>2019</td><td>83</td></tr>"
                "</tbody></table></table-wrap>"
            ),
            "Table 1. Sales\n\n| Year | Sum |\n| --- | --- |\n| 2019 | 83 |",
        ),
        (
            "<fig><label>Fig 1</label><caption><title>One.</title><p>Two.</p></caption></fig>",
            "Fig 1 One.\n\nTwo.",
        ),
        (
            (
                "<p>if <inline-formula><alternatives><tex-math>\\documentclass{x}\\begin{document}"
                "$x^2$\\end{document}</tex-math><math><mi>x</mi><mn>2</mn></math></alternatives>"
                "</inline-formula> holds</p>"
            ),
            "if $x^2$ holds",
        ),
    ],
)  # fmt: skip
def test_the_body(markup, text):
    assert body_of(markup) == text


def test_references():
    back = (
        "<back><ref-list><ref><label>1</label><mixed-citation>Lee A. Bridges. 2019.</mixed-citation>"
        "</ref><ref><element-citation><name><surname>Kim</surname></name><year>2020</year>"
        "</element-citation></ref></ref-list></back>"
    )
    assert read(f"<body><p>x</p></body>{back}", front="").text.endswith(
        "## References\n\n- 1 Lee A. Bridges. 2019.\n- Kim 2020"
    )


@given(st.binary())
def test_any_bytes_give_a_text_or_a_read_error(data):
    try:
        JatsReader().read(PATH, b"<article article-type='x'>" + data, stored_as="a.nxml")
    except ReadError:
        return
