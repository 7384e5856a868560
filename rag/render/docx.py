"""Notes as Word documents: headings, lists, tables, and a footnote for every quotation."""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from io import BytesIO
from typing import TYPE_CHECKING, Final, TypeAlias

from rag.domain import Note, NoteSource
from rag.render import words
from rag.render.footnotes import Footnotes, printed
from rag.render.matrix import Cell, Matrix, letters
from rag.render.package import TEXT_WIDTH, clean, reproducible
from rag.render.view import NOT_TOLD, Day, Difference, FigureRow, Line, Side, View, Voice, view

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.table import CT_Row
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

_Content: TypeAlias = str | Line | Cell
_BULLET: Final = "List Bullet"
_BESIDE: Final = 3
"""More sides of a disagreement than these stand below each other."""
_SHADE: Final = {"head": "E7ECF3", "told": "CFE0F5", "side": "FFF3EC"}


def note(note: Note) -> bytes:
    """The note as a DOCX file; equal notes give equal bytes."""
    import docx

    document = docx.Document()
    clean(document, title=printed(note.title))
    seen = view(note)
    _Writer(document, Footnotes(document, note.citations)).write(seen)
    stream = BytesIO()
    document.save(stream)
    return reproducible(stream.getvalue())


class _Writer:
    """Writes a view into a document, section by section."""

    def __init__(self, document: "Document", footnotes: Footnotes) -> None:
        self._document = document
        self._footnotes = footnotes

    def write(self, seen: View) -> None:
        """The whole note, sections with nothing in them left out."""
        self._document.add_heading(printed(seen.title), 0)
        for aside in seen.asides:
            self._document.add_paragraph(printed(aside), style="Subtitle")
        self._listed("In brief", seen.brief, style="Normal")
        self._points(seen)
        self._figures(seen.figures)
        self._timeline(seen.timeline)
        self._voices(seen.voices)
        self._differences(seen.differences)
        self._listed(
            "Unverified and missing", (*seen.caveats, *(Line(gap, ()) for gap in seen.gaps))
        )
        self._sources(seen)
        self._footnotes.finish()

    def _heading(self, text: str, level: int = 1) -> None:
        self._document.add_heading(printed(text), level)

    def _listed(self, heading: str, lines: Sequence[Line], *, style: str = _BULLET) -> None:
        if lines:
            self._heading(heading)
        self._lines(lines, style=style)

    def _lines(self, lines: Iterable[Line], *, style: str = _BULLET) -> None:
        for line in lines:
            self._told(self._paragraph(style), line)

    def _paragraph(self, style: str) -> "Paragraph":
        """A new paragraph; one of a list says so itself.

        LibreOffice forgets the list of a style where the paragraph holds a footnote.
        """
        from docx.oxml.ns import qn

        paragraph = self._document.add_paragraph(style=style)
        listed = self._document.styles[style].element.find(".//" + qn("w:numPr"))
        if listed is not None:
            paragraph._p.get_or_add_pPr().append(deepcopy(listed))  # noqa: SLF001
        return paragraph

    def _told(self, paragraph: "Paragraph", line: Line) -> None:
        paragraph.add_run(printed(line.text))
        self._footnotes.cite(paragraph, line.citations)
        if line.remark:
            paragraph.add_run(f" ({line.remark})").bold = True

    def _points(self, seen: View) -> None:
        if seen.key_points:
            self._heading("Key points")
        for group in seen.key_points:
            if group.heading:
                self._heading(group.heading, 2)
            self._lines(group.lines)
        if seen.matrix:
            self._heading("Which source tells what", 2)
            self._matrix(seen.matrix, seen.sources)

    def _matrix(self, found: Matrix, sources: tuple[NoteSource, ...]) -> None:
        names = [letters(column) for column in found.columns]
        rows: Iterable[tuple[_Content, ...]] = (
            (
                f"{row.text} ≈ {row.hedge}" if row.hedge else row.text,
                *row.cells,
                str(row.independent),
                *((row.first,) if found.dated else ()),
            )
            for row in found.rows
        )
        widths = {"fact": 6.0, **dict.fromkeys(names, 1.0), "independent": 2.6}
        self._table({**widths, "first told": 2.4} if found.dated else widths, rows)
        legend = "; ".join(f"{letters(index)}: {sources[index].path}" for index in found.columns)
        self._small(f"A shaded cell: the source tells it; ≈: in hedged words. {legend}")

    def _figures(self, rows: tuple[FigureRow, ...]) -> None:
        if not rows:
            return
        self._heading("Figures")
        cells = (
            (
                Line(row.told.text, (), row.told.remark),
                row.speaker,
                row.when,
                Line("", row.told.citations),
            )
            for row in rows
        )
        self._table({"what": 6, "who says so": 4, "when": 2, "source": 1.5}, cells)

    def _timeline(self, days: tuple[Day, ...]) -> None:
        if days:
            self._heading("Timeline")
            rows = ((day.told, line) for day in days for line in day.lines)
            self._table({"when": 2, "what": 7}, rows)

    def _voices(self, voices: tuple[Voice, ...]) -> None:
        if voices:
            self._heading("Who says what")
        for voice in voices:
            self._heading(voice.name, 2)
            if voice.spellings:
                spelled = self._small(words.spelled(voice.spellings))
                spelled.paragraph_format.keep_with_next = True
            for claim in voice.claims:
                paragraph = self._paragraph(_BULLET)
                paragraph.add_run(printed(claim.verb) + ": ").italic = True
                self._told(paragraph, claim.line)

    def _differences(self, differences: tuple[Difference, ...]) -> None:
        if differences:
            self._heading("Where the sources differ")
        for found in differences:
            self._heading(found.heading, 2)
            self._difference(found)

    def _difference(self, found: Difference) -> None:
        beside = len(found.sides) <= _BESIDE
        rows, columns = (1, len(found.sides)) if beside else (len(found.sides), 1)
        table = _bordered(self._document.add_table(rows, max(1, columns)))
        for number, side in enumerate(found.sides):
            cell = table.cell(0, number) if beside else table.cell(number, 0)
            self._side(cell, side)
        self._document.add_paragraph()

    def _side(self, cell: "_Cell", side: Side) -> None:
        _shade(cell, "side")
        paragraph = cell.paragraphs[0]
        hedge_from, hedge_to = len(side.before), len(side.before + side.hedge)
        paragraph.add_run(_piece(side.text[:hedge_from]))
        hedge = paragraph.add_run(_piece(side.text[hedge_from:hedge_to]))
        hedge.bold = hedge.italic = True
        paragraph.add_run(_piece(side.text[hedge_to:]))
        self._footnotes.cite(paragraph, side.citations)
        for place in side.places:
            cell.add_paragraph(printed(place)).style = self._document.styles["footnote text"]

    def _sources(self, seen: View) -> None:
        self._heading("Sources")
        rows = (
            (
                letters(index),
                f"{found.title} – {found.path}",
                words.source_date(found) or NOT_TOLD,
                f"{found.words:,}",
                words.drawn_on(found),
            )
            for index, found in enumerate(seen.sources)
        )
        self._table({" ": 0.7, "document": 6, "date": 2.2, "words": 1.6, "coverage": 4}, rows)
        paragraph = self._document.add_paragraph(printed(seen.coverage))
        if self._footnotes.uncited:
            paragraph.add_run(" Also quoted:")
            self._footnotes.cite(paragraph, self._footnotes.uncited)
        self._lines(Line(f"left out: {reason}", ()) for reason in seen.left_out)

    def _small(self, text: str) -> "Paragraph":
        return self._document.add_paragraph(printed(text), style="footnote text")

    def _table(self, head: Mapping[str, float], rows: Iterable[Sequence[_Content]]) -> None:
        """A table whose head, names and relative widths of columns, comes again on every page."""
        table = _bordered(self._document.add_table(1, len(head)))
        for cell, name in zip(table.rows[0].cells, head, strict=True):
            cell.paragraphs[0].add_run(name).bold = True
            _shade(cell, "head")
        _row_property(table.rows[0]._tr, "w:tblHeader")  # noqa: SLF001, python-docx has no word for it
        for row in rows:
            added = table.add_row()  # type: ignore[no-untyped-call]
            _row_property(added._tr, "w:cantSplit")  # noqa: SLF001
            for cell, content in zip(added.cells, row, strict=True):
                self._fill(cell, content)
        _widen(table, tuple(head.values()))
        self._document.add_paragraph()

    def _fill(self, cell: "_Cell", content: _Content) -> None:
        paragraph = cell.paragraphs[0]
        if isinstance(content, Line):
            self._told(paragraph, content)
        elif isinstance(content, str):
            paragraph.add_run(printed(content))
        elif content.told:
            _shade(cell, "told")
            paragraph.add_run("≈" if content.hedge else "")
            self._footnotes.cite(paragraph, content.citations)


