"""Answers and notes as Markdown: `[n]` in the text, the quotations under Sources."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rag.domain import Answer, Citation, Disagreement, Note
from rag.render import words
from rag.render.json import citations as citations_object
from rag.render.json import lock
from rag.render.layout import one_line
from rag.render.view import (
    NOT_TOLD,
    Difference,
    FigureRow,
    Group,
    Line,
    View,
    Voice,
    line,
    view,
)

_SPECIAL: Final = re.compile(r"([\\`*\[\]<>|~]|(?<!\w)_|_(?!\w)|^[#+-](?= )|&(?=#?\w+;))")


def answer(answer: Answer, *, level: int = 1) -> str:
    """The answer with its sources, or the refusal with the nearest passages.

    Its heading is one of `level`.
    """
    blocks = [f"{'#' * level} {escaped(answer.question)}"]
    below = "#" * (level + 1)
    if answer.refusal is None:
        said = [told(line(statement)) for statement in answer.sentences]
        said += [difference(found, answer.understood) for found in answer.disagreements]
        remark = words.composed(answer.composition)
        blocks += ["\n".join(f"- {line}" for line in said), f"*({remark})*" if remark else ""]
        blocks += [f"{below} Sources"]
        listed = answer.citations
    else:
        blocks += [f"**{words.REFUSED}** {escaped(words.reason(answer.refusal))}"]
        nearest = answer.refusal.nearest
        listed = tuple(found for found in answer.citations if found.id in nearest)
        blocks += [f"{below} Nearest passages"] if listed else []
    blocks += ["\n".join(source(citation) for citation in listed)]
    return "\n\n".join(block for block in blocks if block)


def note(note: Note, *, level: int = 1) -> str:
    """The note under a heading of `level`; its last line carries what `rag check` needs."""
    seen = view(note)
    title = f"{'#' * level} {escaped(seen.title)}"
    asides = "\\\n".join(escaped(told) for told in seen.asides)
    blocks = (block for block in (title, asides, *sections(note, level=level + 1)) if block)
    return "\n\n".join((*blocks, trailer(note)))


def sections(note: Note, *, level: int = 2) -> Iterator[str]:
    """The note's sections, each under its heading of `level`; without title and trailer."""
    for heading, lines in _sections(view(note), below="#" * (level + 1)):
        if lines:
            yield "\n\n".join((f"{'#' * level} {heading}", "\n".join(lines)))


def trailer(note: Note) -> str:
    """Citations and hashes for `rag check`, as a comment that nothing quoted can end."""
    carried = {"citations": citations_object(note.citations), "lock": lock(note)}
    text = json.dumps(carried, separators=(",", ":")).replace("--", "-\\u002d")
    text = text.replace("<", "\\u003c").replace(">", "\\u003e")
    return f"<!-- sourceline-note/1 {text} -->"


def escaped(text: str) -> str:
    """`text` on one line, with what Markdown would act on escaped."""
    return _SPECIAL.sub(r"\\\1", one_line(text))


def source(citation: Citation) -> str:
    """`n. path:line_start-line_end (locator) "quote"`."""
    where = words.locator(citation)
    beside = f" ({escaped(where)})" if where else ""
    place = one_line(words.line_range(citation)).replace("<", r"\<")
    return f'{citation.id}. {place}{beside} "{escaped(citation.quote)}"'


def _sections(seen: View, *, below: str) -> Iterator[tuple[str, list[str]]]:
    yield "In brief", _apart([told(line)] for line in seen.brief)
    yield "Key points", _key_points(seen.key_points, below)
    yield "Figures", _figures(seen.figures)
    yield (
        "Timeline",
        [f"- {escaped(day.told)}: {told(line)}" for day in seen.timeline for line in day.lines],
    )
    yield "Who says what", [line for voice in seen.voices for line in _voice(voice)]
    yield "Where the sources differ", _apart(_beside(found) for found in seen.differences)
    gaps = [f"- {escaped(gap)}" for gap in seen.gaps]
    yield "Unverified and missing", [*_list(seen.caveats), *gaps]
    yield "Sources", _sources(seen)


def _apart(groups: Iterable[list[str]]) -> list[str]:
    """The groups of lines with an empty line between them."""
    lines = [line for group in groups for line in ("", *group)]
    return lines[1:]


def _key_points(groups: tuple[Group, ...], below: str) -> list[str]:
    return _apart(
        [
            *([f"{below} {escaped(group.heading)}", ""] if group.heading else []),
            *_list(group.lines),
        ]
        for group in groups
    )


def _list(lines: tuple[Line, ...]) -> list[str]:
    return [f"- {told(line)}" for line in lines]


def told(line: Line) -> str:
    """A line with the numbers it points at, and its remark."""
    remark = f" ({line.remark})" if line.remark else ""
    return _pointed(line.text, line.citations) + remark


def _pointed(text: str, citations: tuple[int, ...]) -> str:
    return f"{escaped(text)} {words.markers(citations)}".rstrip()


def _figures(rows: tuple[FigureRow, ...]) -> list[str]:
    told = (
        (
            escaped(row.told.text) + (f" ({row.told.remark})" if row.told.remark else ""),
            escaped(row.speaker),
            escaped(row.when),
            words.markers(row.told.citations),
        )
        for row in rows
    )
    return _table(("what", "who says so", "when", "source"), told) if rows else []


def _voice(voice: Voice) -> list[str]:
    spelled = words.spelled(voice.spellings)
    name = f"- **{escaped(voice.name)}**" + (f" ({escaped(spelled)})" if spelled else "")
    return [
        name,
        *(f"  - {escaped(claim.verb)}: {told(claim.line)}" for claim in voice.claims),
    ]


def _beside(found: Difference) -> list[str]:
    """What differs, and the sides next to each other under their places."""
    heads = [escaped(", ".join(side.places)) for side in found.sides]
    told = [_pointed(side.text, side.citations) for side in found.sides]
    return [f"{escaped(found.heading)}:", "", *_table(heads, (told,))]


def difference(found: Disagreement, asked: str) -> str:
    """What sources differ in, its sides on one line."""
    sides = (_pointed(words.quoted(value.text), value.citations) for value in found.values)
    return f"{escaped(words.difference(found, asked=asked))}: {' · '.join(sides)}"


def _sources(seen: View) -> list[str]:
    """The documents with what is drawn on of each, then every quotation by its number."""
    documents = (
        (
            escaped(found.path),
            escaped(found.title),
            escaped(words.source_date(found) or NOT_TOLD),
            f"{found.words:,}",
            escaped(words.drawn_on(found)),
        )
        for found in seen.sources
    )
    left_out = [f"- left out: {escaped(reason)}" for reason in seen.left_out]
    listed = _table(("document", "title", "date", "words", "coverage"), documents)
    cited = [source(citation) for citation in seen.citations]
    return _apart(lines for lines in (listed, [seen.coverage], left_out, cited) if lines)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = (head, ["---"] * len(head), *rows)
    return [f"| {' | '.join(line)} |" for line in lines]
