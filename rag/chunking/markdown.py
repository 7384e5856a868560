"""Blocks of Markdown: headings, list items, table rows and code stay apart.

After CommonMark (https://spec.commonmark.org/0.31.2/), as far as it matters for sentences.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from rag.chunking.blocks import LIST_MARK, Block, Line, lines_of, paragraph_blocks

_FRONT_MATTER: Final = re.compile(
    r"\A(---|\+\+\+)[ \t]*\n(?=[\w-]+[ \t]*[:=]).*?\n(?:\1|\.\.\.)[ \t]*(?=\n|\Z)", re.DOTALL
)
_FENCE: Final = re.compile(r"[ \t]*(```+|~~~+)")
_HASHES: Final = re.compile(r" {0,3}(#{1,6})[ \t]+(?=\S)")
_CLOSING_HASHES: Final = re.compile(r"[ \t]#+\Z")
_UNDERLINE: Final = re.compile(r" {0,3}(?:=+|--+)[ \t]*$")
_DELIMITERS: Final = re.compile(r"\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?)?$")
_QUOTED: Final = re.compile(r"[ \t]*>")


def markdown_blocks(text: str) -> Iterator[Block]:
    """The blocks of a Markdown text, each with the headings above it as `A › B`."""
    front = _FRONT_MATTER.match(text)
    return _blocks(text, body=front.end() if front else 0, underlines=True)


def outlined_blocks(text: str, sections: Sequence[int] = ()) -> Iterator[Block]:
    """The blocks of a text that a reader shaped: `#` headings, list items, rows, closed fences.

    What else Markdown has is the document's own words here: a line of dashes, a lone fence. At
    each offset of `sections` a passage ends, and all headings above.
    """
    last = max((line.start for line in lines_of(text) if _FENCE.match(line.text)), default=-1)
    edges = sorted({*sections} - {0})
    at = 0
    for block in _blocks(text, body=0, underlines=False, last_fence=last, sections={*edges}):
        opens = at < len(edges) and block.start >= edges[at]
        while at < len(edges) and block.start >= edges[at]:
            at += 1
        yield replace(block, opens_section=True) if opens else block


def _blocks(
    text: str,
    *,
    body: int,
    underlines: bool,
    last_fence: int | None = None,
    sections: Collection[int] = (),
) -> Iterator[Block]:
    outline: dict[int, str] = {}
    for run, is_code in _runs(text, body, last_fence):
        if run[0].start in sections:
            outline.clear()
        if is_code:
            yield from (_whole(line, outline) for line in run)
        else:
            yield from _run_blocks(run, outline, underlines=underlines)


def _runs(text: str, body: int, last_fence: int | None) -> Iterator[tuple[Sequence[Line], bool]]:
    """Runs of lines that are not blank, and whether they are code or front matter.

    `body` is where front matter ends. A fence that opens at `last_fence` has no other to close
    it, and is none.
    """
    run: list[Line] = []
    fence = ""
    for line in lines_of(text):
        is_code = line.start < body
        if not is_code and (fence or line.start != last_fence):
            fence, is_code = _fenced(line, fence)
        if line.text.strip() and not is_code:
            run.append(line)
            continue
        if run:
            yield run, False
            run = []
        if is_code:
            yield (line,), True
    if run:
        yield run, False


def _fenced(line: Line, fence: str) -> tuple[str, bool]:
    """The fence that is open behind `line`, and whether the line is code or a fence itself."""
    mark = _FENCE.match(line.text)
    if not fence:
        return (mark[1], True) if mark else ("", False)
    closed = mark is not None and mark[1].startswith(fence)
    return "" if closed else fence, True


def _run_blocks(
    run: Sequence[Line], outline: dict[int, str], *, underlines: bool
) -> Iterator[Block]:
    """The blocks in consecutive lines that are not blank; headings are entered in `outline`."""
    is_table = any(_DELIMITERS.match(line.text.strip()) for line in run)
    gathered: list[Line] = []
    for line in run:
        path = _path(outline)
        if underlines and len(gathered) == 1 and _UNDERLINE.match(line.text):
            title = gathered.pop()
            level = 1 if "=" in line.text else 2
            yield _enter(outline, level, title.text.strip(), title)
            continue
        alone = _standing_alone(line, outline, is_table=is_table)
        if gathered and (alone is not None or _begins_anew(gathered[-1], line)):
            yield from paragraph_blocks(gathered, heading=path, reflows=True)
            gathered = []
        if alone is None:
            gathered.append(line)
        else:
            yield alone
    if gathered:
        yield from paragraph_blocks(gathered, heading=_path(outline), reflows=True)


def _standing_alone(line: Line, outline: dict[int, str], *, is_table: bool) -> Block | None:
    """The block of a line that is a heading or a table row by itself, else None."""
    heading = _HASHES.match(line.text)
    if heading is not None:
        title = _CLOSING_HASHES.sub("", line.text[heading.end() :].rstrip()).rstrip()
        return _enter(outline, len(heading[1]), title, line)
    if (is_table and "|" in line.text) or line.text.lstrip().startswith("|"):
        return _whole(line, outline)
    return None


def _begins_anew(above: Line, line: Line) -> bool:
    """Whether `line` opens a list item, or enters or leaves a quotation."""
    return bool(LIST_MARK.match(line.text)) or (
        bool(_QUOTED.match(line.text)) != bool(_QUOTED.match(above.text))
    )


def _enter(outline: dict[int, str], level: int, title: str, line: Line) -> Block:
    """The block of a heading, which closes the headings of its own level and below."""
    for deeper in [known for known in outline if known >= level]:
        del outline[deeper]
    outline[level] = title
    start = line.start + line.text.index(title)
    return Block(start, start + len(title), _path(outline), opens_section=True)


def _whole(line: Line, outline: dict[int, str]) -> Block:
    return Block(line.start, line.end, _path(outline), whole=True)


def _path(outline: dict[int, str]) -> str | None:
    return " › ".join(outline[level] for level in sorted(outline)) or None
