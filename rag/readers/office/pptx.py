"""PowerPoint presentations (PPTX): slides with their titles, lists, tables, charts and notes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.domain import Document, PlaceKind
from rag.errors import ReadError
from rag.readers import noticing
from rag.readers.blocks import line
from rag.readers.office import ooxml
from rag.readers.office.finishing import finished, outlined, too_long
from rag.readers.outlined import Outlined, TooLongError
from rag.readers.raised import END, LOWERED, RAISED, merged, resolved
from rag.readers.zipped import damaged, parsed

if TYPE_CHECKING:
    from lxml import etree
    from pptx.presentation import Presentation
    from pptx.shapes.base import BaseShape
    from pptx.slide import Slide
    from pptx.table import Table
    from pptx.text.text import TextFrame, _Paragraph

_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
SUFFIXES: Final = frozenset({".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"})
NOTES: Final = "Notes"
"""Heading of what a speaker is to say, which the slide does not show."""
_FALSE: Final = ("0", "false")
_MAIN: Final = f"{{{ooxml.MAIN}}}"
_MARKS: Final = (f"{_MAIN}buNone", f"{_MAIN}buChar", f"{_MAIN}buBlip", f"{_MAIN}buAutoNum")


@dataclass(frozen=True, slots=True)
class PptxReader:
    """Reads presentations slide by slide, hidden slides too; comments are left out."""

    name: str = "pptx/4"

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the file is a package with a presentation in it."""
        return ooxml.is_package(path, head, b"ppt/", SUFFIXES)

    def read(self, path: Path, data: bytes, *, stored_as: str) -> Document:
        """The document in `data`; its places are the slides.

        Raises:
            ReadError: it is damaged, locked, too large, or holds no words.
        """
        archive, stream = ooxml.package(data, path)
        out = outlined()
        try:
            import pptx

            _write(pptx.Presentation(stream), path, out)
        except ReadError:
            raise
        except TooLongError as error:
            raise too_long(path) from error
        except Exception as error:
            raise damaged(path, error) from error
        told = ooxml.told(archive)
        if out.first_heading:
            # The title among the properties is most often that of an older presentation.
            told = replace(told, title=out.first_heading)
        return finished(out, data, path=path, stored_as=stored_as, reader=self.name, told=told)


def _write(presentation: "Presentation", path: Path, out: Outlined) -> None:
    hidden: list[int] = []
    for number, slide in enumerate(presentation.slides, 1):
        if slide._element.get("show") in _FALSE:  # noqa: SLF001
            hidden.append(number)
        _mark_levels(slide._element)  # noqa: SLF001
        out.place(PlaceKind.SLIDE, str(number))
        title = slide.shapes.title
        if title is not None and title.has_text_frame:
            out.heading(1, _words(title.text_frame))
        titled = None if title is None else title.shape_id
        for shape in _shapes(slide.shapes, 0):
            if shape.shape_id != titled:
                _write_shape(shape, slide, path, out)
        _write_notes(slide, out)
    out.notices += noticing.hidden_slides(hidden, len(presentation.slides))


def _write_notes(slide: "Slide", out: Outlined) -> None:
    if not slide.has_notes_slide:
        return
    _mark_levels(slide.notes_slide._element)  # noqa: SLF001
    frame = slide.notes_slide.notes_text_frame
    if frame is not None and line(frame.text):
        out.heading(2, NOTES)
        for paragraph in frame.paragraphs:
            out.paragraph(_text(paragraph))


def _shapes(shapes: object, depth: int) -> Iterator["BaseShape"]:
    """The shapes of a slide, those of groups in their place; footers and numbers left out."""
    from pptx.enum.shapes import PP_PLACEHOLDER
    from pptx.shapes.group import GroupShape

    furniture = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
    for shape in shapes:  # type: ignore[attr-defined]
        if isinstance(shape, GroupShape):
            if depth < 50:
                yield from _shapes(shape.shapes, depth + 1)
        elif not shape.is_placeholder or shape.placeholder_format.type not in furniture:
            yield shape


