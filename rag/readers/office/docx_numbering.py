"""The numbers that Word shows before headings and list items, which no text of the file holds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml import etree

WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PLACEHOLDER: Final = re.compile(r"%([1-9])")
_ROMAN: Final = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LARGEST: Final = 4000
BULLET: Final = "-"


def word(name: str) -> str:
    """The tag or attribute `name` of WordprocessingML."""
    return f"{{{WORD}}}{name}"


def value(parent: "etree._Element | None", name: str) -> str | None:
    """The `w:val` of the child `name`, or None."""
    child = None if parent is None else parent.find(word(name))
    return None if child is None else child.get(word("val"), "")


def number(text: str | None, default: int) -> int:
    """A small number as Word writes it, or the default."""
    return int(text) if text and text.isdecimal() and len(text) < 9 else default


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    """`decimal`, `bullet`, `lowerLetter` …"""
    text: str
    """`%1.%2.`"""
    start: int


@dataclass(frozen=True, slots=True)
class _List:
    abstract: str
    restarts: Mapping[int, int]
    """Levels that begin anew in this list, and with what number."""


@dataclass
class Numbering:
    """The lists of a document, counted as its paragraphs come."""

    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _lists: dict[str, _List] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, root: "etree._Element | None") -> "Numbering":
        """The lists that a numbering part defines; none without it."""
        made = cls()
        for element in () if root is None else root:
            if element.tag == word("abstractNum"):
                made._levels[element.get(word("abstractNumId"), "")] = _levels(element)
            elif element.tag == word("num"):
                made._lists[element.get(word("numId"), "")] = _list(element)
        return made

    def mark(self, list_id: str, depth: int) -> str | None:
        """What stands before the next paragraph of a list: `-`, `3.`, `1.2`; None for nothing."""
        listed = self._lists.get(list_id)
        levels = self._levels.get(listed.abstract, {}) if listed else {}
        level = levels.get(depth)
        if listed is None or level is None:
            return None
        if level.form in {"bullet", "none"}:
            return BULLET if level.form == "bullet" else None
        counts = self._counts.setdefault(listed.abstract, {})
        if list_id not in self._begun:
            self._begun.add(list_id)
            counts.update((at, start - 1) for at, start in listed.restarts.items())
        for above in range(depth):
            counts.setdefault(above, levels[above].start if above in levels else 1)
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [at for at in counts if at > depth]:
            del counts[deeper]

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            known = levels.get(at, level)
            return _formed(counts.get(at, known.start), known.form)

        return _PLACEHOLDER.sub(shown, level.text).strip() or None


def _levels(abstract: "etree._Element") -> dict[int, _Level]:
    return {
        number(level.get(word("ilvl")), 0): _Level(
            value(level, "numFmt") or "decimal",
            value(level, "lvlText") or "",
            number(value(level, "start"), 1),
        )
        for level in abstract.findall(word("lvl"))
    }


def _list(element: "etree._Element") -> _List:
    restarts = {
        number(override.get(word("ilvl")), 0): number(value(override, "startOverride"), 1)
        for override in element.findall(word("lvlOverride"))
        if value(override, "startOverride") is not None
    }
    return _List(value(element, "abstractNumId") or "", restarts)


def _formed(count: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"}:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 % 9 + 1)
        return letters if form == "lowerLetter" else letters.upper()
    if form in {"lowerRoman", "upperRoman"}:
        return _roman(count) if form == "lowerRoman" else _roman(count).upper()
    if form == "decimalZero":
        return f"{count:02}"
    return str(count)


def _roman(count: int) -> str:
    if not 0 < count < _LARGEST:
        return str(count)
    letters = ""
    for worth, sign in _ROMAN:
        letters += sign * (count // worth)
        count %= worth
    return letters
