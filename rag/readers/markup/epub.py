"""Books in EPUB (https://www.w3.org/TR/epub-33), read in the order of their spine."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from rag.domain import Document
from rag.errors import ReadError
from rag.readers.blocks import one_line, printable
from rag.readers.made import made_document
from rag.readers.markup.articles import drop_unseen
from rag.readers.markup.page_facts import day
from rag.readers.markup.pages import HTML, page_text, page_tree
from rag.readers.markup.trees import xml_tree
from rag.readers.markup.words import text_of
from rag.readers.zipped import Archive, archive_kind

if TYPE_CHECKING:
    from lxml import etree

_CONTAINER: Final = "META-INF/container.xml"
_ENCRYPTION: Final = "META-INF/encryption.xml"
_FONTS: Final = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Ways to lock the fonts of a book that leave its text open."""
_PAGES: Final = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document"})


@dataclass(frozen=True, slots=True)
class EpubReader:
    """Reads books: every chapter, with its headings."""

    name: str = "epub/2"

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the file is an archive that says it is a book, or is one by its suffix."""
        named = path.suffix.lower() == ".epub"
        kind = archive_kind(head)
        return (named and (not head or head.startswith(b"PK"))) or kind == "application/epub+zip"

    def read(self, path: Path, data: bytes, *, stored_as: str) -> Document:
        """The document in `data`, with what its package says of it.

        Raises:
            ReadError: it is damaged, protected against reading, or holds no words.
        """
        archive = Archive.open(data, path)
        _check_open(archive)
        package = _Package.of(archive)
        chapters = (_chapter(archive, name) for name in package.chapters())
        document = made_document(
            "\n\n".join(chapter for chapter in chapters if chapter),
            data,
            path=path,
            stored_as=stored_as,
            reader=self.name,
        )
        published = package.date()
        return replace(
            document,
            title=package.said("title") or document.title,
            author=", ".join(package.all_said("creator")) or None,
            date=published,
            date_found="EPUB metadata dc:date" if published else None,
            language=package.said("language"),
        )


def _check_open(archive: Archive) -> None:
    """Refuse a book whose text is locked to a device or a shop."""
    if _ENCRYPTION not in archive.names:
        return
    root = xml_tree(archive.read(_ENCRYPTION), archive.path)
    methods = (element.get("Algorithm") for element in root.iter("{*}EncryptionMethod"))
    if any(method not in _FONTS for method in methods):
        raise ReadError(
            f"{archive.path} is protected against copying", "Give a copy without protection."
        )


@dataclass(frozen=True, slots=True)
class _Package:
    """The file of a book that lists its parts."""

    archive: Archive
    folder: str
    root: "etree._Element"

    @classmethod
    def of(cls, archive: Archive) -> "_Package":
        container = xml_tree(archive.read(_CONTAINER), archive.path)
        found = next(container.iter("{*}rootfile"), None)
        name = posixpath.normpath(found.get("full-path", "")) if found is not None else ""
        return cls(archive, posixpath.dirname(name), xml_tree(archive.read(name), archive.path))

    def all_said(self, name: str) -> list[str]:
        """Everything the metadata says under a Dublin Core name, once."""
        found = self.root.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}")
        told = (one_line(printable("".join(element.itertext()))) for element in found)
        return list(dict.fromkeys(text for text in told if text))

    def said(self, name: str) -> str | None:
        """The first of them."""
        return next(iter(self.all_said(name)), None)

    def date(self) -> str | None:
        """The day of publication, where it is given whole."""
        return next((found for found in map(day, self.all_said("date")) if found), None)

    def chapters(self) -> Iterator[str]:
        """The names of the pages in reading order, as far as the archive holds them."""
        items = {item.get("id"): item for item in self.root.iter("{*}item")}
        for reference in self.root.iter("{*}itemref"):
            item = items.get(reference.get("idref"))
            if item is None or item.get("media-type") not in _PAGES:
                continue
            address = unquote(item.get("href", "").partition("#")[0])
            name = posixpath.normpath(posixpath.join(self.folder, address))
            if name in self.archive.names:
                yield name


def _chapter(archive: Archive, name: str) -> str:
    data = archive.read(name)
    if not data.strip():
        return ""
    tree = page_tree(page_text(data, archive.path), archive.path)
    drop_unseen(tree)
    return text_of(tree, HTML)
