"""The body of a Word document, in the order in which it is read."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from rag.readers.blocks import line
from rag.readers.office import formulas
from rag.readers.office.docx_numbering import BULLET, Numbering, number, value, word
from rag.readers.office.docx_styles import Style, Styles
from rag.readers.office.finishing import spread
from rag.readers.office.ooxml import CHART, DIAGRAM, RELATIONSHIPS, chart_rows, diagram_texts
from rag.readers.office.symbols import in_font, symbol
from rag.readers.outlined import Outlined
from rag.readers.raised import END, LINKED, LOWERED, RAISED, merged, resolved

if TYPE_CHECKING:
    from lxml import etree

_COMPATIBILITY: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATIVES: Final = f"{_COMPATIBILITY}AlternateContent"
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_THROUGH: Final = frozenset(
    word(name) for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
)
"""What only wraps the text: content controls, insertions."""
_INLINE: Final = _THROUGH | {word("hyperlink"), word("fldSimple"), word("r"), word("dir")}
_SIGNS: Final = {
    word("tab"): "\t",
    word("br"): "\n",
    word("cr"): "\n",
    word("noBreakHyphen"): "-",
}
_NOTES: Final = {word("footnoteReference"): "footnote", word("endnoteReference"): "endnote"}
_LEVELS: Final = {"superscript": RAISED, "subscript": LOWERED}
_FORMULAS: Final = frozenset(f"{{{formulas.MATH}}}{name}" for name in ("oMath", "oMathPara"))
_DRAWN: Final = frozenset({word("drawing"), word("pict"), word("object")})


class Parts(Protocol):
    """Finds what a document's body refers to."""

    def __call__(self, relation: str) -> "etree._Element | None":
        """The root of the part with this relation id, or None."""
        ...


