"""What the elements of marked-up files are to their text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from rag.readers.blocks import one_line, printable
from rag.readers.raised import END, LINKED, LOWERED, RAISED, resolved

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


_STYLED: Final = re.compile(r"vertical-align\s*:\s*(super|sub)\b", re.IGNORECASE)
_NOTED: Final = frozenset({"fn", "bibr", "table-fn"})
_LINKS: Final = frozenset({"a", "xref"})


def level_mark(element: "etree._Element") -> str:
    """The mark that begins what an element raises or lowers; empty where it does neither."""
    name = local_name(element)
    if name == "sup":
        return LINKED if _is_linked(element) else RAISED
    if name == "sub":
        return LOWERED
    if name in _LINKS:
        return LINKED if _refers_to_note(element) else ""
    styled = _STYLED.search(element.get("style", "")) if name == "span" else None
    if styled is None:
        return ""
    return LOWERED if styled[1].lower() == "sub" else RAISED


def _is_linked(element: "etree._Element") -> bool:
    """Whether what is raised stands in a link or is one."""
    parent = element.getparent()
    near = [*element[:3]] if parent is None else [parent, *element[:3]]
    return any(local_name(each) in _LINKS for each in near)


def _refers_to_note(element: "etree._Element") -> bool:
    """Whether a link without an element of its own to raise it is the mark of a note."""
    kind = element.get("epub:type", "") or element.get("{http://www.idpf.org/2007/ops}type", "")
    noted = (
        element.get("ref-type") in _NOTED
        or "noteref" in kind
        or element.get("role") == "doc-noteref"
    )
    parent = element.getparent()
    raised = len(element) > 0 or (parent is not None and local_name(parent) == "sup")
    return noted and not raised and len(element.text or "") <= _LONGEST_MARK


_LONGEST_MARK: Final = 6


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
            else:
                yield level_mark(inner)
                yield inner.text or ""
        else:
            if kind is not Kind.SKIPPED and level_mark(inner):
                yield END
            if kind not in _WITHIN_A_LINE:
                yield between
            if inner is not element and inner.tail:
                yield inner.tail


def words_of(element: "etree._Element", vocabulary: Vocabulary) -> str:
    """The text inside an element, in one line."""
    return one_line(printable(resolved("".join(pieces(element, vocabulary)))))
