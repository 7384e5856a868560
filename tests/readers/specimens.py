"""A small valid file for each reader: what contract tests read, and what fuzzing starts from."""

import io
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache

from PIL import Image

from tests.readers.office import specimens as office
from tests.readers.pdf.files import Words, lines, pdf_bytes

Specimen = tuple[str, bytes]


def mail(subject: str = "Storm figures", *, attached: bool = True) -> bytes:
    message = EmailMessage()
    message["From"] = "Ana Ruiz <ana@example.org>"
    message["To"] = "desk@example.org"
    message["Date"] = "Fri, 03 May 2024 10:00:00 +0200"
    message["Subject"] = subject
    message["Message-ID"] = f"<{subject.replace(' ', '-')}@example.org>"
    message.set_content("At least 12 people were hurt.\n\n> How many were hurt?\n\n-- \nAna")
    message.add_alternative("<p>At least <b>12</b> people.</p>", subtype="html")
    if attached:
        message.add_attachment("City,Hurt\nBilbao,12\n", filename="hurt.csv", subtype="csv")
        enclosed = EmailMessage()
        enclosed["Subject"] = "Earlier"
        enclosed.set_content("Nine were hurt by noon.")
        message.add_attachment(enclosed)
    return message.as_bytes(policy=SMTP.clone(linesep="\n"))


def mailbox() -> bytes:
    postmark = b"From ana@example.org Fri May  3 10:00:00 2024\n"
    return b"\n".join(postmark + mail(subject, attached=False) for subject in ("One", "Re: One"))


RTF = rb"""{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}{\f1\fcharset204 Arial;}}
{\info{\title Storm report}{\author Ana Ruiz}{\creatim\yr2024\mo5\dy3}}
\pard\outlinelevel0\b The storm\b0\par
\pard Some text with caf\'e9 and \u8211? a dash, a|b.\par
\trowd\cellx1000\cellx2000\intbl City\cell Hurt\cell\row
\trowd\cellx1000\cellx2000\intbl Bilbao\cell 12\cell\row
\pard {\field{\*\fldinst{HYPERLINK "http://example.org"}}{\fldrslt A link}} ends it.\par}"""

SUBTITLES = b"""WEBVTT

NOTE made by hand

1
00:00.000 --> 00:02.000
<v Ana>At least 12 people

00:02.000 --> 00:04.000
<v Ana>were hurt.</v> <i>applause</i>

00:04.000 --> 00:06.000 align:start
<v Bo>How many?
"""

DELIMITED = b"""Hurt in the storm

City,Hurt,Share
Bilbao,"1,200",5%
"San
Juan",8,"say ""9""
"""

RECORDS = b"""{"title": "Storm", "date": "2024-05-03", "hurt": 12, "share": 0.10,
"cities": [{"city": "Bilbao", "hurt": 8}, {"city": "B|C", "hurt": 4}],
"more": {"deep": {"list": [1, [2, {"x": null}]], "said": "One.\\n\\nTwo."}}}"""

LATEX = rb"""\documentclass{article}\title{The \emph{Storm}}\author{Ana Ruiz}\date{May 3, 2024}
\begin{document}\maketitle % a remark
\section{Damage in S\~ao Paulo}
At least 12\% of homes~\cite{x} were hit, at \$5 million; $x^2 = 3$.

\begin{itemize}\item First \item[Bo] second\end{itemize}
\begin{tabular}{l|r}\hline City & Hurt \\ Bilbao & 12 \\\end{tabular}
\end{document}"""

ASCIIDOC = b"""= The storm
Ana Ruiz <ana@example.org>
v1, 2024-05-03
:toc:

== Damage

At least *12* people, https://example.org[they said].

* First
** second
. Third

[cols="1,1"]
|===
|City |Hurt

|Bilbao
|12
|===

----
code == here
----
"""

