"""What the elements of marked-up files are to their text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from rag.readers.blocks import one_line, printable

if TYPE_CHECKING:
    from lxml import etree


class Kind(StrEnum):
    """What an element is to the text it holds."""

    INLINE = "inline"
    BLOCK = "block"
    HEADING = "heading"
    BULLETS = "bullets"
    NUMBERS = "numbers"
    ITEM = "item"
    TABLE = "table"
    CAPTION = "caption"
    ROW = "row"
    CELL = "cell"
    HEADING_CELL = "heading cell"
    CODE = "code"
    BREAK = "break"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the tags of one kind of markup mean; an unknown tag is part of its line."""

    kinds: Mapping[str, Kind]
    levels: Mapping[str, int] = field(default_factory=dict)
    """The levels of headings that have one of their own."""
    sections: frozenset[str] = frozenset()
    """The tags whose nesting gives other headings their level."""

    def kind(self, element: "etree._Element") -> Kind:
        """What `element` is; comments and processing instructions are nothing."""
        name = local_name(element)
        return self.kinds.get(name, Kind.INLINE) if name else Kind.SKIPPED


_WITHIN_A_LINE: Final = frozenset({Kind.INLINE, Kind.CODE})


def local_name(element: "etree._Element") -> str:
    """The tag in lower case without its namespace, empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def pieces(
    element: "etree._Element", vocabulary: Vocabulary, *, between: str = " "
) -> Iterator[str]:
    """The text inside an lxml element, `between` where blocks or lines end.

    The tree is walked without recursion, so that no depth of nesting exhausts the stack.
    """
    from lxml import etree

    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, inner in walk:
        kind = vocabulary.kind(inner)
        if event == "start":
            if kind is Kind.SKIPPED and inner is not element:
                walk.skip_subtree()
            elif inner.text:
                yield inner.text
        else:
            if kind not in _WITHIN_A_LINE:
                yield between
            if inner is not element and inner.tail:
                yield inner.tail


def words_of(element: "etree._Element", vocabulary: Vocabulary) -> str:
    """The text inside an element, in one line."""
    return one_line(printable("".join(pieces(element, vocabulary))))
