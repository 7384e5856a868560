"""Web pages, saved or written by hand."""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from rag.domain import Document
from rag.readers.decoding import looks_binary
from rag.readers.made import made_document
from rag.readers.markup.articles import article_text
from rag.readers.markup.page_facts import page_facts
from rag.readers.markup.pages import page_text, page_tree

SUFFIXES: Final = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_OPENING: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html[\s>]|<head[\s>]"
    rb"|<body[\s>])",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class HtmlReader:
    """Reads web pages: the article where there is one, else all that a browser shows."""

    name: str = "html/2"

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the file begins as a page, or is text whose suffix says so."""
        named = path.suffix.lower() in SUFFIXES
        if not head:
            return named
        return _OPENING.match(head) is not None or (named and not looks_binary(head))

    def read(self, path: Path, data: bytes, *, stored_as: str) -> Document:
        """The document in `data`, with what the page says of itself; nothing is fetched.

        Raises:
            ReadError: the page shows no words, or its byte order mark lies.
        """
        tree = page_tree(page_text(data, path), path)
        facts = page_facts(tree)
        document = made_document(
            article_text(tree), data, path=path, stored_as=stored_as, reader=self.name
        )
        return replace(
            document,
            title=facts.title or document.title,
            author=facts.author,
            date=facts.date,
            date_found=facts.date_found,
            language=facts.language,
        )
