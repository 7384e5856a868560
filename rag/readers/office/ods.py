"""OpenDocument spreadsheets (ODS): the values of each sheet as it shows them, with their cells."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.domain import Document, PlaceKind
from rag.errors import ReadError
from rag.readers import noticing
from rag.readers.office import odf
from rag.readers.office.finishing import finished, outlined, too_long
from rag.readers.office.odf import tag
from rag.readers.office.odf_table import hidden_columns, read_table
from rag.readers.office.sheets import write_rows
from rag.readers.office.unseen import Unseen
from rag.readers.outlined import Outlined, TooLongError
from rag.readers.zipped import damaged

if TYPE_CHECKING:
    from lxml import etree

SUFFIXES: Final = frozenset({".ods", ".ots"})


@dataclass(frozen=True, slots=True)
class OdsReader:
    """Reads spreadsheets sheet by sheet, hidden sheets too."""

    name: str = "ods/5"

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the file is an OpenDocument spreadsheet."""
        return odf.is_open_document(path, head, "spreadsheet", SUFFIXES)

    def read(self, path: Path, data: bytes, *, stored_as: str) -> Document:
        """The document in `data`; its places are sheets and rows.

        Raises:
            ReadError: it is damaged, locked, too large, or holds no words.
        """
        archive, body = odf.opened(data, path, "office:spreadsheet")
        out = outlined()
        try:
            _write(body, out)
            told = odf.told(archive)
        except ReadError:
            raise
        except TooLongError as error:
            raise too_long(path) from error
        except Exception as error:
            raise damaged(path, error) from error
        return finished(out, data, path=path, stored_as=stored_as, reader=self.name, told=told)


def _write(body: "etree._Element", out: Outlined) -> None:
    styles = _hidden_styles(body)
    sheets = body.findall(tag("table:table"))
    hidden: list[str] = []
    for sheet in sheets:
        name = sheet.get(tag("table:name"), "")
        out.place(PlaceKind.SHEET, name)
        is_hidden = sheet.get(tag("table:style-name")) in styles
        if is_hidden:
            hidden.append(name)
        out.heading(1, f"{name} (hidden)" if is_hidden else name)
        found = read_table(sheet)
        unseen = Unseen(found.hidden, hidden_columns(sheet))
        write_rows(unseen.watched(found.rows), out, found.merged)
        out.notices += unseen.notices(name)
    out.notices += noticing.hidden_sheets(hidden, len(sheets))
    # A sheet's name is no title.
    out.first_heading = None


def _hidden_styles(body: "etree._Element") -> frozenset[str]:
    root = body.getroottree().getroot()
    return frozenset(
        style.get(tag("style:name"), "")
        for style in root.iter(tag("style:style"))
        for properties in style.iterfind(tag("style:table-properties"))
        if properties.get(tag("table:display")) == "false"
    )
