"""AsciiDoc as text: headings, lists and tables marked, inline marks taken off."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rag.domain import Document
from rag.readers.blocks import one_line, table
from rag.readers.dating import parse_date
from rag.readers.decoding import decode, looks_binary
from rag.readers.kinds import known_kind
from rag.readers.made import Told
from rag.readers.outlined import Outlined

SUFFIXES: Final = frozenset({".adoc", ".asciidoc", ".asc"})
_ATTRIBUTE: Final = re.compile(r":(!?[\w-]+!?):[ \t]*(.*)")
_HEADING: Final = re.compile(r"(={1,6}|#{1,6})[ \t]+(\S.*)")
_BLOCK_TITLE: Final = re.compile(r"\.([^\s.].*)")
_ITEM: Final = re.compile(r"[ \t]*(\*{1,5}|-|\.{1,5}|\d{1,4}\.)[ \t]+(\S.*)")
_BLOCK_MACRO: Final = re.compile(r"(image|video|audio|include|toc|ifdef|ifndef|endif)::.*")
_ALT: Final = re.compile(r"(?:image|video|audio)::\S*?\[\"?([^\],\"]*)")
_CELL: Final = re.compile(
    r"(?<!\\)(?:(?<!\S)(?:\d{0,3}(?:\.\d{1,3})?[+*])?[<^>.]{0,4}[aehlmsd]?)?\|"
)
_COLUMNS: Final = re.compile(r"cols=\"?([^\"\]]*)")
_FENCE: Final = re.compile(r"(----+|\.\.\.\.+|\+\+\+\++)[ \t]*$")
_OTHER_FENCE: Final = re.compile(r"(?:={4,}|\*{4,}|_{4,}|-{2}|'{3,}|<{3,}|\+)[ \t]*$")
_COMMENT_FENCE: Final = re.compile(r"/{4,}[ \t]*$")
_MACRO: Final = re.compile(
    r"\b(?:btn|kbd|menu|footnote|pass|stem|xref|link|mailto)+:[^\s\[]{0,300}\[([^\]]{0,500})\]"
)
_LINK: Final = re.compile(r"(https?://[^\s\[\]]{1,500})\[([^\]]{0,500})\]")
_REFERENCE: Final = re.compile(r"<<[^<>,]{1,200}(?:,([^<>]{0,300}))?>>")
_STRONG: Final = re.compile(
    r"(?<![\w*`_])(\*\*?|__?|``?|##?)(?=\S)([^\n]{1,500}?)(?<=\S)\1(?![\w*`_])"
)
_AUTHOR: Final = re.compile(r"([^\W\d][\w.'’ -]{1,80})(?:[ \t]<[^<>]+>)")


@dataclass(frozen=True, slots=True)
class AsciiDocReader:
    """Reads AsciiDoc."""

    name: str = "asciidoc/1"

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the suffix says so and the first bytes are text of no other kind."""
        return path.suffix.lower() in SUFFIXES and (
            not head or not (looks_binary(head) or known_kind(path, head))
        )

    def read(self, path: Path, data: bytes, *, stored_as: str) -> Document:
        """The document in `data`: titled by its first heading; nothing is included in it.

        Raises:
            ReadError: the bytes are no text, or hold no letter or digit.
        """
        telling = _Telling()
        for line in decode(data, path).split("\n"):
            telling.take(line.rstrip())
        telling.end()
        return telling.outline.document(
            data, path=path, stored_as=stored_as, reader=self.name, told=telling.told
        )