@dataclass
class Body:
    """Writes the body of a document into `out`."""

    out: Outlined
    styles: Styles
    numbering: Numbering
    notes: Mapping[tuple[str, str], str]
    """Texts of footnotes and endnotes by kind and id."""
    part: Parts
    languages: Counter[str] = field(default_factory=Counter)
    """Characters in each language that the text says it is in."""
    _told: list[str] = field(default_factory=list)
    _aside: list["etree._Element"] = field(default_factory=list)
    _noted: int = 0

    def blocks(self, parent: "etree._Element") -> None:
        """The paragraphs and tables in `parent`."""
        for child in parent:
            if child.tag == word("p"):
                self._paragraph(child)
            elif child.tag == word("tbl"):
                self._table(child)
            elif child.tag in _THROUGH:
                self.blocks(child)
            elif child.tag == _ALTERNATIVES:
                self.blocks(_chosen(child))
            elif child.tag == f"{{{formulas.MATH}}}oMathPara":
                self.out.paragraph(formulas.written(child))

    def _paragraph(self, paragraph: "etree._Element") -> None:
        style = self.styles.of(paragraph)
        text = self._text(paragraph)
        mark = self._mark(style) if line(text) else None
        if style.level and line(text):
            self.out.heading(style.level, text if mark in {None, BULLET} else f"{mark} {text}")
        elif mark:
            self._item(text, mark, style.depth)
        else:
            self.out.paragraph(text)
        self._beside()

    def _mark(self, style: Style) -> str | None:
        if style.list_id is None or style.list_id == "0":
            return None
        return self.numbering.mark(style.list_id, style.depth)

    def _item(self, text: str, mark: str, depth: int) -> None:
        plain = mark[:-1].isdecimal() and mark[-1] in ".)"
        if plain or mark == BULLET:
            self.out.item(text, depth=depth, mark=mark)
        else:
            self.out.item(f"{mark} {text}", depth=depth)

    def _beside(self) -> None:
        """What stands beside the last paragraph or table: text boxes, charts and notes."""
        aside, self._aside = self._aside, []
        told, self._told = self._told, []
        for drawing in aside:
            self._drawing(drawing)
        for note in told:
            self.out.paragraph(note)

    def _drawing(self, drawing: "etree._Element") -> None:
        for found in _outermost(drawing):
            if found.tag == word("txbxContent"):
                self.blocks(found)
            elif found.tag == f"{{{CHART}}}chart":
                self._chart(self.part(found.get(f"{{{RELATIONSHIPS}}}id", "")))
            else:
                data = self.part(found.get(f"{{{RELATIONSHIPS}}}dm", ""))
                for words in diagram_texts(data) if data is not None else ():
                    self.out.item(words)

    def _chart(self, root: "etree._Element | None") -> None:
        if root is not None:
            title, rows = chart_rows(root)
            self.out.paragraph(title)
            self.out.table(rows)

    def _table(self, table: "etree._Element") -> None:
        rows = list(_rows(table))
        if len(rows) == 1 and len(_cells(rows[0])) == 1:
            self.blocks(_cells(rows[0])[0])
            return
        heads = sum(row.find(f"{word('trPr')}/{word('tblHeader')}") is not None for row in rows)
        above: list[str] = []
        told: list[list[str]] = []
        for row in rows:
            above = list(self._row(row, above))
            told.append(above)
        self.out.table([row for row in told if any(row)], header=max(1, heads))
        self._beside()

    def _row(self, row: "etree._Element", above: list[str]) -> Iterator[str]:
        """The texts of a row's cells, merged ones told in each place they cover."""
        at = number(value(row.find(word("trPr")), "gridBefore"), 0)
        yield from ("" for _ in range(min(at, 100)))
        for found in _cells(row):
            properties = found.find(word("tcPr"))
            width = number(value(properties, "gridSpan"), 1)
            merged = None if properties is None else properties.find(word("vMerge"))
            if merged is not None and merged.get(word("val"), "continue") == "continue":
                text = above[at] if at < len(above) else ""
            else:
                deleted = properties is not None and properties.find(word("cellDel")) is not None
                text = "" if deleted else " ".join(self._cell_texts(found))
            at += width
            yield from spread([(text, width)])

    def _cell_texts(self, parent: "etree._Element") -> Iterator[str]:
        """The paragraphs in a cell, those of tables within it too."""
        for child in parent:
            if child.tag == word("p"):
                yield self._text(child)
            elif isinstance(child.tag, str) and child.tag != word("tcPr"):
                yield from self._cell_texts(child)

    def _text(self, parent: "etree._Element") -> str:
        return resolved(merged("".join(self._texts(parent))))

    def words(self, paragraphs: Iterable["etree._Element"]) -> str:
        """The texts of paragraphs on one line, without what stands beside them."""
        return " ".join(filter(None, map(self._text, paragraphs)))

    def _texts(self, parent: "etree._Element") -> Iterator[str]:
        """The text in a paragraph or run; what stands beside it is kept for later."""
        for child in parent:
            if child.tag == word("t"):
                self._count_language(parent, child.text or "")
                yield in_font(_font(parent), child.text or "")
            elif child.tag == word("r"):
                yield from self._run(child)
            elif child.tag in _INLINE:
                yield from self._texts(child)
            elif child.tag == _ALTERNATIVES:
                yield from self._texts(_chosen(child))
            elif child.tag in _DRAWN:
                self._aside.append(child)
            else:
                yield self._sign(child)

    def _run(self, run: "etree._Element") -> Iterator[str]:
        """The text of a run, marked where it is raised or lowered; nothing of what is struck out."""
        style = self.styles.of_run(run)
        if style.is_gone:
            return
        mark = _LEVELS.get(style.level, "")
        if not mark or any(child.tag in _NOTES for child in run):
            yield from self._texts(run)
            return
        parent = run.getparent()
        linked = parent is not None and parent.tag == word("hyperlink") and mark == RAISED
        yield from (LINKED if linked else mark, *self._texts(run), END)

    def _sign(self, element: "etree._Element") -> str:
        """What stands in a text besides letters: breaks, marks of notes, formulas."""
        tag = element.tag
        if tag in _NOTES:
            return self._note(_NOTES[tag], element.get(word("id"), ""))
        if tag == word("sym"):
            return symbol(element.get(word("font"), ""), element.get(word("char"), ""))
        if tag in _FORMULAS:
            return f" {formulas.written(element)} "
        return _SIGNS.get(tag, "")

    def _note(self, kind: str, identifier: str) -> str:
        text = self.notes.get((kind, identifier), "")
        if not text:
            return ""
        self._noted += 1
        mark = str(self._noted).translate(_RAISED)
        self._told.append(f"{mark} {text}")
        return mark

    def _count_language(self, run: "etree._Element", text: str) -> None:
        properties = run.find(word("rPr"))
        tagged = None if properties is None else properties.find(word("lang"))
        self.languages["" if tagged is None else tagged.get(word("val"), "")] += len(text)


def _font(run: "etree._Element") -> str:
    fonts = run.find(f"{word('rPr')}/{word('rFonts')}")
    return "" if fonts is None else fonts.get(word("ascii")) or fonts.get(word("hAnsi"), "")


def _chosen(alternatives: "etree._Element") -> "etree._Element":
    """The first of several ways to tell the same."""
    choice = alternatives.find(f"{_COMPATIBILITY}Choice")
    fallback = alternatives.find(f"{_COMPATIBILITY}Fallback")
    found = choice if choice is not None else fallback
    return alternatives if found is None else found


def _outermost(drawing: "etree._Element") -> Iterator["etree._Element"]:
    """Text boxes, charts and diagrams in a drawing, not those within one another."""
    wanted = {word("txbxContent"), f"{{{CHART}}}chart", f"{{{DIAGRAM}}}relIds"}
    for child in drawing:
        if child.tag == _ALTERNATIVES:
            yield from _outermost(_chosen(child))
        elif child.tag in wanted:
            yield child
        else:
            yield from _outermost(child)


def _rows(table: "etree._Element") -> Iterator["etree._Element"]:
    """The rows of a table but those whose deletion is tracked."""
    for child in table:
        if child.tag == word("tr"):
            if child.find(f"{word('trPr')}/{word('del')}") is None:
                yield child
        elif child.tag in _THROUGH:
            yield from _rows(child)


def _cells(row: "etree._Element") -> list["etree._Element"]:
    found: list[etree._Element] = []
    for child in row:
        if child.tag == word("tc"):
            found.append(child)
        elif child.tag in _THROUGH:
            found += _cells(child)
    return found