def _piece(text: str) -> str:
    """A part of a quotation, the spaces at its ends kept."""
    before = " " if text[:1].isspace() else ""
    after = " " if text.strip() and text[-1:].isspace() else ""
    return before + printed(text) + after


def _shade(cell: "_Cell", name: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", _SHADE[name])):
        shade.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001, python-docx has no shading


def _bordered(table: "Table") -> "Table":
    """The table with thin lines and room in its cells; a style's lines LibreOffice leaves out."""
    from docx.oxml import OxmlElement, parse_xml
    from docx.oxml.ns import nsdecls

    properties = table._tbl.tblPr  # noqa: SLF001, python-docx has no lines
    look = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    lines = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = f'<w:{side} {nsdecls("w")} w:val="single" w:sz="4" w:space="0" w:color="BFBFBF"/>'
        lines.append(parse_xml(line))
    properties.insert_element_before(lines, *look)
    room = OxmlElement("w:tblCellMar")
    for side, width in (("top", 40), ("left", 100), ("bottom", 40), ("right", 100)):
        room.append(parse_xml(f'<w:{side} {nsdecls("w")} w:w="{width}" w:type="dxa"/>'))
    properties.insert_element_before(room, "w:tblLook")
    return table


def _widen(table: "Table", weights: Sequence[float]) -> None:
    """Share the page's width out; LibreOffice goes by the grid, Word by the cells."""
    from docx.shared import Cm

    table.autofit = False
    widths = [Cm(TEXT_WIDTH * weight / sum(weights)) for weight in weights]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row._tr.tc_lst, widths, strict=True):  # noqa: SLF001, much faster
            cell.width = width


def _row_property(row: "CT_Row", name: str) -> None:
    from docx.oxml import OxmlElement

    row.get_or_add_trPr().append(OxmlElement(name))