class _Telling:
    """What has been read, line by line."""

    def __init__(self) -> None:
        self.outline = Outlined()
        self.told = Told()
        self._paragraph: list[str] = []
        self._table: _Table | None = None
        self._columns = 0
        self._fence = ""
        self._header = False
        self._in_list = self._in_listing = False

    def take(self, line: str) -> None:
        """Take in the next line."""
        if self._fence:
            self._take_fenced(line)
        elif self._table is not None:
            if not self._table.takes(line):
                self.end()
        elif not line.strip():
            self.end()
            self._header = False
        elif not self._opens(line) and not self._describes(line):
            self._take_words(line)

    def end(self) -> None:
        """End the paragraph or the table that is open."""
        if self._paragraph:
            self.outline.block(" ".join(self._paragraph))
            self._paragraph = []
        if self._table is not None:
            self.outline.block(table(self._table.rows, 1))
            self._table, self._columns = None, 0
        self._in_list = False

    def _take_fenced(self, line: str) -> None:
        if line.rstrip() == self._fence:
            self._fence = ""
        elif not self._fence.startswith("/"):
            self.outline.block(line, near=self._in_listing)
            self._in_listing = True

    def _opens(self, line: str) -> bool:
        """Whether the line opens a listing, a table, or another block."""
        if _FENCE.match(line) or _COMMENT_FENCE.match(line):
            self.end()
            self._fence, self._in_listing = line.rstrip(), False
            return True
        if line.startswith(("|===", ",===", ":===")):
            self.end()
            self._table = _Table(self._columns, fenced=True)
            return True
        if line.startswith("|") and not self._paragraph:
            self._table = _Table(0, fenced=False)
            self._table.takes(line)
            return True
        return False

    def _describes(self, line: str) -> bool:
        """Whether the line is no text of its own: attributes, comments, macros, marks."""
        attribute = _ATTRIBUTE.fullmatch(line)
        if attribute is not None:
            self._tell(attribute[1], attribute[2])
            return True
        if _BLOCK_MACRO.match(line):
            alt = _ALT.match(line)
            self.end()
            self.outline.block(alt[1] if alt else "")
            return True
        attributes = line.startswith("[") and line.endswith("]")
        columns = _COLUMNS.search(line) if attributes else None
        if columns is not None:
            self._columns = _count(columns[1])
        return attributes or line.startswith("//") or _OTHER_FENCE.match(line) is not None

    def _take_words(self, line: str) -> None:
        heading, item, title = (form.fullmatch(line) for form in (_HEADING, _ITEM, _BLOCK_TITLE))
        if heading is not None:
            self.end()
            words = _inline(heading[2])
            self.outline.heading(len(heading[1]), words)
            if not self.told.title:
                self.told = Told(words, self.told.author, self.told.date, self.told.date_found)
                self._header = True
        elif self._header:
            self._take_header(line)
        elif item is not None:
            in_list = self._in_list
            self.end()
            mark = "1." if item[1][0] in ".0123456789" else "-"
            indent = "  " * (len(item[1].rstrip(".")) - 1 if item[1][0] == "*" else 0)
            self.outline.block(f"{indent}{mark} {_inline(item[2])}", near=in_list)
            self._in_list = True
        elif title is not None and not self._paragraph:
            self.end()
            self.outline.block(_inline(title[1]))
        else:
            self._paragraph.append(_inline(line))

    def _take_header(self, line: str) -> None:
        """The lines right below the title: author, then revision."""
        author = _AUTHOR.match(line)
        if author is not None:
            self._tell("author", author[1])
        else:
            for part in re.split(r"[,:]", line):
                self._tell("revdate", part)

    def _tell(self, name: str, value: str) -> None:
        if name == "author" and value:
            self.told = Told(self.told.title, value, self.told.date, self.told.date_found)
        elif name in ("revdate", "date"):
            found = parse_date(value.strip()[:100])
            if found:
                found_in = f"AsciiDoc {name}"
                self.told = Told(self.told.title, self.told.author, found, found_in)


class _Table:
    """The cells of a table, whose rows need not be lines."""

    def __init__(self, columns: int, *, fenced: bool) -> None:
        self._columns = columns
        self._fenced = fenced
        self._cells: list[str] = []

    def takes(self, line: str) -> bool:
        """Take in a line of the table; False where it ends there."""
        if line.startswith(("|===", ",===", ":===")) or not (self._fenced or line.strip()):
            return False
        before, *cells = (one_line(_inline(cell)) for cell in _CELL.split(line))
        if before and self._cells:
            self._cells[-1] = f"{self._cells[-1]} {before}".strip()
        self._cells += cells
        if not self._columns and (len(cells) > 1 or (self._cells and not line.strip())):
            self._columns = len(self._cells)
        return True

    @property
    def rows(self) -> list[list[str]]:
        """The cells by rows."""
        width = max(1, self._columns)
        return [self._cells[at : at + width] for at in range(0, len(self._cells), width)]


def _count(columns: str) -> int:
    """How many columns `cols="1,2*,3"` announces."""
    total = 0
    for part in columns.split(",")[:1000]:
        times = re.match(r"\s*(\d{1,3})\*", part)
        total += int(times[1]) if times else 1
    return total


def _inline(text: str) -> str:
    """The words of a line without the marks around them."""
    text = _LINK.sub(lambda found: found[2] or found[1], text)
    text = _MACRO.sub(lambda found: found[1], text)
    text = _REFERENCE.sub(lambda found: (found[1] or "").strip(), text)
    text = _STRONG.sub(r"\2", text)
    return text.removesuffix(" +")
