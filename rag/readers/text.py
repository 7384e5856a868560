"""Plain text."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final

from rag.domain import Document
from rag.errors import ReadError
from rag.readers.dating import find_date
from rag.readers.decoding import decode, looks_binary
from rag.readers.kinds import known_kind

SUFFIXES: Final = frozenset({".txt", ".text"})
_LONGEST_HEADLINE: Final = 160
_NEAR: Final = 4
"""Lines below a headline of which one is to be longer; empty ones count where one follows it."""
_SLUG: Final = re.compile(
    r"(?:for immediate release|(?:press|media|news) (?:release|statement)|embargoed\b.*|"
    r"breaking(?: news)?|exclusive)[:.!]?",
    re.IGNORECASE,
)
"""What stands above a headline and is none."""
_UNHEADLINE: Final = re.compile(r"""[.!?…:;,]["'”’»)\]]*$""")


@dataclass(frozen=True, slots=True)
class TextReader:
    """Reads plain text, whatever its suffix, unless another kind of file is plain from it."""

    name: str = "text/2"

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the file is text; without a head, whether its suffix says so."""
        if not head:
            return path.suffix.lower() in SUFFIXES
        return not looks_binary(head) and known_kind(path, head) is None

    def read(self, path: Path, data: bytes, *, stored_as: str) -> Document:
        """The document in `data`: its text as decoded, a headline or the file's name as title.

        Raises:
            ReadError: the bytes are no text, or hold no letter or digit.
        """
        text = decode(data, path)
        return text_document(
            text, data, path=path, stored_as=stored_as, reader=self.name, title=_headline(text)
        )


def text_document(
    text: str,
    data: bytes,
    *,
    path: Path,
    stored_as: str,
    reader: str,
    title: str | None,
) -> Document:
    """A document with lines; without a title it is called after its file."""
    if not any(character.isalnum() for character in text):
        raise ReadError(f"{path} is empty: it holds no words", "Leave it out or fill it.")
    found = find_date(text)
    return Document(
        path=stored_as,
        title=title or called_after(path),
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        text_sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        reader=reader,
        date=found,
        date_found="the first lines" if found else None,
    )


def called_after(path: PurePath) -> str:
    """The title of a document that has none of its own: its file's name in words."""
    return readable(path.stem)


def _headline(text: str) -> str | None:
    """The first line where it reads like a headline above a longer paragraph, else None."""
    head = text[:20_000].split("\n")
    lines = [line.strip() for line in head]
    told = (number for number, line in enumerate(lines) if line and not _SLUG.fullmatch(line))
    first = next(told, len(lines))
    if first == len(lines) or not _reads_like_headline(lines[first]):
        return None
    alone = first + 1 < len(lines) and not lines[first + 1]
    below = [line for line in lines[first + 1 :] if line] if alone else lines[first + 1 :]
    longest = max(map(len, below[:_NEAR]), default=0)
    enough = len(lines[first]) if alone else len(lines[first]) * 4 / 3
    return lines[first] if longest > enough else None


def _reads_like_headline(line: str) -> bool:
    return (
        len(line) <= _LONGEST_HEADLINE
        and not _UNHEADLINE.search(line)
        and sum(character.isalpha() for character in line) > len(line) / 2
    )


def readable(stem: str) -> str:
    """A file's name as a title."""
    return " ".join(re.sub(r"[_\-]+", " ", stem).split()) or stem
