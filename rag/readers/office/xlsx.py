"""Excel workbooks (XLSX, XLSM): the values of each sheet as it shows them, with their cells."""

import posixpath
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rag.domain import Document, PlaceKind
from rag.domain.places import column_number
from rag.errors import ReadError
from rag.readers import noticing
from rag.readers.blocks import line
from rag.readers.office import ooxml
from rag.readers.office.finishing import MOST_CELLS, finished, outlined, too_long
from rag.readers.office.number_formats import shown
from rag.readers.office.sheets import Merged, Row, write_rows
from rag.readers.office.unseen import Unseen
from rag.readers.outlined import Outlined, TooLongError
from rag.readers.raised import END, LOWERED, RAISED, merged, resolved
from rag.readers.zipped import LARGEST_TREE, Archive, damaged

if TYPE_CHECKING:
    from lxml import etree
    from openpyxl.workbook import Workbook

SUFFIXES: Final = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"})
_LEVELS: Final = {"superscript": RAISED, "subscript": LOWERED}
MOST_MERGED: Final = 20_000
_SHEET_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PACKAGE: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_BINARY: Final = "xl/workbook.bin"
_MERGED: Final = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']"
)
_HIDDEN_COLUMNS: Final = re.compile(rb"<(?:\w+:)?col\s[^>]*?\bhidden=[\"'](?:1|true)[\"'][^>]*>")
_HIDDEN_ROW: Final = re.compile(rb"<(?:\w+:)?row\s[^>]*?\bhidden=[\"'](?:1|true)[\"'][^>]*>")
_BOUND: Final = re.compile(rb"\s(min|max|r)=[\"'](\d{1,7})[\"']")
_UNCALCULATED: Final = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f(?:\s[^>]*)?/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?"
    rb"\s*</(?:\w+:)?c>"
)
"""A formula without the value that it had when the file was saved."""


@dataclass(frozen=True, slots=True)
class XlsxReader:
    """Reads workbooks sheet by sheet, hidden sheets too; charts where no cells are."""

    name: str = "xlsx/4"

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the file is a package with a workbook in it."""
        return ooxml.is_package(path, head, b"xl/", SUFFIXES)

    def read(self, path: Path, data: bytes, *, stored_as: str) -> Document:
        """The document in `data`; its places are sheets and rows.

        Raises:
            ReadError: it is damaged, locked, too large, or holds no words.
        """
        archive, stream = ooxml.package(data, path)
        if _BINARY in archive.names:
            raise ReadError(
                f"{path} is a binary workbook (XLSB), which is not read",
                "Save it as an Excel workbook (.xlsx) and give that.",
            )
        out = outlined()
        try:
            _write(archive, stream, out)
        except ReadError:
            raise
        except TooLongError as error:
            raise too_long(path) from error
        except Exception as error:
            raise damaged(path, error) from error
        told = ooxml.told(archive)
        return finished(out, data, path=path, stored_as=stored_as, reader=self.name, told=told)


def _unseen(source: bytes) -> Unseen:
    """The rows and columns that the markup of a sheet says are hidden."""
    rows = (_bounds(found[0]).get(b"r", 0) for found in _HIDDEN_ROW.finditer(source))
    columns = (_bounds(found[0]) for found in _HIDDEN_COLUMNS.finditer(source))
    return Unseen(set(rows), [(found.get(b"min", 1), found.get(b"max", 0)) for found in columns])


def _bounds(element: bytes) -> dict[bytes, int]:
    return {found[1]: int(found[2]) for found in _BOUND.finditer(element)}


def _write(archive: Archive, stream: BytesIO, out: Outlined) -> None:
    parts = _sheet_parts(archive)
    hidden: list[str] = []
    with warnings.catch_warnings():
        # It warns of what it leaves out when writing, which is not done here.
        warnings.simplefilter("ignore")
        workbook = _opened(stream, values=True)
        formulas: Workbook | None = None
        for sheet in workbook.worksheets:
            part = parts.get(sheet.title, "")
            source = _source(archive, part)
            if formulas is None and _UNCALCULATED.search(source):
                formulas = _opened(stream, values=False)
            joined = _merged(source)
            unseen = _unseen(source)
            del source
            is_hidden = sheet.sheet_state != "visible"
            if is_hidden:
                hidden.append(sheet.title)
            out.place(PlaceKind.SHEET, sheet.title)
            out.heading(1, f"{sheet.title} (hidden)" if is_hidden else sheet.title)
            before = len(out)
            rows = _rows(sheet, formulas[sheet.title] if formulas else None)
            write_rows(unseen.watched(rows), out, joined)
            out.notices += unseen.notices(sheet.title)
            _write_charts(archive, part, out, with_values=len(out) == before)
    out.notices += noticing.hidden_sheets(hidden, len(workbook.worksheets))
    # A sheet's name is no title.
    out.first_heading = None


def _write_charts(archive: Archive, part: str, out: Outlined, *, with_values: bool) -> None:
    """The titles of a sheet's charts, and where it has nothing else the values they show."""
    for drawing in _related(archive, part, "drawing"):
        for chart in _related(archive, drawing, "chart"):
            title, rows = ooxml.chart_rows(archive.tree(chart))
            out.paragraph(title)
            out.table(rows if with_values else ())


