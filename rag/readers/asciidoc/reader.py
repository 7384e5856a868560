"""AsciiDoc as text: headings, lists and tables marked, inline marks taken off."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rag.domain import Document
from rag.readers.asciidoc.blocks import Blocks
from rag.readers.asciidoc.titles import header, section_titles
from rag.readers.decoding import decode, looks_binary
from rag.readers.kinds import known_kind

SUFFIXES: Final = frozenset({".adoc", ".asciidoc", ".asc"})


@dataclass(frozen=True, slots=True)
class AsciiDocReader:
    """Reads AsciiDoc."""

    name: str = "asciidoc/3"

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the suffix says so and the first bytes are text of no other kind."""
        return path.suffix.lower() in SUFFIXES and (
            not head or not (looks_binary(head) or known_kind(path, head))
        )

    def read(self, path: Path, data: bytes, *, stored_as: str) -> Document:
        """The document in `data`: titled by its first heading; nothing is included in it.

        Raises:
            ReadError: the bytes are no text, or hold no letter or digit.
        """
        lines = [line.rstrip() for line in decode(data, path).split("\n")]
        blocks = Blocks(section_titles(lines), header=header(lines))
        for line in lines:
            blocks.take(line)
        return blocks.finished().document(
            data, path=path, stored_as=stored_as, reader=self.name, told=blocks.told
        )
