"""A note in Markdown, taken apart into blocks: the notation of our renderer and what people add."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rag.checking.parsing.blocks import BlockKind, Cell, NoteBlock, Writing, numbers_of

_HEADING: Final = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t#]*$")
_UNDERLINE: Final = re.compile(r" {0,3}(?:=+|-{3,})[ \t]*$")
_ITEM: Final = re.compile(r"[ \t]*(?:[-*+•‣]|(\d{1,4})[.)])[ \t]+(?=\S)")
_QUOTE: Final = re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+")
_RULE: Final = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_ROW: Final = re.compile(r"[ \t]{0,3}\|.*")
_TABLE_RULE: Final = re.compile(r"[ \t|:-]*-[ \t|:-]*$")
_BORDER: Final = re.compile(r"(?<!\\)\|")
_BREAK: Final = re.compile(r"((?<!\\)(?:\\\\)*)\\$")
"""A backslash at the end of a line: a line feed that is kept."""
_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_INLINE: Final = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<image>!\[[^\]]*\]\([^)]*\))"
    r"|\[\^?(?P<numbers>\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\](?:\([^)\s]*\))?"
    r"|\[(?P<link>[^\[\]]*)\]\([^)\s]*\)"
    r"|(?P<tag></?[a-zA-Z][^<>\\]*>)"
    r"|(?P<entity>&#?\w{1,32};)"
    r"|(?P<strong>\*\*|__)"
    r"|(?P<soft>\*(?=\S)|(?<=\S)\*|(?<!\w)_(?=\w)|(?<=\S)_(?!\w)|`+)"
)


@dataclass(slots=True)
class _Run:
    """Lines of one block, as they stand in the file."""

    lines: list[tuple[int, str]]
    item: bool = False
    number: int | None = None
    depth: int = 0


def blocks(text: str) -> Iterator[NoteBlock]:
    """The blocks of a Markdown note in order, comments left out."""
    lines = _COMMENT.sub(lambda found: "\n" * found.group().count("\n"), text).split("\n")
    run: _Run | None = None
    heads: tuple[str, ...] = ()
    for index in range(_front_matter(lines), len(lines)):
        line = _QUOTE.sub("", lines[index].rstrip("\r"))
        if run and not run.item and _UNDERLINE.match(line) and len(run.lines) == 1:
            yield _written(run.lines).block("heading")
            run = None
            continue
        if not line.strip() or _RULE.match(line) or _starts_anew(line):
            yield from _finished(run)
            run = None
        if heading := _HEADING.match(line):
            yield _written([(index + 1, heading[2])]).block("heading")
        elif _ROW.match(line):
            heads = _heads(lines, index) or heads
            yield from _cells(lines, index, heads)
        elif line.strip() and not _RULE.match(line):
            run = _continued(run, line, index + 1)
    yield from _finished(run)


def _starts_anew(line: str) -> bool:
    return bool(_HEADING.match(line) or _ROW.match(line) or _ITEM.match(line))


def _front_matter(lines: list[str]) -> int:
    """The index behind a block of `---` that opens the file."""
    if lines[0].strip() != "---":
        return 0
    return next((at + 1 for at in range(1, len(lines)) if lines[at].strip() == "---"), 0)


def _continued(run: _Run | None, line: str, number: int) -> _Run:
    if run is not None:
        run.lines.append((number, line))
        return run
    item = _ITEM.match(line)
    depth = _indent(line)
    if item is None:
        return _Run([(number, line)], depth=depth)
    counted = int(item[1]) if item[1] else None
    return _Run([(number, line[item.end() :])], item=True, number=counted, depth=depth)


def _indent(line: str) -> int:
    wide = line.expandtabs(4)
    return len(wide) - len(wide.lstrip(" "))


def _finished(run: _Run | None) -> Iterator[NoteBlock]:
    if run is not None:
        kind: BlockKind = "item" if run.item else "text"
        yield _written(run.lines).block(kind, number=run.number, depth=run.depth)


def _heads(lines: list[str], index: int) -> tuple[str, ...]:
    """The texts of a row that stands over a rule; none for any other row."""
    following = lines[index + 1].strip() if index + 1 < len(lines) else ""
    if not following.startswith("|") or not _TABLE_RULE.match(following):
        return ()
    return tuple(_written([(index + 1, cell)]).block("head").text for cell in _split(lines[index]))


def _split(row: str) -> list[str]:
    bare = row.strip().removeprefix("|").removesuffix("|")
    return [cell.strip() for cell in _BORDER.split(bare)]


def _cells(lines: list[str], index: int, heads: tuple[str, ...]) -> Iterator[NoteBlock]:
    """The cells of a row; those over a rule are its column headings."""
    if _TABLE_RULE.match(lines[index].strip()):
        return
    kind: BlockKind = "head" if _heads(lines, index) else "cell"
    for column, cell in enumerate(_split(lines[index])):
        written = _written([(index + 1, cell)])
        yield written.block(kind, cell=Cell(index + 1, column, heads))


def _written(lines: list[tuple[int, str]]) -> Writing:
    """The plain words of these lines, with the lines they stand on."""
    writing = Writing(lines[0][0])
    for number, line in lines:
        if writing.text:
            writing.write(" ", number)
        _write_inline(_BREAK.sub(r"\1", line), number, writing)
    return writing


def _write_inline(line: str, number: int, writing: Writing) -> None:
    done = 0
    for found in _INLINE.finditer(line):
        writing.write(line[done : found.start()], number)
        done = found.end()
        if found["escaped"]:
            writing.write(found["escaped"], number)
        elif found["numbers"]:
            writing.mark(numbers_of(found["numbers"]))
        elif found["link"]:
            writing.write(found["link"], number)
        elif found["entity"]:
            writing.write(html.unescape(found["entity"]), number)
        elif found["strong"]:
            writing.embolden()
    writing.write(line[done:], number)