def _opened(stream: BytesIO, *, values: bool) -> "Workbook":
    import openpyxl

    stream.seek(0)
    copy = BytesIO(stream.getvalue())
    return openpyxl.load_workbook(
        copy, read_only=True, data_only=values, keep_links=False, rich_text=True
    )


def _rows(sheet: Any, formulas: Any) -> Iterator[Row]:  # noqa: ANN401
    """The filled cells of each row; a formula where it was never calculated."""
    sheet.reset_dimensions()
    if formulas is not None:
        formulas.reset_dimensions()
    others = () if formulas is None else formulas.iter_rows()
    filled = 0
    for number, (cells, written) in enumerate(zip_longest(sheet.iter_rows(), others), 1):
        found = _shown(cells) if cells else {}
        if written:
            found = _formulas(written) | found
        filled += len(found)
        if filled > MOST_CELLS:
            raise TooLongError
        if found:
            yield number, found


def _shown(cells: Iterable[Any]) -> dict[int, str]:
    return {
        cell.column: text
        for cell in cells
        if cell.value is not None and (text := line(_words(cell.value, cell.number_format)))
    }


def _words(value: Any, form: str) -> str:  # noqa: ANN401
    """A value as its cell shows it; of a text in several types, what is not struck out."""
    if not isinstance(value, list):
        # openpyxl gives a text of one type that has its own markup as a tuple.
        return shown(value[0] if isinstance(value, tuple) else value, form)
    return resolved(merged("".join(map(_run, value))))


def _run(run: Any) -> str:  # noqa: ANN401
    """A part of a text, marked where it is raised or lowered."""
    if isinstance(run, str):
        return run
    if run.font.strike:
        return ""
    mark = _LEVELS.get(run.font.vertAlign, "")
    return f"{mark}{run.text}{END}" if mark else str(run.text)


def _formulas(cells: Iterable[Any]) -> dict[int, str]:
    return {
        cell.column: line(str(getattr(cell.value, "text", cell.value)))
        for cell in cells
        if cell.value is not None and cell.data_type == "f"
    }


def _sheet_parts(archive: Archive) -> dict[str, str]:
    """The archive's file for each sheet, by name."""
    book = "xl/workbook.xml"
    targets = {each.get("Id"): _resolved(each, book) for each in _relations(archive, book)}
    return {
        sheet.get("name", ""): targets.get(sheet.get(f"{{{ooxml.RELATIONSHIPS}}}id"), "")
        for sheet in archive.tree(book).iter(f"{_SHEET_MAIN}sheet")
    }


def _related(archive: Archive, part: str, kind: str) -> list[str]:
    """The archive's files of this kind that one of them refers to."""
    wanted = f"{ooxml.RELATIONSHIPS}/{kind}"
    found = [each for each in _relations(archive, part) if each.get("Type") == wanted]
    return [name for each in found if (name := _resolved(each, part)) in archive.names]


def _relations(archive: Archive, part: str) -> "list[etree._Element]":
    folder, _, name = part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.names:
        return []
    return list(archive.tree(relations).iter(f"{_PACKAGE}Relationship"))


def _resolved(relation: "etree._Element", part: str) -> str:
    """The archive's file that a relation of `part` names."""
    return posixpath.normpath(
        posixpath.join("/", posixpath.dirname(part), relation.get("Target", ""))
    ).lstrip("/")


def _source(archive: Archive, part: str) -> bytes:
    """The markup of a sheet; nothing of one that is too large to be looked through."""
    try:
        return archive.read(part, longest=LARGEST_TREE) if part in archive.names else b""
    except ReadError:
        return b""


def _merged(source: bytes) -> list[Merged]:
    return [
        Merged(
            int(found[2]),
            int(found[4]),
            column_number(found[1].decode()),
            column_number(found[3].decode()),
        )
        for found, _ in zip(_MERGED.finditer(source), range(MOST_MERGED), strict=False)
    ]
