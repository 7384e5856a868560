"""Element trees become text: what pages, books and journal articles have in common.

The tree is walked without recursion, so that no depth of nesting exhausts the stack.
"""

import re
from typing import TYPE_CHECKING, Final

from rag.readers import blocks
from rag.readers.markup.tables import table_of
from rag.readers.markup.vocabulary import (
    Kind,
    Vocabulary,
    level_mark,
    local_name,
    pieces,
    words_of,
)
from rag.readers.raised import END, resolved

if TYPE_CHECKING:
    from lxml import etree

_BREAK: Final = "\r"
"""Stands for a line break in gathered text, which holds no other carriage return."""
_PARAGRAPH_END: Final = re.compile(r"(?:\s*\r){2,}\s*")
_INLINE_SPACES: Final = re.compile(r"[^\S\r]+")
_WHOLE: Final = frozenset({Kind.SKIPPED, Kind.HEADING, Kind.CODE, Kind.TABLE})
"""What is taken up at once, its children included."""


def text_of(root: "etree._Element", vocabulary: Vocabulary) -> str:
    """The text of an lxml element: blocks with a blank line between, items of a list without."""
    from lxml import etree

    writer = _Writer(vocabulary)
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if writer.opens(element):
                walk.skip_subtree()
            continue
        if event == "end":
            writer.closes(element)
        if element is not root:
            writer.adds(element.tail)
    return writer.text()


class _Writer:
    """Gathers text until a block ends, and knows the lists and sections that are open."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._blocks: list[tuple[str, bool]] = []
        """Each block, and whether it is a list item."""
        self._gathered: list[str] = []
        self._lists: list[int | None] = []
        """The next number of each open list, None in those of bullets."""
        self._mark = ""
        self._sections = 0
        self._taken: etree._Element | None = None

    def text(self) -> str:
        """All blocks."""
        self._flush()
        parts: list[str] = []
        after_item = False
        for block, is_item in self._blocks:
            if parts:
                parts.append("\n" if is_item and after_item else "\n\n")
            parts.append(block)
            after_item = is_item
        return "".join(parts)

    def adds(self, text: str | None) -> None:
        """Takes up text that stands in the element that is open."""
        if text:
            self._gathered.append(blocks.printable(text.replace("\r", " ")))

    def opens(self, element: "etree._Element") -> bool:
        """Enters an element; True where its children are not to be entered."""
        kind = self._vocabulary.kind(element)
        if kind in _WHOLE and self._takes(element, kind):
            self._taken = element
            return True
        if kind is Kind.BREAK:
            self._gathered.append(_BREAK)
        elif kind is not Kind.INLINE:
            self._flush()
            self._enters(element, kind)
        self.adds(level_mark(element))
        self.adds(element.text)
        return False

    def closes(self, element: "etree._Element") -> None:
        """Leaves an element."""
        kind = self._vocabulary.kind(element)
        if element is self._taken or kind in (Kind.INLINE, Kind.BREAK):
            if element is not self._taken and level_mark(element):
                self.adds(END)
            self._taken = None
            return
        self._flush()
        if kind in (Kind.BULLETS, Kind.NUMBERS) and self._lists:
            self._lists.pop()
        elif kind is Kind.ITEM:
            self._mark = ""
        elif local_name(element) in self._vocabulary.sections:
            self._sections -= 1

    def _enters(self, element: "etree._Element", kind: Kind) -> None:
        if kind is Kind.BULLETS:
            self._lists.append(None)
        elif kind is Kind.NUMBERS:
            self._lists.append(_number(element.get("start")))
        elif kind is Kind.ITEM:
            self._mark = self._next_mark()
        elif local_name(element) in self._vocabulary.sections:
            self._sections += 1

    def _next_mark(self) -> str:
        number = self._lists[-1] if self._lists else None
        if number is None:
            return "-"
        self._lists[-1] = number + 1
        return f"{number}."

    def _takes(self, element: "etree._Element", kind: Kind) -> bool:
        """Takes an element at once; False for a table that only lays out a page."""
        if kind is Kind.SKIPPED:
            return True
        self._flush()
        if kind is Kind.HEADING:
            self._heading(element)
        elif kind is Kind.CODE:
            self._code(element)
        else:
            return self._table(element)
        return True

    def _heading(self, element: "etree._Element") -> None:
        text = words_of(element, self._vocabulary)
        level = self._vocabulary.levels.get(local_name(element), self._sections + 1)
        if text:
            self._mark = ""
            self._blocks.append((blocks.heading(level, text), False))

    def _code(self, element: "etree._Element") -> None:
        text = resolved("".join(pieces(element, self._vocabulary, between="\n")))
        lines = blocks.printable(text.replace("\r", "")).split("\n")
        code = "\n".join(line.rstrip() for line in lines).strip("\n")
        if code:
            self._blocks.append((f"```\n{code}\n```", False))

    def _table(self, element: "etree._Element") -> bool:
        made = table_of(element, self._vocabulary)
        if made is None:
            return False
        for part in element:
            if self._vocabulary.kind(part) is Kind.CAPTION:
                self.adds(words_of(part, self._vocabulary))
                self._flush()
        if made:
            self._blocks.append((made, False))
        return True

    def _flush(self) -> None:
        text = _INLINE_SPACES.sub(" ", resolved("".join(self._gathered)))
        self._gathered.clear()
        for paragraph in _PARAGRAPH_END.split(text):
            lines = [line.strip() for line in paragraph.split(_BREAK) if line.strip()]
            if lines and self._mark:
                block = blocks.item(len(self._lists) - 1, self._mark, " ".join(lines))
                self._blocks.append((block, True))
                self._mark = ""
            elif lines:
                self._blocks.append(("\n".join(lines), False))


def _number(value: str | None) -> int:
    """Where a numbered list begins."""
    return int(value) if value and value.isascii() and value.isdecimal() and len(value) < 9 else 1
