"""What the styles of a Word document make of its paragraphs: headings, list items."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.readers.office.docx_numbering import number, value, word

if TYPE_CHECKING:
    from lxml import etree

_HEADING: Final = re.compile(
    r"(?:heading|überschrift|titre|título|titolo) ?([1-9])", re.IGNORECASE
)
_BODY_LEVEL: Final = 9
_DEEPEST: Final = 20
"""Styles that a style may be based on."""


@dataclass(frozen=True, slots=True)
class Style:
    """What matters of a paragraph's style, that of its bases included."""

    name: str = ""
    level: int | None = None
    """Of a heading, from 1; a document's title is 1 too."""
    list_id: str | None = None
    depth: int = 0


_GONE: Final = ("strike", "dstrike", "vanish")
_TOGGLED: Final = frozenset({"strike", "vanish"})
_OFF: Final = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True, slots=True)
class RunStyle:
    """What matters of the way in which letters are written, that of a style's bases included."""

    is_gone: bool = False
    """Whether they are struck out or hidden."""
    level: str = ""
    """`superscript`, `subscript`, or another word for neither."""
    on: frozenset[str] = frozenset()
    """Of what makes letters gone that which is switched on."""


_PLAIN: Final = RunStyle()


class Styles:
    """The styles of a document by id."""

    def __init__(self, root: "etree._Element | None") -> None:
        elements = [] if root is None else root.findall(word("style"))
        self._elements = {element.get(word("styleId"), ""): element for element in elements}
        self._known: dict[str, Style] = {}
        self._known_runs: dict[str, RunStyle] = {}
        self._usual = next((name for name, one in self._elements.items() if _is_usual(one)), "")

    def of(self, paragraph: "etree._Element") -> Style:
        """The style of a paragraph, with what it says itself above its style's."""
        properties = paragraph.find(word("pPr"))
        named = self._style(value(properties, "pStyle") or "", 0)
        if properties is None:
            return named
        return _amended(named, properties, named.name)

    def of_run(self, run: "etree._Element") -> RunStyle:
        """The style of a run: its paragraph's, above it its own, above both what it says itself."""
        properties = run.find(word("rPr"))
        paragraph = next(run.iterancestors(word("p")), None)
        named = None if paragraph is None else value(paragraph.find(word("pPr")), "pStyle")
        below = self._run_style(named or self._usual, 0)
        if properties is None:
            return below
        own = self._run_style(value(properties, "rStyle") or "", 0)
        return _written(_together(below, own), properties)

    def _run_style(self, identifier: str, bases: int) -> RunStyle:
        known = self._known_runs.get(identifier)
        if known is not None:
            return known
        element = self._elements.get(identifier)
        if element is None or bases > _DEEPEST:
            return _PLAIN
        base = self._run_style(value(element, "basedOn") or "", bases + 1)
        properties = element.find(word("rPr"))
        made = base if properties is None else _written(base, properties)
        self._known_runs[identifier] = made
        return made

    def _style(self, identifier: str, bases: int) -> Style:
        known = self._known.get(identifier)
        if known is not None:
            return known
        element = self._elements.get(identifier)
        if element is None or bases > _DEEPEST:
            return Style()
        base = self._style(value(element, "basedOn") or "", bases + 1)
        made = _amended(base, element.find(word("pPr")), value(element, "name") or identifier)
        self._known[identifier] = made
        return made


def _amended(base: Style, properties: "etree._Element | None", name: str) -> Style:
    level = _level(name) if name != base.name else None
    outline = value(properties, "outlineLvl")
    if level is None and outline is not None:
        at = number(outline, _BODY_LEVEL)
        level = at + 1 if at < _BODY_LEVEL else 0
    listing = None if properties is None else properties.find(word("numPr"))
    list_id, depth = base.list_id, base.depth
    if listing is not None:
        list_id = value(listing, "numId") or list_id
        depth = number(value(listing, "ilvl"), depth)
    return Style(name, base.level if level is None else level or None, list_id, depth)


def _is_usual(style: "etree._Element") -> bool:
    """Whether a style is that of paragraphs which name none."""
    is_default = style.get(word("default"), "0") not in _OFF
    return is_default and style.get(word("type")) == "paragraph"


def _together(paragraph: RunStyle, letters: RunStyle) -> RunStyle:
    """The styles of a paragraph and of letters in it; what both switch on is off.

    ECMA-376, 17.7.3, for all but lines that strike out twice.
    """
    both = paragraph.on & letters.on & _TOGGLED
    on = (paragraph.on | letters.on) - both
    return RunStyle(bool(on), letters.level or paragraph.level, on)


def _written(base: RunStyle, properties: "etree._Element") -> RunStyle:
    on = set(base.on)
    for name in _GONE:
        found = properties.find(word(name))
        if found is not None:
            is_on = found.get(word("val"), "1") not in _OFF
            (on.add if is_on else on.discard)(name)
    return RunStyle(bool(on), value(properties, "vertAlign") or base.level, frozenset(on))


def _level(name: str) -> int | None:
    found = _HEADING.fullmatch(name.strip())
    if found:
        return int(found[1])
    return 1 if name.strip().casefold() == "title" else None
