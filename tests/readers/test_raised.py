"""What is raised or lowered makes no figure with what stands before it."""

import pytest

from rag.readers.raised import END, LINKED, LOWERED, RAISED, merged, resolved
from tests.readers.reading import read


def told(text: str) -> str:
    """`^{6}`, `@{6}` and `_{6}` stand for what is raised, a raised link, and what is lowered."""
    for sign, mark in (("^", RAISED), ("@", LINKED), ("_", LOWERED)):
        text = text.replace(f"{sign}{{", mark)
    return resolved(text.replace("}", END))


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("10^{6} euros", "10^6 euros"),
        ("in 2021^{12} and", "in 2021 [12] and"),
        ("42^{3} million", "42^3 million"),
        ("42@{3} million", "42 [3] million"),
        ("said so.^{12} Then", "said so. [12] Then"),
        ("word^{a}", "word [a]"),
        ("42^{a}", "42 [a]"),
        ("42^{1,2}", "42 [1,2]"),
        ("10^{−6} m s^{-1}", "10^−6 m s^-1"),
        ("40 km^{2}", "40 km^2"),
        ("x^{2}", "x^2"),
        ("the 21^{st} century", "the 21st century"),
        ("Acme^{TM}", "AcmeTM"),
        ("2021^{[12]}", "2021[12]"),
        ("2021[^{12}]", "2021[12]"),
        ("42^{*}", "42*"),
        ("3^{1}/_{2} cups", "3 1/2 cups"),
        ("^{1}20 people", "[1] 20 people"),
        ("^{1}Source", "[1] Source"),
        ("^{14}C", "14C"),
        ("H_{2}O", "H2O"),
        ("CO_{2}40", "CO2 40"),
        ("10_{2}", "10_2"),
        ("2021@{1}^{,}@{2}", "2021 [1], [2]"),
        ("2^{3^{4}}", "2 [3^4]"),
        ("2021^{12", "2021 12"),
        ("2021^{12}4", "2021 [12] 4"),
        ("10^{6}5", "10^6 5"),
    ],
)
def test_what_is_raised_is_set_apart(marked, plain):
    assert told(marked) == plain


def test_one_mark_in_two_runs_is_one():
    assert resolved(merged(f"10{RAISED}1{END}{RAISED}2{END} m")) == "10^12 m"
    assert resolved(merged(f"10{RAISED}1{END} 5{RAISED}2{END} m")) == "10^1 5^2 m"


FIGURES = "10<sup>6</sup> euros in 2021<sup>12</sup> and 42<sup>3</sup> million"
PLAIN = "10^6 euros in 2021 [12] and 42^3 million"


@pytest.mark.parametrize("form", ["<p>{}</p>", "<h2>{}</h2>", "<ul><li>{}</ul>", "<pre>{}</pre>"])
def test_pages(form):
    assert PLAIN in read("a.html", form.format(FIGURES)).text


def test_tables_in_pages():
    table = f"<table><tr><th>a<th>b<tr><td>{FIGURES}<td>7<a><sup>2</sup></a></table>"
    assert f"| {PLAIN} | 7 [2] |" in read("a.html", table).text


@pytest.mark.parametrize(
    ("markup", "plain"),
    [
        ("costs <del>40</del><ins>50</ins> million", "costs 50 million"),
        ("costs <s>40</s> 50 million", "costs 50 million"),
        ("costs <strike>40</strike>50 million", "costs 50 million"),
        ("costs <span style='text-decoration: line-through'>40</span>50", "costs 50"),
        ("in 2021<a role='doc-noteref'>12</a>.", "in 2021 [12]."),
        ("in 2021<span style='vertical-align:super'>12</span>.", "in 2021 [12]."),
        ("in 2021<sup><a href='#n'>12</a></sup>.", "in 2021 [12]."),
        ("H<sub>2</sub>O", "H2O"),
    ],
)
def test_notes_and_deletions_in_pages(markup, plain):
    assert read("a.html", f"<p>{markup}</p>").text == plain
    in_table = f"<table><tr><th>a<th>b<tr><td>x<td>{markup}</table>"
    assert f"| x | {plain} |" in read("a.html", in_table).text


@pytest.mark.parametrize(
    ("markup", "plain"),
    [
        ("10<sup>6</sup> in 2021<xref><sup>12</sup></xref>", "10^6 in 2021 [12]"),
        ("in 2021<xref ref-type='bibr'>12</xref>", "in 2021 [12]"),
        ("in 2021<sup><xref ref-type='bibr'>12</xref></sup>", "in 2021 [12]"),
        ("see [<xref ref-type='bibr'>12</xref>]", "see [12]"),
        ("costs <strike>40</strike>50", "costs 50"),
    ],
)
def test_articles(markup, plain):
    source = f"<article article-type='x'><body><p>{markup}</p></body></article>"
    assert read("a.nxml", source).text == plain


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("10^6^ euros in 2021^12^ and said.^3^", "10^6 euros in 2021 [12] and said. [3]"),
        ("H~2~O", "H2O"),
        ("costs [.line-through]#40# 50", "costs 50"),
    ],
)
def test_asciidoc(source, plain):
    assert " ".join(read("a.adoc", source).text.split()) == plain


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        (r"10{\super 6} euros in 2021{\super 12} and 42{\super 3} million", PLAIN),
        (r"10\super 6\nosupersub  euros", "10^6 euros"),
        (r"10\up6 6\up0  euros", "10^6 euros"),
        (r"10{\super 1}{\super 2} euros", "10^12 euros"),
        (r"H{\sub 2}O", "H2O"),
        (r"costs {\deleted gone}50", "costs 50"),
        (r"costs {\strike old \u8211? \'e9\~}50 {\strike0 euros}", "costs 50 euros"),
        (r"costs {\v hidden}50{\striked1 x}", "costs 50"),
        (r"\viewkind4\uc1 costs\v hidden \{\v0  50", "costs 50"),
        (r"\strike old\plain costs 50", "costs 50"),
    ],
)
def test_rtf(source, plain):
    document = read("a.rtf", rf"{{\rtf1\ansi {source}\par}}")
    assert document.text == plain


def test_rtf_tables():
    row = r"\trowd\cellx1000\cellx2000\intbl {}\cell {}\cell\row "
    source = row.format("City", r"Hurt{\super 1}") + row.format("Vigo", r"{\strike 4}10{\super 6}")
    told_rows = read("a.rtf", rf"{{\rtf1\ansi {source}}}").text
    assert told_rows == "| City | Hurt [1] |\n| --- | --- |\n| Vigo | 10^6 |"
