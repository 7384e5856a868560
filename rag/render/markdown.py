"""Answers and notes as Markdown: `[n]` in the text, the quotations under Sources."""

import json
import re
from collections.abc import Iterator
from typing import Final

from rag.domain import Answer, Attribution, Citation, Disagreement, Figure, Note, Statement
from rag.render import words
from rag.render.json import citations as citations_object
from rag.render.json import lock
from rag.render.layout import one_line

_SPECIAL: Final = re.compile(r"([\\`*\[\]<>|~]|(?<!\w)_|_(?!\w)|^[#+-](?= )|&(?=#?\w+;))")


def answer(answer: Answer) -> str:
    """The answer with its sources, or the refusal with the nearest passages."""
    blocks = [f"# {escaped(answer.question)}"]
    if answer.refusal is None:
        said = [_told(statement) for statement in answer.sentences]
        said += [_difference(found, answer.question) for found in answer.disagreements]
        remark = words.composed(answer.composition)
        blocks += ["\n".join(f"- {line}" for line in said), f"*({remark})*" if remark else ""]
        blocks += ["## Sources"]
        listed = answer.citations
    else:
        blocks += [f"**{words.REFUSED}** {escaped(words.reason(answer.refusal))}"]
        nearest = answer.refusal.nearest
        listed = tuple(found for found in answer.citations if found.id in nearest)
        blocks += ["## Nearest passages"] if listed else []
    blocks += ["\n".join(source(citation) for citation in listed)]
    return "\n\n".join(block for block in blocks if block)


def note(note: Note) -> str:
    """The note; its last line carries citations and hashes for `rag check`."""
    blocks = [f"# {escaped(note.title)}"]
    for heading, lines in _sections(note):
        if lines:
            blocks += [f"## {escaped(heading)}", "\n".join(lines)]
    return "\n\n".join((*blocks, _trailer(note)))


def escaped(text: str) -> str:
    """`text` on one line, with what Markdown would act on escaped."""
    return _SPECIAL.sub(r"\\\1", one_line(text))


def source(citation: Citation) -> str:
    """`n. path:line_start-line_end (locator) "quote"`."""
    where = words.locator(citation)
    beside = f" ({escaped(where)})" if where else ""
    place = one_line(words.line_range(citation)).replace("<", r"\<")
    return f'{citation.id}. {place}{beside} "{escaped(citation.quote)}"'


def _sections(note: Note) -> Iterator[tuple[str, list[str]]]:
    yield "In brief", _points(note.brief, "")
    yield "Key points", _key_points(note)
    yield "Figures", _figures(note.figures)
    yield "Who says what", [_attribution(found) for found in note.attributions]
    yield "Where the sources differ", [f"- {_difference(found)}" for found in note.disagreements]
    missing = [f"- {escaped(gap)}" for gap in note.gaps]
    yield "Unverified and missing", _points(note.caveats) + missing
    yield (
        "Timeline",
        [
            f"- {escaped(words.date(entry.date))}: {_told(entry.sentence)}"
            for entry in note.timeline
        ],
    )
    yield "Sources", [source(citation) for citation in note.citations]
    yield "Coverage", _coverage(note)


def _key_points(note: Note) -> list[str]:
    lines: list[str] = []
    for heading, points in words.grouped(note):
        lines += ["", f"### {escaped(heading)}", ""] if heading else []
        lines += _points(points)
    return lines[1:] if lines[:1] == [""] else lines


def _points(statements: tuple[Statement, ...], bullet: str = "- ") -> list[str]:
    return [f"{bullet}{_told(statement)}" for statement in statements]


def _told(statement: Statement) -> str:
    return _pointed(words.marked(statement), statement.citations)


def _pointed(text: str, citations: tuple[int, ...]) -> str:
    return f"{escaped(text)} {words.markers(citations)}".rstrip()


def _attribution(found: Attribution) -> str:
    return f"- **{escaped(found.speaker)}** {escaped(found.verb)}: {_told(found.sentence)}"


def _difference(found: Disagreement, asked: str = "") -> str:
    sides = (_pointed(words.quoted(value.text), value.citations) for value in found.values)
    return f"{escaped(words.difference(found, asked=asked))}: {' · '.join(sides)}"


def _figures(figures: tuple[Figure, ...]) -> list[str]:
    if not figures:
        return []
    rows = (
        (words.quoted(escaped(f.text)), f.kind.value, f.status.value, words.markers(f.citations))
        for f in figures
    )
    head = ["| figure | kind | status | source |", "| --- | --- | --- | --- |"]
    return head + [f"| {' | '.join(row)} |" for row in rows]


def _coverage(note: Note) -> list[str]:
    documents = [
        f"- {escaped(s.path)}: {escaped(s.title)}{f', {s.date}' if s.date else ''}, "
        f"{s.words:,} words, cited {s.used} times"
        for s in note.sources
    ]
    left_out = [f"- left out: {escaped(reason)}" for reason in note.coverage.dropped]
    return [words.coverage(note.coverage), "", *documents, *left_out]


def _trailer(note: Note) -> str:
    carried = {"citations": citations_object(note.citations), "lock": lock(note)}
    text = json.dumps(carried, separators=(",", ":")).replace("--", "-\\u002d")
    return f"<!-- sourceline-note/1 {text} -->"
