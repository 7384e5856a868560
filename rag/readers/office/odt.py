"""OpenDocument texts (ODT): headings, paragraphs, lists, tables, frames and notes."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rag.domain import Document
from rag.errors import ReadError
from rag.readers.office import odf
from rag.readers.office.finishing import finished, outlined, too_long
from rag.readers.office.odf_text import Body, list_styles, title_styles
from rag.readers.outlined import TooLongError
from rag.readers.zipped import damaged

SUFFIXES: Final = frozenset({".odt", ".ott"})


@dataclass(frozen=True, slots=True)
class OdtReader:
    """Reads texts as they stand; deletions, headers and comments are left out."""

    name: str = "odt/3"

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the file is an OpenDocument text."""
        return odf.is_open_document(path, head, "text", SUFFIXES)

    def read(self, path: Path, data: bytes, *, stored_as: str) -> Document:
        """The document in `data`.

        Raises:
            ReadError: it is damaged, locked, too large, or holds no words.
        """
        archive, body = odf.opened(data, path, "office:text")
        out = outlined()
        try:
            Body(archive, out, list_styles(archive), title_styles(archive)).blocks(body)
            told = odf.told(archive)
        except ReadError:
            raise
        except TooLongError as error:
            raise too_long(path) from error
        except Exception as error:
            raise damaged(path, error) from error
        return finished(out, data, path=path, stored_as=stored_as, reader=self.name, told=told)
