"""Word documents (DOCX, DOCM): paragraphs, headings, lists, tables, text boxes and notes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.domain import Document
from rag.errors import ReadError
from rag.readers.office import ooxml
from rag.readers.office.docx_numbering import Numbering, word
from rag.readers.office.docx_styles import Styles
from rag.readers.office.docx_text import Body
from rag.readers.office.finishing import finished, outlined, too_long
from rag.readers.outlined import Outlined, TooLongError
from rag.readers.zipped import damaged, parsed

if TYPE_CHECKING:
    from docx.opc.part import Part
    from docx.parts.document import DocumentPart
    from lxml import etree

SUFFIXES: Final = frozenset({".docx", ".docm", ".dotx", ".dotm"})
_SEPARATORS: Final = frozenset({"separator", "continuationSeparator", "continuationNotice"})


@dataclass(frozen=True, slots=True)
class DocxReader:
    """Reads Word documents as they stand: insertions taken, deletions, headers and comments not."""

    name: str = "docx/4"

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the file is a package with a Word document in it."""
        return ooxml.is_package(path, head, b"word/", SUFFIXES)

    def read(self, path: Path, data: bytes, *, stored_as: str) -> Document:
        """The document in `data`, with what its properties say about it.

        Raises:
            ReadError: it is damaged, locked, too large, or holds no words.
        """
        archive, stream = ooxml.package(data, path)
        out = outlined()
        try:
            language = _write(stream, path, out)
        except ReadError:
            raise
        except TooLongError as error:
            raise too_long(path) from error
        except Exception as error:
            raise damaged(path, error) from error
        told = ooxml.told(archive)
        told = replace(told, language=told.language or language)
        return finished(out, data, path=path, stored_as=stored_as, reader=self.name, told=told)


def _write(stream: object, path: Path, out: Outlined) -> str | None:
    """Write the document into `out`; its language comes back where it says one."""
    import docx

    document = docx.Document(stream)  # type: ignore[arg-type]
    part = document.part
    roots = {kind: _related(part, kind, path) for kind in ("numbering", "footnotes", "endnotes")}
    styles = document.styles.element

    def linked(relation: str) -> "etree._Element | None":
        found = part.related_parts.get(relation)
        return None if found is None else parsed(found.blob, path)

    looks = Styles(styles)
    aside = Body(out, looks, Numbering.of(None), {}, linked)
    notes = {
        (kind.removesuffix("s"), identifier): text
        for kind in ("footnotes", "endnotes")
        for identifier, text in _notes(roots[kind], aside)
    }
    body = Body(out, looks, Numbering.of(roots["numbering"]), notes, linked)
    body.blocks(document.element.body)
    return _language(body, styles)


def _language(body: Body, styles: "etree._Element") -> str | None:
    """The language that most of the text is marked as, or None.

    American English is what Word puts where nobody chose a language, and tells nothing there.
    """
    path = "/".join(word(name) for name in ("docDefaults", "rPrDefault", "rPr", "lang"))
    default = styles.find(path)
    assumed = "" if default is None else default.get(word("val"), "")
    body.languages["" if assumed == "en-US" else assumed] += body.languages.pop("", 0)
    ((language, _),) = body.languages.most_common(1)
    return language or None


def _related(part: "DocumentPart", kind: str, path: Path) -> "etree._Element | None":
    """The root of the document's part of this kind, or None."""
    for relation in part.rels.values():
        if relation.reltype == f"{ooxml.RELATIONSHIPS}/{kind}" and not relation.is_external:
            found: Part = relation.target_part
            return parsed(found.blob, path)
    return None


def _notes(root: "etree._Element | None", body: Body) -> Iterator[tuple[str, str]]:
    """Ids and texts of the notes in a part, told as `body` tells its text."""
    for note in () if root is None else root:
        if note.get(word("type")) not in _SEPARATORS:
            yield note.get(word("id"), ""), body.words(note.iter(word("p"))).strip()
