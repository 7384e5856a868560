"""Markdown, with or without front matter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Final

from rag.domain import Document, Shape
from rag.readers.decoding import decode, looks_binary
from rag.readers.kinds import known_kind
from rag.readers.text import text_document

SUFFIXES: Final = frozenset({".md", ".markdown"})
_HEAD_CHARACTERS: Final = 65_536
_FRONT_MATTER: Final = re.compile(
    r"\A(---|\+\+\+)[ \t]*\n(?=[\w-]+[ \t]*[:=])(.*?\n)(?:\1|\.\.\.)[ \t]*(?=\n|\Z)", re.DOTALL
)
_FRONT_TITLE: Final = re.compile(r"^title[ \t]*[:=](.+)$", re.MULTILINE | re.IGNORECASE)
_FENCED: Final = re.compile(r"^ {0,3}(```+|~~~+).*?(?:^ {0,3}\1|\Z)", re.MULTILINE | re.DOTALL)
_HASHES: Final = re.compile(r" {0,3}#{1,6}[ \t]+(?=\S)")
_CLOSING_HASHES: Final = re.compile(r"[ \t]#+\Z")
_UNDERLINE: Final = re.compile(r" {0,3}(?:=+|--+)[ \t]*$")
_LINK: Final = re.compile(r"!?\[([^\]]{0,200})\]\([^)]{0,500}\)")
_EMPHASIS: Final = re.compile(r"\*\*|__|\*|`|~~|(?<!\w)_|_(?!\w)")


@dataclass(frozen=True, slots=True)
class MarkdownReader:
    """Reads Markdown files; the text stays as written, marks included."""

    name: str = "markdown/2"

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the suffix says Markdown and the first bytes do not say otherwise."""
        return path.suffix.lower() in SUFFIXES and (
            not head or not (looks_binary(head) or known_kind(path, head))
        )

    def read(self, path: Path, data: bytes, *, stored_as: str) -> Document:
        """The document in `data`: titled by its front matter, else by its first heading.

        Raises:
            ReadError: the bytes are no text, or hold no letter or digit.
        """
        text = decode(data, path)
        document = text_document(
            text, data, path=path, stored_as=stored_as, reader=self.name, title=_title(text)
        )
        return replace(document, shape=Shape.MARKDOWN)


def _title(text: str) -> str | None:
    front = _FRONT_MATTER.match(text)
    if front is not None:
        named = _FRONT_TITLE.search(front[2])
        title = named[1].strip().strip("\"'") if named else ""
        if title:
            return title
    body = text[front.end() if front else 0 :][:_HEAD_CHARACTERS]
    return _plain(_first_heading(_FENCED.sub("", body).split("\n"))) or None


def _first_heading(lines: Sequence[str]) -> str:
    """The first heading in `lines`, marked by hashes or underlined; empty without one."""
    for line, below in pairwise((*lines, "")):
        hashes = _HASHES.match(line)
        if hashes is not None:
            return _CLOSING_HASHES.sub("", line[hashes.end() :].rstrip())
        if line.strip() and not _UNDERLINE.match(line) and _UNDERLINE.match(below):
            return line
    return ""


def _plain(heading: str) -> str:
    """A heading without the marks of links and emphasis."""
    return _EMPHASIS.sub("", _LINK.sub(r"\1", heading)).strip()
