"""Word footnotes: a part of its own in the package, which python-docx does not make.

Word numbers them by where they stand. What is cited again is a NOTEREF field, which tells the
number of the first footnote and leads to it. A custom mark would keep a citation's own number
where the two differ, but LibreOffice tells such a mark twice; so the footnote says it then.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from rag.domain import Citation
from rag.render import words
from rag.render.layout import one_line

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_TEXT: Final = "footnote text"
_REFERENCE: Final = "footnote reference"
_SEPARATORS: Final = (("-1", "separator"), ("0", "continuationSeparator"))
_UNWRITABLE: Final = str.maketrans({"\ufffe": "\ufffd", "\uffff": "\ufffd"})
"""Characters that XML has no place for and that are harmless elsewhere."""


def printed(text: str) -> str:
    """`text` on one line, with nothing in it that XML cannot hold."""
    return one_line(text).translate(_UNWRITABLE)


class Footnotes:
    """The footnotes of a document in the making, one for each citation."""

    def __init__(self, document: "Document", citations: Iterable[Citation]) -> None:
        self._document = document
        self._citations = {citation.id: citation for citation in citations}
        self._notes = _element("w:footnotes")
        self._numbers: dict[int, int] = {}
        self._add_styles()
        for number, kind in _SEPARATORS:
            note = _element("w:footnote", type=kind, id=number)
            note.append(_within("w:p", _within("w:r", _element(f"w:{kind}"))))
            self._notes.append(note)

    def cite(self, paragraph: "Paragraph", citations: Iterable[int]) -> None:
        """Put the numbers of these citations at the end of a paragraph."""
        known = [citation for citation in citations if citation in self._citations]
        for place, citation in enumerate(known):
            if place:
                self._run(paragraph).text = ", "
            self._mark(paragraph, citation)

    @property
    def uncited(self) -> tuple[int, ...]:
        """The citations that no paragraph has the mark of yet."""
        return tuple(number for number in self._citations if number not in self._numbers)

    def finish(self) -> None:
        """Put the footnotes into the package and say so in the settings."""
        from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import XmlPart

        main = self._document.part
        name = PackURI("/word/footnotes.xml")
        part = XmlPart(name, CONTENT_TYPE.WML_FOOTNOTES, self._notes, main.package)
        main.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        told = _element("w:footnotePr")
        for number, _ in _SEPARATORS:
            told.append(_element("w:footnote", id=number))
        settings = self._document.settings.element
        settings.insert_element_before(told, "w:endnotePr", "w:compat")

    def _add_styles(self) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.shared import Pt

        styles = self._document.styles
        text = styles.add_style(_TEXT, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        text.base_style = styles["Normal"]
        text.font.size = Pt(9)
        text.paragraph_format.space_after = Pt(2)
        reference = styles.add_style(_REFERENCE, WD_STYLE_TYPE.CHARACTER, builtin=True)
        reference.font.superscript = True
        self._text, self._reference = text.style_id, reference.style_id

    def _run(self, paragraph: "Paragraph") -> "Run":
        """An empty run in the style of references."""
        run = paragraph.add_run()
        run._r.style = self._reference  # noqa: SLF001, by name it is looked up among all styles
        return run

    def _mark(self, paragraph: "Paragraph", citation: int) -> None:
        """A footnote, or where there is one already its number."""
        run = self._run(paragraph)
        element = run._element  # noqa: SLF001, python-docx makes neither footnotes nor fields
        if citation in self._numbers:
            run.text = str(self._numbers[citation])
            field = _element("w:fldSimple", instr=f" NOTEREF {_anchor(citation)} \\f \\h ")
            element.addprevious(field)
            field.append(element)
            return
        number = str(len(self._numbers) + 1)
        self._numbers[citation] = int(number)
        self._notes.append(self._note(self._citations[citation], number))
        element.append(_element("w:footnoteReference", id=number))
        element.addprevious(_element("w:bookmarkStart", id=number, name=_anchor(citation)))
        element.addnext(_element("w:bookmarkEnd", id=number))

    def _note(self, citation: Citation, number: str) -> "BaseOxmlElement":
        """Place, locator and quotation of a citation, and its own number if that is another."""
        from docx.text.paragraph import Paragraph

        note = _element("w:footnote", id=number)
        body = _element("w:p")
        note.append(body)
        paragraph = Paragraph(body, self._document._body)  # noqa: SLF001, it knows the styles
        paragraph._p.style = self._text  # noqa: SLF001, by name it is looked up among all styles
        mark = self._run(paragraph)
        mark._element.append(_element("w:footnoteRef"))  # noqa: SLF001
        where = words.locator(citation)
        beside = f" ({where})" if where else ""
        told = f"{words.line_range(citation)}{beside} {words.quoted(citation.quote)}"
        own = "" if number == str(citation.id) else f" [{citation.id}]"
        paragraph.add_run(f" {printed(told)}{own}")
        return note


def _anchor(citation: int) -> str:
    return f"_Citation{citation}"


def _element(tag: str, **attributes: str) -> "BaseOxmlElement":
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _within(tag: str, child: "BaseOxmlElement") -> "BaseOxmlElement":
    made = _element(tag)
    made.append(child)
    return made
