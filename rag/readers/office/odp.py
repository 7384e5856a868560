"""OpenDocument presentations (ODP): slides with their titles, lists, tables, charts and notes."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.domain import Document, PlaceKind
from rag.errors import ReadError
from rag.readers import noticing
from rag.readers.office import odf
from rag.readers.office.finishing import finished, outlined, too_long
from rag.readers.office.odf import tag
from rag.readers.office.odf_text import Body, list_styles
from rag.readers.outlined import Outlined, TooLongError
from rag.readers.zipped import Archive, damaged

if TYPE_CHECKING:
    from lxml import etree

SUFFIXES: Final = frozenset({".odp", ".otp"})
NOTES: Final = "Notes"
_CLASS: Final = "presentation:class"
_FURNITURE: Final = frozenset({"header", "footer", "date-time", "page-number", "page"})


@dataclass(frozen=True, slots=True)
class OdpReader:
    """Reads presentations slide by slide, hidden slides too."""

    name: str = "odp/4"

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the file is an OpenDocument presentation."""
        return odf.is_open_document(path, head, "presentation", SUFFIXES)

    def read(self, path: Path, data: bytes, *, stored_as: str) -> Document:
        """The document in `data`; its places are the slides.

        Raises:
            ReadError: it is damaged, locked, too large, or holds no words.
        """
        archive, body = odf.opened(data, path, "office:presentation")
        out = outlined()
        try:
            _write(archive, body, out)
            told = odf.told(archive)
        except ReadError:
            raise
        except TooLongError as error:
            raise too_long(path) from error
        except Exception as error:
            raise damaged(path, error) from error
        return finished(out, data, path=path, stored_as=stored_as, reader=self.name, told=told)


def _write(archive: Archive, body: "etree._Element", out: Outlined) -> None:
    parts = Body(archive, out, list_styles(archive))
    styles = _hidden_styles(archive)
    hidden: list[int] = []
    number = 0
    for number, slide in enumerate(body.iter(tag("draw:page")), 1):
        if slide.get(tag("draw:style-name")) in styles:
            hidden.append(number)
        out.place(PlaceKind.SLIDE, str(number))
        shapes = list(_shapes(slide))
        titles = [shape for shape in shapes if shape.get(tag(_CLASS)) == "title"]
        for title in titles:
            out.heading(1, " ".join(map(odf.words, title.iter(tag("text:p")))))
        for shape in shapes:
            if shape not in titles and shape.get(tag(_CLASS)) not in _FURNITURE:
                if shape.tag == tag("draw:frame"):
                    parts.frame(shape)
                else:
                    parts.blocks(shape)
        _write_notes(slide, parts, out)
    out.notices += noticing.hidden_slides(hidden, number)


def _hidden_styles(archive: Archive) -> frozenset[str]:
    """The styles of slides that are not shown."""
    return frozenset(
        style.get(tag("style:name"), "")
        for style in archive.tree("content.xml").iter(tag("style:style"))
        for properties in style.iterfind(tag("style:drawing-page-properties"))
        if properties.get(tag("presentation:visibility")) == "hidden"
    )


def _write_notes(slide: "etree._Element", parts: Body, out: Outlined) -> None:
    for frame in slide.iterfind(f"{tag('presentation:notes')}/{tag('draw:frame')}"):
        told = any(odf.words(each).strip() for each in frame.iter(tag("text:p")))
        if told and frame.get(tag(_CLASS)) == "notes":
            out.heading(2, NOTES)
            parts.frame(frame)


def _shapes(parent: "etree._Element") -> Iterator["etree._Element"]:
    """The shapes of a slide, those of groups in their place."""
    for child in parent:
        if child.tag in {tag("draw:g"), tag("draw:a")}:
            yield from _shapes(child)
        elif isinstance(child.tag, str) and child.tag != tag("presentation:notes"):
            yield child
