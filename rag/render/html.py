"""Answers and notes as one self-contained HTML file; nothing is loaded, everything is escaped."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from rag.domain import Answer, Attribution, Citation, Disagreement, Figure, Note, Statement
from rag.render import words
from rag.render.layout import one_line

_STYLE: Final = """
:root{color-scheme:light dark}
body{font:1rem/1.55 Georgia,serif;max-width:44rem;margin:2.5rem auto;padding:0 1.25rem}
h1{font-size:1.7rem;line-height:1.2}h2{font:600 1rem/1.3 system-ui,sans-serif;margin:2rem 0 .5rem}
h3{font:italic 1rem/1.3 Georgia,serif;margin:1rem 0 .25rem}
li{margin:.35rem 0}a{color:inherit}.mark{font:.8em system-ui,sans-serif;white-space:nowrap}
.place{font:.85rem ui-monospace,monospace;overflow-wrap:anywhere;opacity:.75}
blockquote{margin:.15rem 0 .9rem;padding-left:.9rem;border-left:3px solid #8886}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.3rem .6rem .3rem 0;
border-bottom:1px solid #8884}:target{background:#fd08}
@media print{body{margin:0;max-width:none}}
""".strip()


def answer(answer: Answer) -> str:
    """The answer with its sources, or the refusal with the nearest passages."""
    if answer.refusal is None:
        said = [_told(statement) for statement in answer.sentences]
        said += [_difference(found, answer.question) for found in answer.disagreements]
        remark = words.composed(answer.composition)
        told = f"<p><em>({escaped(remark)})</em></p>" if remark else ""
        body = [_list(said), told, *_sources("Sources", answer.citations)]
    else:
        nearest = tuple(c for c in answer.citations if c.id in answer.refusal.nearest)
        why = escaped(words.reason(answer.refusal))
        body = [
            f"<p><strong>{escaped(words.REFUSED)}</strong> {why}</p>",
            f"<p>{escaped(words.advice(answer.refusal))}</p>",
            *_sources("Nearest passages", nearest),
        ]
    return _page(answer.question, body)


def note(note: Note) -> str:
    """The note; every marker leads to its quotation."""
    body = [
        f"<h2>{escaped(heading)}</h2>\n{content}"
        for heading, content in _sections(note)
        if content
    ]
    return _page(note.title, (*body, *_sources("Sources", note.citations), *_coverage(note)))


def escaped(text: str) -> str:
    """`text` on one line, escaped for HTML."""
    return escape(one_line(text))


def _page(title: str, body: Iterable[str]) -> str:
    return "\n".join(
        (
            '<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escaped(title)}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>",
            f"<h1>{escaped(title)}</h1>",
            *(part for part in body if part),
            "</body>\n</html>",
        )
    )


def _sections(note: Note) -> Iterator[tuple[str, str]]:
    yield "In brief", "".join(f"<p>{_told(statement)}</p>" for statement in note.brief)
    yield "Key points", _key_points(note)
    yield "Figures", _figures(note.figures)
    yield "Who says what", _list([_attribution(found) for found in note.attributions])
    yield "Where the sources differ", _list([_difference(found) for found in note.disagreements])
    caveats = [_told(statement) for statement in note.caveats]
    yield "Unverified and missing", _list(caveats + [escaped(gap) for gap in note.gaps])
    dated = [
        f"{escaped(words.date(entry.date))}: {_told(entry.sentence)}" for entry in note.timeline
    ]
    yield "Timeline", _list(dated)


def _key_points(note: Note) -> str:
    return "\n".join(
        (f"<h3>{escaped(heading)}</h3>\n" if heading else "") + _points(points)
        for heading, points in words.grouped(note)
    )


def _points(statements: tuple[Statement, ...]) -> str:
    return _list([_told(statement) for statement in statements])


def _list(items: list[str]) -> str:
    lines = "\n".join(f"<li>{item}</li>" for item in items)
    return f"<ul>\n{lines}\n</ul>" if items else ""


def _told(statement: Statement) -> str:
    return f"{escaped(words.marked(statement))} {_markers(statement.citations)}"


def _markers(citations: tuple[int, ...]) -> str:
    return " ".join(f'<a class="mark" href="#c{n}">[{n}]</a>' for n in citations)


def _attribution(found: Attribution) -> str:
    speaker = f"<strong>{escaped(found.speaker)}</strong>"
    return f"{speaker} {escaped(found.verb)}: {_told(found.sentence)}"


def _difference(found: Disagreement, asked: str = "") -> str:
    sides = (
        f"{escaped(words.quoted(value.text))} {_markers(value.citations)}"
        for value in found.values
    )
    return f"{escaped(words.difference(found, asked=asked))}: {' · '.join(sides)}"


def _figures(figures: tuple[Figure, ...]) -> str:
    if not figures:
        return ""
    rows = "".join(
        f"<tr><td>{escaped(words.quoted(figure.text))}</td><td>{figure.kind.value}</td>"
        f"<td>{figure.status.value}</td><td>{_markers(figure.citations)}</td></tr>\n"
        for figure in figures
    )
    head = "<tr><th>figure</th><th>kind</th><th>status</th><th>source</th></tr>"
    return f"<table>\n{head}\n{rows}</table>"


def _sources(heading: str, citations: tuple[Citation, ...]) -> tuple[str, ...]:
    return (f"<h2>{heading}</h2>", *(_source(found) for found in citations)) if citations else ()


def _source(citation: Citation) -> str:
    where = words.locator(citation)
    place = words.line_range(citation) + (f" ({where})" if where else "")
    return (
        f'<div id="c{citation.id}"><span class="mark">[{citation.id}]</span> '
        f'<span class="place">{escaped(place)}</span>\n'
        f"<blockquote>{escaped(words.quoted(citation.quote))}</blockquote></div>"
    )


def _coverage(note: Note) -> tuple[str, ...]:
    documents = [
        f'<span class="place">{escaped(source.path)}</span> {escaped(source.title)}'
        + (f", {escaped(source.date)}" if source.date else "")
        + f", {source.words:,} words, cited {source.used} times"
        for source in note.sources
    ]
    left_out = [f"left out: {escaped(reason)}" for reason in note.coverage.dropped]
    return (
        "<h2>Coverage</h2>",
        f"<p>{escaped(words.coverage(note.coverage))}</p>",
        _list(documents + left_out),
    )
