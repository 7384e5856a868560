"""A note in HTML, taken apart into blocks by its structure, whatever its markup."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from rag.checking.parsing.blocks import BlockKind, Cell, NoteBlock, Writing, numbers_of

if TYPE_CHECKING:
    from lxml import etree

_NUMBERS: Final = re.compile(r"\s*\[?\s*(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\s*\]?\s*")
_IN_TEXT: Final = re.compile(r"\[(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\]")
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_KINDS: Final[dict[str, BlockKind]] = {
    **dict.fromkeys(_HEADINGS, "heading"),
    "li": "item",
    "td": "cell",
    "th": "head",
    "caption": "heading",
    "summary": "heading",
    "dt": "text",
    "dd": "text",
}
_BLOCKS: Final = frozenset(
    (
        "address article aside blockquote body caption dd details div dl dt fieldset figcaption "
        "figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section "
        "summary table tbody td tfoot th thead tr ul"
    ).split()
)
_CELLS: Final = frozenset(("td", "th"))
_HOLDING: Final = frozenset(("li", "dd"))
"""What the blocks inside belong to."""
_LEFT_OUT: Final = frozenset("head script style template noscript svg nav button title".split())


def looks_like_html(text: str) -> bool:
    """Whether a text of unknown kind is HTML rather than Markdown."""
    opening = text.lstrip("\ufeff \t\r\n")[:300].lower()
    return opening.startswith(("<!doctype html", "<html", "<body", "<head")) or (
        opening.startswith("<") and "</" in text and not opening.startswith("<!-- sourceline")
    )


def blocks(text: str) -> Iterator[NoteBlock]:
    """The blocks of an HTML note in order; empty ones are left out."""
    import lxml.html

    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    source = text.replace("\0", "")
    if not source.strip():
        return
    tree = lxml.html.document_fromstring(source.encode("utf-8"), parser=parser)
    for block in _Walk().blocks(tree):
        if block.text or block.marks:
            yield block


class _Walk:
    """A walk over the tree that begins a block at each block element."""

    def __init__(self) -> None:
        self._row = 0
        self._column = -1
        self._heads: list[str] | None = None
        """Those of the table's first row; None while there is none."""
        self._depth = 0
        self._writing = Writing(1)
        self._kind: BlockKind = "text"
        self._at = 0
        """How deep the block being written stands."""
        self._within: BlockKind = "text"
        """What a paragraph is here: in a cell, a cell."""

    def blocks(self, tree: "etree._Element") -> Iterator[NoteBlock]:
        """All blocks below `tree`."""
        yield from self._element(tree)
        yield self._finish("text", 1)

    def _element(self, element: "etree._Element") -> Iterator[NoteBlock]:
        name = element.tag if isinstance(element.tag, str) else ""
        line = int(element.sourceline or 1)
        if name in _LEFT_OUT or (name == "a" and _leads_back(element)):
            return
        if name == "a" and (found := _NUMBERS.fullmatch("".join(element.itertext()))):
            self._writing.mark(numbers_of(found[1]))
            return
        if name not in _BLOCKS:
            yield from self._inline(element, name, line)
            return
        yield self._finish(_KINDS.get(name, self._within), line)
        around = self._within
        self._within = self._kind if name in _CELLS else "text" if name == "table" else around
        self._depth += name == "dd"
        self._at = self._depth
        self._enter(name)
        self._depth += name == "li"
        yield from self._inside(element, line)
        yield self._finish(around, line)
        self._within = around
        self._depth -= name in _HOLDING
        self._at = self._depth

    def _enter(self, name: str) -> None:
        """Count tables, rows and columns."""
        if name == "table":
            self._heads = None
        elif name == "tr":
            self._row, self._column = self._row + 1, -1
        elif name in _CELLS:
            self._column += 1

    def _inline(self, element: "etree._Element", name: str, line: int) -> Iterator[NoteBlock]:
        strong = name in ("strong", "b")
        if strong:
            self._writing.embolden()
        if name == "br":
            self._writing.write(" ", line)
        yield from self._inside(element, line)
        if strong:
            self._writing.embolden()

    def _inside(self, element: "etree._Element", line: int) -> Iterator[NoteBlock]:
        self._write(element.text or "", line)
        for child in element:
            yield from self._element(child)
            self._write(child.tail or "", _line_behind(child, line))

    def _write(self, text: str, line: int) -> None:
        done = 0
        for found in _IN_TEXT.finditer(text):
            if self._is_quoting(text[: found.start()]):
                continue
            self._writing.write(text[done : found.start()], line + text.count("\n", 0, done))
            self._writing.mark(numbers_of(found[1]))
            done = found.end()
        self._writing.write(text[done:], line + text.count("\n", 0, done))

    def _is_quoting(self, more: str) -> bool:
        """Whether a quotation is open behind what is written: there a number is the source's."""
        told = "".join(self._writing.text)
        return told.count("“") + more.count("“") > told.count("”") + more.count("”")

    def _finish(self, kind: BlockKind, line: int) -> NoteBlock:
        """The block written so far; another one begins."""
        done = self._writing.block(self._kind, cell=self._cell(), depth=self._at)
        self._writing, self._kind = Writing(line), kind
        return done

    def _cell(self) -> Cell | None:
        if self._kind not in ("cell", "head"):
            return None
        text = "".join(self._writing.text).strip()
        if self._kind == "head" and (self._heads is None or len(self._heads) == self._column):
            self._heads = [*(self._heads or ()), text]
        elif self._kind == "head" and self._heads and not self._heads[-1]:
            self._heads[-1] = text
        return Cell(self._row, self._column, tuple(self._heads or ()))


def _leads_back(link: "etree._Element") -> bool:
    """Whether a link is only an arrow."""
    return not any(map(str.isalnum, "".join(link.itertext())))


def _line_behind(child: "etree._Element", line: int) -> int:
    """The line on which what follows `child` begins."""
    start = int(child.sourceline or line)
    return start + "".join(child.itertext()).count("\n")