HTML = b"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The storm</title>
<meta name="author" content="Ana Ruiz"><meta property="article:published_time" content="2024-05-03">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "The storm"}</script>
<style>p {}</style></head><body><nav><a href="/">Home</a></nav><article><h1>The storm</h1>
<p>At least <b>12</b> people&nbsp;were hurt.</p><ul><li>Boats<li>Nets</ul>
<table><tr><th colspan=2>City</th></tr><tr><td>Bilbao</td><td>12</td></tr></table>
<pre>a  b</pre></article></body></html>"""

JATS = b"""<?xml version="1.0"?><!DOCTYPE article PUBLIC "-//NLM//DTD JATS" "JATS.dtd">
<article article-type="research-article" xml:lang="en"><front><article-meta><title-group>
<article-title>On <i>storms</i></article-title></title-group><contrib-group>
<contrib contrib-type="author"><name><surname>Ruiz</surname><given-names>Ana</given-names></name>
</contrib></contrib-group><pub-date pub-type="epub"><day>3</day><month>5</month><year>2024</year>
</pub-date><abstract><p>At least 12 people were hurt.</p></abstract></article-meta></front><body>
<sec><title>Damage</title><p>Told in <xref>1</xref>.</p><table-wrap><caption><p>Hurt</p></caption>
<table><thead><tr><th>City</th><th>Hurt</th></tr></thead><tbody><tr><td>Bilbao</td><td>12</td></tr>
</tbody></table></table-wrap></sec></body></article>"""

XML = b"""<?xml version="1.0" encoding="utf-8"?>
<report xml:lang="en"><title>Storm</title><!-- no --><part n="1"><![CDATA[At least 12]]> people
were <b>hurt</b>.</part><rows><row><city>Bilbao</city><hurt>12</hurt></row></rows></report>"""


@cache
def png() -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (40, 60), "white").save(held, "PNG")
    return held.getvalue()


@cache
def pdf() -> bytes:
    first = [Words("The storm", size=20, y=740), *lines("At least 12 people were ex-", "amined.")]
    second = [
        Words(text, x=72 + 150 * column, y=600 - 14 * row)
        for row, cells in enumerate((("City", "Hurt"), ("Bilbao", "12"), ("San Juan", "8")))
        for column, text in enumerate(cells)
    ]
    return pdf_bytes([first, second], facts={"Title": "Storm report", "Author": "Ana Ruiz"})


SPECIMENS: dict[str, Callable[[], Specimen]] = {
    "asciidoc": lambda: ("a.adoc", ASCIIDOC),
    "delimited": lambda: ("a.csv", DELIMITED),
    "docx": lambda: ("a.docx", office.docx_bytes()),
    "epub": lambda: ("a.epub", office.epub_bytes()),
    "html": lambda: ("a.html", HTML),
    "image": lambda: ("a.png", png()),
    "jats": lambda: ("a.nxml", JATS),
    "latex": lambda: ("a.tex", LATEX),
    "mail": lambda: ("a.eml", mail()),
    "mailbox": lambda: ("a.mbox", mailbox()),
    "markdown": lambda: ("a.md", b"# Storm\n\nAt least *12* people.\n"),
    "odp": lambda: ("a.odp", office.odp_bytes()),
    "ods": lambda: ("a.ods", office.ods_bytes()),
    "odt": lambda: ("a.odt", office.odt_bytes()),
    "pdf": lambda: ("a.pdf", pdf()),
    "pptx": lambda: ("a.pptx", office.pptx_bytes()),
    "records": lambda: ("a.json", RECORDS),
    "rtf": lambda: ("a.rtf", RTF),
    "subtitles": lambda: ("a.vtt", SUBTITLES),
    "text": lambda: ("a.txt", b"Storm\n\nAt least 12 people were hurt.\n"),
    "xlsx": lambda: ("a.xlsx", office.xlsx_bytes()),
    "xml": lambda: ("a.xml", XML),
}
"""By the reader's name without its version."""
