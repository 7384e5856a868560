"""Files become documents: one reader for each kind of file, chosen by content before suffix.

A new kind of file is one new module with a reader and one more entry in `READERS`.
"""

import stat
from pathlib import Path
from typing import Final

from rag.domain import Document
from rag.errors import ReadError
from rag.ports import Reader
from rag.readers.docx import DocxReader
from rag.readers.epub import EpubReader
from rag.readers.html import HtmlReader
from rag.readers.jats import JatsReader
from rag.readers.kinds import foreign_kind
from rag.readers.markdown import MarkdownReader
from rag.readers.odp import OdpReader
from rag.readers.ods import OdsReader
from rag.readers.odt import OdtReader
from rag.readers.pdf import PdfReader
from rag.readers.pptx import PptxReader
from rag.readers.text import TextReader
from rag.readers.xlsx import XlsxReader
from rag.readers.xml import XmlReader

READERS: Final[tuple[Reader, ...]] = (
    PdfReader(),
    DocxReader(),
    PptxReader(),
    XlsxReader(),
    OdtReader(),
    OdpReader(),
    OdsReader(),
    EpubReader(),
    JatsReader(),
    HtmlReader(),
    XmlReader(),
    MarkdownReader(),
    TextReader(),
)
"""The first reader that accepts a file reads it."""

LARGEST_BYTES: Final = 64 * 2**20
_HEAD_BYTES: Final = 4096


def read(path: Path, *, stored_as: str) -> Document:
    """The document in the file at `path`, its own path set to `stored_as`.

    Raises:
        ReadError: the file is missing, unreadable, too large, empty or of no kind that is read.
    """
    data = _bytes(path)
    if not data.strip():
        raise ReadError(f"{path} is empty", "Nothing to read; leave it out or fill it.")
    return reader_for(path, data[:_HEAD_BYTES]).read(path, data, stored_as=stored_as)


def supported(path: Path) -> bool:
    """Whether the suffix of `path` belongs to a kind of file that is read; opens nothing."""
    return any(reader.accepts(path, b"") for reader in READERS)


def reader_for(path: Path, head: bytes) -> Reader:
    """The reader for a file that begins with the bytes `head`.

    Raises:
        ReadError: no reader accepts it; the message names the kind where it is known.
    """
    for reader in READERS:
        if reader.accepts(path, head):
            return reader
    kind = foreign_kind(path, head)
    raise ReadError(f"{path} is {kind.name}, not text", kind.hint)


def _bytes(path: Path) -> bytes:
    try:
        _check(path)
        with path.open("rb") as file:
            data = file.read(LARGEST_BYTES + 1)
    except FileNotFoundError as error:
        raise ReadError(f"{path} does not exist", "Check the path.") from error
    except PermissionError as error:
        raise ReadError(
            f"{path} may not be read", f"Give yourself permission: chmod u+r '{path}'."
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(f"{path} cannot be read: {reason}", "Check the path.") from error
    if len(data) > LARGEST_BYTES:
        raise ReadError(
            f"{path} is larger than {LARGEST_BYTES // 2**20} MiB", "Split it into smaller files."
        )
    return data


def _check(path: Path) -> None:
    """Refuse what is no regular file before opening it: a pipe would block."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise ReadError(f"{path} is a folder", "Give the files in it.")
    if not stat.S_ISREG(mode):
        raise ReadError(f"{path} is a pipe, socket or device", "Copy its content into a file.")
