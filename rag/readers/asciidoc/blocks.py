"""The blocks of an AsciiDoc text, told line by line."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from rag.domain import Notice
from rag.readers.asciidoc.attributes import Attributes, Conditions
from rag.readers.asciidoc.inline import words
from rag.readers.asciidoc.lists import Lists, term
from rag.readers.asciidoc.tables import FENCES, Table, TableForm
from rag.readers.asciidoc.titles import BLOCK_TITLE, HEADING
from rag.readers.blocks import table
from rag.readers.dating import parse_date
from rag.readers.made import Told
from rag.readers.noticing import named
from rag.readers.outlined import Outlined

_MACRO: Final = re.compile(r"[a-z]\w{0,40}::[^\s\[]{0,1000}\[.*\]")
_INCLUDE: Final = re.compile(r"include::([^\[]{1,1000})\[.*\]")
_FENCE: Final = re.compile(r"(?:----+|\.\.\.\.+|\+\+\+\++)|(```)[\w,+ -]*")
_OTHER_FENCE: Final = re.compile(r"={4,}|\*{4,}|_{4,}|-{2}|'{3,}|<{3,}|~{4,}|\"\"")
_COMMENT_FENCE: Final = re.compile(r"/{4,}")
_CALLOUT: Final = re.compile(
    r"(?:[ \t]*(?:#|//|--|;;|<!--)?[ \t]*<(?:!--)?(?:\d{1,3}|\.)(?:--)?>)+$"
)
_LABEL: Final = re.compile(r"\[(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\b.*\]")
_SAID: Final = re.compile(r"\[(?:quote|verse)[^,\]]*,([^\]]{1,300})\]")
_AUTHOR: Final = re.compile(r"([^\W\d][\w.'’ -]{1,80})(?:[ \t]<[^<>]+>)")
_INCLUDED: Final = "index them too, or read what Asciidoctor makes of the whole"


class Blocks:
    """What has been read; `titles` are those of sections by their ids."""

    def __init__(self, titles: Mapping[str, str], *, header: Iterable[str] = ()) -> None:
        """Begin; the attributes that the lines of a `header` set hold from its title on."""
        self.told = Told()
        self._outline = Outlined()
        self._attributes = Attributes()
        for line in header:
            self._attributes.takes(line)
        self._conditions = Conditions(self._attributes)
        resolved = self._attributes.resolved
        self._titles = {name: words(resolved(title), {}) for name, title in titles.items()}
        self._lists = Lists()
        self._form = TableForm()
        self._table: Table | None = None
        self._open: list[str] = []
        self._item: tuple[int, str] | None = None
        self._fence = self._attached = self._label = self._said = self._quote = ""
        self._included: list[str] = []
        self._header = self._in_listing = False

    def take(self, line: str) -> None:
        """Take in the next line."""
        kept = self._conditions.kept(line)
        if kept is None:
            return
        if self._fence:
            self._take_fenced(kept)
        elif self._table is not None:
            if not self._table.takes(kept):
                self._end()
        elif not kept.strip():
            self._end()
            self._header = False
        elif not self._opens(kept) and not self._describes(kept):
            self._take_words(kept)

    def finished(self) -> Outlined:
        """All that was read."""
        self._end()
        if self._included:
            files = f"{len(self._included)} file{'s' if len(self._included) > 1 else ''}"
            told = f"includes {files} not read into it ({named(self._included)})"
            self._outline.notices.append(Notice(told, _INCLUDED))
        return self._outline

    def _end(self) -> None:
        """End the paragraph, the item or the table that is open."""
        if self._open:
            text = " ".join(self._open)
            if self._item is None:
                self._outline.block(self._labelled(text))
            else:
                self._outline.item(text, depth=self._item[0], mark=self._item[1])
            self._open, self._item = [], None
            if self._said and not self._quote:
                self._tell_speaker()
        if self._table is not None:
            self._outline.block(table(self._table.rows, 1))
            self._table, self._form = None, TableForm()

    def _labelled(self, text: str) -> str:
        label, self._label = self._label, ""
        return f"{label}: {text}" if label else text

    def _tell_speaker(self) -> None:
        self._outline.block(f"— {self._said}")
        self._said = self._quote = ""

    def _take_fenced(self, line: str) -> None:
        if line == self._fence:
            self._fence = ""
        elif not self._fence.startswith("/"):
            self._outline.block(_CALLOUT.sub("", line), near=self._in_listing)
            self._in_listing = True

    def _opens(self, line: str) -> bool:
        """Whether the line opens a listing, a table, or another block."""
        fence = _FENCE.fullmatch(line)
        if fence is not None or _COMMENT_FENCE.fullmatch(line):
            self._begin_block()
            self._fence = (fence[1] if fence else None) or line
            self._in_listing = False
            return True
        is_fenced = line.startswith(FENCES)
        if is_fenced or (line.startswith("|") and not self._open):
            self._begin_block()
            self._table = Table(self._form, self._words, fence=line if is_fenced else "")
            if not is_fenced:
                self._table.takes(line)
            return True
        return False

    def _begin_block(self) -> None:
        """End what is open, and the lists too where the block belongs to no item."""
        self._end()
        if not self._attached:
            self._lists.end()
        if self._attached == "+":
            self._attached = ""

    def _describes(self, line: str) -> bool:
        """Whether the line is no text of its own: attributes, comments, macros, marks."""
        entry = self._attributes.takes(line)
        if entry is not None:
            self._tell(*entry)
            return True
        if _MACRO.fullmatch(line):
            self._end()
            included = _INCLUDE.fullmatch(line)
            self._included += [self._attributes.resolved(included[1])] if included else []
            return True
        if line == "+" or _OTHER_FENCE.fullmatch(line):
            self._take_fence(line)
            return True
        if line.startswith("[") and line.endswith("]") and not line.startswith("[[["):
            self._take_attributes(line)
            return True
        return line.startswith("//")

    def _take_fence(self, line: str) -> None:
        """What belongs to an item begins with `+`; a block goes on until its fence comes again."""
        self._end()
        if line == "+":
            self._attached = self._attached or "+"
        elif self._attached == "+":
            self._attached = line
        elif self._attached == line:
            self._attached = ""
        elif not self._attached:
            self._lists.end()
        if line == self._quote:
            self._tell_speaker()
        elif self._said and line[0] in '_"':
            self._quote = line

    def _take_attributes(self, line: str) -> None:
        self._form = TableForm.of(line)
        self._lists.begin(line)
        label, said = _LABEL.fullmatch(line), _SAID.fullmatch(line)
        if label is not None:
            self._label = label[1]
        if said is not None:
            self._said = self._words(", ".join(part.strip(' "') for part in said[1].split(",")))

    def _take_words(self, line: str) -> None:
        heading, title = HEADING.fullmatch(line), BLOCK_TITLE.fullmatch(line)
        item, explained = self._lists.item(line), term(line)
        if heading is not None:
            self._take_heading(len(heading[1]), self._words(heading[2]))
        elif self._header:
            self._take_header(line)
        elif item is not None:
            self._end()
            self._item, self._open = item[:2], [self._words(item[2])]
        elif explained is not None:
            self._begin_block()
            self._open = [self._words(f"{explained[0]}: {explained[1]}").strip()]
        elif title is not None and not self._open:
            self._outline.block(self._words(title[1]))
        else:
            self._go_on(line)

    def _go_on(self, line: str) -> None:
        """A line of a paragraph or an item; one that belongs to no item ends the lists."""
        if not self._open and not self._attached:
            self._lists.end()
        if not self._open and self._attached == "+":
            self._attached = ""
        self._open.append(self._words(line))

    def _take_heading(self, level: int, title: str) -> None:
        self._end()
        self._lists.end()
        self._attached = ""
        self._outline.heading(level, title)
        if not self.told.title:
            self.told = replace(self.told, title=title)
            self._header = True

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
            self.told = replace(self.told, author=value)
        elif name == "doctitle" and value and not self.told.title:
            self.told = replace(self.told, title=value)
        elif name in ("revdate", "date"):
            found = parse_date(value.strip()[:100])
            if found:
                self.told = replace(self.told, date=found, date_found=f"AsciiDoc {name}")

    def _words(self, text: str) -> str:
        return words(self._attributes.resolved(text), self._titles)
