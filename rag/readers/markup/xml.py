"""XML of any kind: the text of its elements, attributes left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.domain import Document
from rag.readers.blocks import one_line, printable
from rag.readers.decoding import looks_binary
from rag.readers.made import made_document
from rag.readers.markup.pages import HTML, page_tree
from rag.readers.markup.trees import xml_tree
from rag.readers.markup.vocabulary import Vocabulary, local_name, words_of
from rag.readers.markup.words import text_of

if TYPE_CHECKING:
    from lxml import etree

_OPENING: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\s")
_WIDE_OPENINGS: Final = tuple("<?xml".encode(name) for name in ("utf-16-le", "utf-16-be"))
_EMBEDDED: Final = re.compile(r"</?(?:p|div|br|a|span|ul|li|table|h[1-6]|b|i|em|strong)\b[^>]*>")
_PICTURES: Final = frozenset({"svg"})
_PLAIN: Final = Vocabulary({})
_LONGEST_TITLE: Final = 300
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class XmlReader:
    """Reads XML files that no other reader knows better."""

    name: str = "xml/2"

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the file begins as XML, or is text whose suffix says so."""
        named = path.suffix.lower() == ".xml"
        if not head:
            return named
        if head.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").startswith(_WIDE_OPENINGS):
            return True
        return _OPENING.match(head) is not None or (named and not looks_binary(head))

    def read(self, path: Path, data: bytes, *, stored_as: str) -> Document:
        """The document in `data`: a paragraph for each element that holds text.

        Raises:
            ReadError: it is not well-formed, defines entities, or holds no words.
        """
        root = xml_tree(data, path)
        text = "\n\n".join(_paragraphs(root, path))
        document = made_document(text, data, path=path, stored_as=stored_as, reader=self.name)
        return replace(
            document, title=_title(root) or document.title, language=root.get(_LANGUAGE) or None
        )


def _paragraphs(root: "etree._Element", path: Path) -> Iterator[str]:
    """The text of the outermost elements that hold some of their own."""
    from lxml import etree

    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if local_name(element) in _PICTURES and element is not root:
            walk.skip_subtree()
        elif _holds_text(element):
            walk.skip_subtree()
            yield from _told(element, path)


def _holds_text(element: "etree._Element") -> bool:
    own = (element.text, *(child.tail for child in element))
    return any(text and not text.isspace() for text in own)


def _told(element: "etree._Element", path: Path) -> Iterator[str]:
    """The words of an element; where they are the source of a web page, what that shows."""
    words = words_of(element, _PLAIN)
    if len(element) == 0 and _EMBEDDED.search(words):
        words = text_of(page_tree(printable(element.text or ""), path), HTML)
    if words:
        yield words


def _title(root: "etree._Element") -> str | None:
    """The first title that holds nothing but words."""
    for element in root.iter():
        if local_name(element) in {"title", "headline", "titel"} and len(element) == 0:
            title = one_line(printable(element.text or ""))
            if title:
                return title if len(title) <= _LONGEST_TITLE else None
    return None
