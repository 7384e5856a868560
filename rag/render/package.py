"""What a Word file says about itself, and its bytes, the same whenever it is written."""

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from docx.document import Document

_STILL: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can tell."""
_TABLE_STYLES: Final = ("Normal Table", "Table Grid")
_WIDTH, _HEIGHT, _MARGIN = 21.0, 29.7, 2.3
TEXT_WIDTH: Final = _WIDTH - 2 * _MARGIN
"""Centimetres between the margins."""


def clean(document: "Document", *, title: str) -> None:
    """Give a new document its title and A4 pages, and take off what its template says of itself.

    It carries no dates: they would be those of the run, not of the note.
    """
    facts = document.core_properties
    facts.title, facts.author, facts.last_modified_by = title[:255], "Sourceline", ""
    facts.comments = "Every statement is a quotation; its footnote says where it stands."
    facts.revision = 1
    dates = [
        element
        for element in facts._element  # noqa: SLF001, python-docx cannot take a date off
        if element.tag.endswith(("}created", "}modified", "}lastPrinted"))
    ]
    for element in dates:
        facts._element.remove(element)  # noqa: SLF001
    package = document.part.package
    for name in [key for key, told in package.rels.items() if told.reltype.endswith("/thumbnail")]:
        del package.rels[name]
    _drop_styles(document)
    _lay_out(document)


def reproducible(data: bytes) -> bytes:
    """The same package without the time at which each of its parts was written."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as read, zipfile.ZipFile(stream, "w") as written:
        for name in read.namelist():
            entry = zipfile.ZipInfo(name, _STILL)
            entry.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(entry, read.read(name))
    return stream.getvalue()


def _drop_styles(document: "Document") -> None:
    """Take off the template's hundred styles of tables, which every look-up passes by."""
    from docx.enum.style import WD_STYLE_TYPE

    for style in list(document.styles):
        if style.type is WD_STYLE_TYPE.TABLE and style.name not in _TABLE_STYLES:
            style.delete()


def _lay_out(document: "Document") -> None:
    """A4 with a page number at the foot."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    page, margin = document.sections[0], Cm(_MARGIN)
    page.page_width, page.page_height = Cm(_WIDTH), Cm(_HEIGHT)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = margin
    document.styles["Title"].font.size = Pt(20)
    document.styles["Normal"].font.size = Pt(10.5)
    for name in ("Normal", "List Bullet"):
        document.styles[name].paragraph_format.space_after = Pt(4)
    foot = page.footer.paragraphs[0]
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    foot._p.append(number)  # noqa: SLF001, python-docx makes no fields
    foot.alignment = 1
