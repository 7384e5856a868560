"""The body of an OpenDocument text, or of what a slide shows, in the order in which it is read."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from rag.readers.blocks import line
from rag.readers.office.odf import embedded, repeated, tag, words
from rag.readers.office.odf_table import read_table
from rag.readers.office.sheets import filled
from rag.readers.outlined import Outlined
from rag.readers.zipped import Archive

if TYPE_CHECKING:
    from lxml import etree

_SKIPPED: Final = frozenset(
    tag(name)
    for name in (
        *("text:tracked-changes", "office:forms", "text:sequence-decls", "office:annotation"),
        *("text:table-of-content", "presentation:notes", "text:variable-decls"),
    )
)
_NUMBER: Final = "number"
_BULLET: Final = "bullet"


@dataclass
class Body:
    """Writes the parts of a document into `out`."""

    archive: Archive
    out: Outlined
    lists: Mapping[str, Mapping[int, str]]
    """For each list style the kind of its levels."""
    titles: Collection[str] = ("Title",)
    """The paragraph styles of titles."""
    _counts: dict[int, int] = field(default_factory=dict)

    def blocks(self, parent: "etree._Element") -> None:
        """The headings, paragraphs, lists, tables and frames in `parent`."""
        for child in parent:
            if child.tag == tag("text:h"):
                self.out.heading(repeated(child, "text:outline-level", 9), words(child))
                self._beside(child)
            elif child.tag == tag("text:p"):
                self._paragraph(child)
            elif child.tag == tag("text:list"):
                self._list(child, child.get(tag("text:style-name"), ""), 0)
            elif child.tag == tag("table:table"):
                self.table(child)
            elif child.tag == tag("draw:frame"):
                self.frame(child)
            elif child.tag not in _SKIPPED and isinstance(child.tag, str):
                self.blocks(child)

    def frame(self, frame: "etree._Element") -> None:
        """A text box, a table or a chart."""
        chart = embedded(self.archive, frame)
        if chart is None:
            # The first of the frame's children is what it shows, the others stand in for it.
            shown = next((child for child in frame if isinstance(child.tag, str)), None)
            if shown is not None and shown.tag == tag("table:table"):
                self.table(shown)
            elif shown is not None:
                self.blocks(shown)
            return
        for title in chart.iter(tag("chart:title")):
            self.out.paragraph(" ".join(map(words, title.iter(tag("text:p")))))
        for table in chart.iter(tag("table:table")):
            self.table(table)

    def table(self, table: "etree._Element") -> None:
        """A table; one of a single cell is told as what stands in it."""
        found = read_table(table)
        rows = [cells for _, cells in filled(found.rows, found.merged)]
        if len(rows) == 1 and len(rows[0]) == 1 and not found.merged:
            for cell in table.iter(tag("table:table-cell")):
                self.blocks(cell)
            return
        width = max((max(cells) for cells in rows), default=0)
        told = [[cells.get(column, "") for column in range(1, width + 1)] for cells in rows]
        self.out.table(told, header=max(1, found.heads))

    def _paragraph(self, paragraph: "etree._Element") -> None:
        style = paragraph.get(tag("text:style-name"), "")
        if style in self.titles:
            self.out.heading(1, words(paragraph))
        else:
            self.out.paragraph(words(paragraph))
        self._beside(paragraph)

    def _beside(self, paragraph: "etree._Element") -> None:
        """Frames and notes that hang on a paragraph."""
        for child in _hanging(paragraph):
            if child.tag == tag("text:note"):
                mark = line(child.findtext(tag("text:note-citation"), ""))
                note = child.find(tag("text:note-body"))
                told = [] if note is None else map(words, note.iter(tag("text:p")))
                self.out.paragraph(f"{mark} {' '.join(told)}")
            elif child.tag == tag("draw:frame"):
                self.frame(child)
            else:
                self.blocks(child)

    def _list(self, found: "etree._Element", style: str, depth: int) -> None:
        numbered = self.lists.get(style, {}).get(depth + 1, _BULLET) == _NUMBER
        if found.get(tag("text:continue-numbering")) != "true":
            self._counts[depth] = 0
        for item in found:
            if item.tag not in {tag("text:list-item"), tag("text:list-header")}:
                continue
            start = item.get(tag("text:start-value"), "")
            if start.isdecimal() and len(start) < 6:
                self._counts[depth] = int(start) - 1
            self._item(item, style, depth, numbered=numbered)

    def _item(self, item: "etree._Element", style: str, depth: int, *, numbered: bool) -> None:
        for place, child in enumerate(item):
            if child.tag == tag("text:list"):
                own = child.get(tag("text:style-name"), style)
                self._list(child, own, depth + 1)
            elif child.tag == tag("text:h"):
                self.out.heading(repeated(child, "text:outline-level", 9), words(child))
                self._beside(child)
            elif child.tag == tag("text:p"):
                self._listed(child, depth, numbered=numbered and place == 0)

    def _listed(self, paragraph: "etree._Element", depth: int, *, numbered: bool) -> None:
        text = words(paragraph)
        if numbered and line(text):
            self._counts[depth] = self._counts.get(depth, 0) + 1
            self.out.item(text, depth=depth, mark=f"{self._counts[depth]}.")
        else:
            self.out.item(text, depth=depth)
        self._beside(paragraph)


def list_styles(archive: Archive) -> dict[str, dict[int, str]]:
    """For each list style of the document the kind of its levels, `number` or `bullet`."""
    kinds = {
        tag("text:list-level-style-number"): _NUMBER,
        tag("text:list-level-style-bullet"): _BULLET,
    }
    found: dict[str, dict[int, str]] = {}
    for part in ("styles.xml", "content.xml"):
        if part not in archive.names:
            continue
        for style in archive.tree(part).iter(tag("text:list-style")):
            found[style.get(tag("style:name"), "")] = {
                repeated(level, "text:level", 10): kinds[level.tag]
                for level in style
                if level.tag in kinds
            }
    return found


def title_styles(archive: Archive) -> frozenset[str]:
    """The paragraph styles of the document that are made from that of titles."""
    found = {"Title"}
    for style in archive.tree("content.xml").iter(tag("style:style")):
        if style.get(tag("style:parent-style-name")) in found:
            found.add(style.get(tag("style:name"), ""))
    return frozenset(found)


def _hanging(paragraph: "etree._Element") -> Iterator["etree._Element"]:
    wanted = {tag("text:note"), tag("draw:frame"), tag("draw:custom-shape"), tag("draw:g")}
    for child in paragraph:
        if child.tag in wanted:
            yield child
        elif isinstance(child.tag, str):
            yield from _hanging(child)