def _write_shape(shape: "BaseShape", slide: "Slide", path: Path, out: Outlined) -> None:
    from pptx.shapes.autoshape import Shape
    from pptx.shapes.graphfrm import GraphicFrame

    if isinstance(shape, Shape):
        _write_frame(shape.text_frame, out, listed=_is_body(shape))
    elif isinstance(shape, GraphicFrame):
        if shape.has_table:
            _write_table(shape.table, out)
        elif shape.has_chart:
            title, rows = ooxml.chart_rows(parsed(shape.chart.part.blob, path))
            out.paragraph(title)
            out.table(rows)
        else:
            _write_diagram(shape, slide, path, out)


def _is_body(shape: "BaseShape") -> bool:
    """Whether the layout makes items of the shape's paragraphs."""
    from pptx.enum.shapes import PP_PLACEHOLDER

    listing = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.VERTICAL_BODY)
    return shape.is_placeholder and shape.placeholder_format.type in listing


def _write_frame(frame: "TextFrame", out: Outlined, *, listed: bool) -> None:
    counts: dict[int, int] = {}
    several = sum(bool(line(paragraph.text)) for paragraph in frame.paragraphs) > 1
    for paragraph in frame.paragraphs:
        text, depth = _text(paragraph), paragraph.level
        if not line(text):
            continue
        mark = _mark(paragraph)
        if mark is None:
            mark = "-" if listed and several else ""
        if mark == "1.":
            counts = {at: count for at, count in counts.items() if at <= depth}
            counts[depth] = counts.get(depth, _first(paragraph) - 1) + 1
            out.item(text, depth=depth, mark=f"{counts[depth]}.")
        elif mark:
            out.item(text, depth=depth)
        else:
            counts = {}
            out.paragraph(text)


def _mark(paragraph: "_Paragraph") -> str | None:
    """`-` or `1.` where the paragraph has such a mark, empty where it says none, else None."""
    properties = _properties(paragraph)
    found = next(
        (tag for tag in _MARKS if properties is not None and properties.find(tag) is not None),
        None,
    )
    if found is None:
        return None
    if found == _MARKS[0]:
        return ""
    return "1." if found == _MARKS[-1] else "-"


def _first(paragraph: "_Paragraph") -> int:
    """The number with which a numbered list begins."""
    properties = _properties(paragraph)
    numbered = None if properties is None else properties.find(_MARKS[-1])
    start = "1" if numbered is None else numbered.get("startAt", "1")
    return int(start) if start.isdecimal() and len(start) < 6 else 1


def _properties(paragraph: "_Paragraph") -> "etree._Element | None":
    found: etree._Element | None = paragraph._p.pPr  # noqa: SLF001
    return found


def _text(paragraph: "_Paragraph") -> str:
    return resolved(merged(paragraph.text.replace("\v", "\n")))


def _mark_levels(root: "etree._Element") -> None:
    """Mark what runs raise or lower, and empty those that are struck out."""
    for run in root.iter(f"{{{_DRAWING}}}r"):
        properties, text = run.find(f"{{{_DRAWING}}}rPr"), run.find(f"{{{_DRAWING}}}t")
        if properties is None or text is None:
            continue
        moved = properties.get("baseline", "0")
        if properties.get("strike", "noStrike") != "noStrike":
            text.text = ""
        elif moved.strip("-0%."):
            text.text = f"{LOWERED if moved.startswith('-') else RAISED}{text.text or ''}{END}"


def _write_table(table: "Table", out: Outlined) -> None:
    """A table, the text of merged cells told in each place they cover."""
    rows: list[list[str]] = []
    for row in table.rows:
        told: list[str] = []
        for column, found in enumerate(row.cells):
            left = told[column - 1] if column else ""
            above = rows[-1][column] if rows and column < len(rows[-1]) else ""
            covered = left if found._tc.hMerge else above  # noqa: SLF001
            told.append(covered if found.is_spanned else _words(found.text_frame))
        rows.append(told)
    out.table([row for row in rows if any(map(line, row))])


def _words(frame: "TextFrame") -> str:
    return resolved(merged(frame.text))


def _write_diagram(shape: "BaseShape", slide: "Slide", path: Path, out: Outlined) -> None:
    for reference in shape.element.iter(f"{{{ooxml.DIAGRAM}}}relIds"):
        part = slide.part.related_part(reference.get(f"{{{ooxml.RELATIONSHIPS}}}dm", ""))
        for words in ooxml.diagram_texts(parsed(part.blob, path)):
            out.item(words)
