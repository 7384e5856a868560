"""Files become documents: one reader for each kind of file, chosen by content before suffix.

A new kind of file is one new module with a reader and one more entry in `READERS`.
"""

from dataclasses import replace
from pathlib import Path
from typing import Final

from rag.domain import Document
from rag.errors import ReadError
from rag.ports import Reader
from rag.readers.asciidoc.reader import AsciiDocReader
from rag.readers.delimited import DelimitedReader
from rag.readers.kinds import foreign_kind
from rag.readers.latex import LatexReader
from rag.readers.limits import MIB, Limits
from rag.readers.mail.mailbox import MailboxReader
from rag.readers.mail.single import MailReader
from rag.readers.markdown import MarkdownReader
from rag.readers.markup.epub import EpubReader
from rag.readers.markup.html import HtmlReader
from rag.readers.markup.jats import JatsReader
from rag.readers.markup.xml import XmlReader
from rag.readers.ocr.images import ImageReader
from rag.readers.ocr.recognition import Recognition, using
from rag.readers.office.docx import DocxReader
from rag.readers.office.odp import OdpReader
from rag.readers.office.ods import OdsReader
from rag.readers.office.odt import OdtReader
from rag.readers.office.pptx import PptxReader
from rag.readers.office.xlsx import XlsxReader
from rag.readers.opening import HEAD_BYTES, content, head_of, too_large
from rag.readers.pdf.reader import PdfReader
from rag.readers.records import RecordReader
from rag.readers.rtf import RtfReader
from rag.readers.subtitles import SubtitleReader
from rag.readers.text import TextReader

READERS: Final[tuple[Reader, ...]] = (
    PdfReader(),
    ImageReader(),
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
    RtfReader(),
    MailboxReader(),
    MailReader(),
    SubtitleReader(),
    DelimitedReader(),
    RecordReader(),
    LatexReader(),
    AsciiDocReader(),
    MarkdownReader(),
    TextReader(),
)
"""The first reader that accepts a file reads it."""

OWN_NOTE: Final = b"\n<!-- sourceline-note/1 {"
"""What the last line of a note begins with: quoted again, its sources would count twice."""
_PLAIN: Final = frozenset({"markdown", "text"})
"""Readers that only decode: no parser that a file could mislead."""


def read(
    path: Path,
    *,
    stored_as: str,
    limits: Limits | None = None,
    recognition: Recognition | None = None,
) -> Document:
    """The document in the file at `path`, its own path set to `stored_as`.

    Without a `recognition` no words are told from pictures.

    Raises:
        ReadError: the file is missing, unreadable, too large, empty or of no kind that is read.
    """
    limits = limits or Limits()
    recognition = recognition or Recognition()
    reader, size = reader_of(path, sees=recognition.is_at_hand)
    largest = (limits.largest_text if is_plain(reader) else limits.largest_file) * MIB
    if size > largest:
        raise too_large(path, largest)
    data = content(path, largest=largest)
    if OWN_NOTE in data:
        raise ReadError(
            f"{path} is a note that this program wrote, no source",
            "Keep notes elsewhere, or leave them out with the setting exclude.",
        )
    with using(recognition):
        document = reader.read(path, data, stored_as=stored_as)
    if len(document.text) > limits.largest_text * MIB:
        raise ReadError(
            f"{path} holds more than {limits.largest_text} MiB of text",
            "Split it into smaller files, or raise largest_text in rag.toml.",
        )
    return replace(document, reader=recognition.signed(document.reader))


def reader_of(path: Path, *, sees: bool = False) -> tuple[Reader, int]:
    """The reader for the file at `path`, and the file's size in bytes.

    `sees` says whether OCR is at hand, which some readers need.

    Raises:
        ReadError: the file is missing, unreadable, empty or of no kind that is read.
    """
    head, size = head_of(path)
    if size <= HEAD_BYTES and not head.strip():
        raise ReadError(f"{path} is empty", "Nothing to read; leave it out or fill it.")
    return reader_for(path, head, sees=sees), size


def is_plain(reader: Reader) -> bool:
    """Whether `reader` only decodes text, so that no file can do it harm."""
    return reader.name.partition("/")[0] in _PLAIN


def supported(path: Path, *, sees: bool = False) -> bool:
    """Whether the suffix of `path` belongs to a kind of file that is read; opens nothing."""
    return any(reader.accepts(path, b"") for reader in READERS if sees or not _needs_ocr(reader))


def _needs_ocr(reader: Reader) -> bool:
    return isinstance(reader, ImageReader)


def reader_for(path: Path, head: bytes, *, sees: bool = False) -> Reader:
    """The reader for a file that begins with the bytes `head`.

    Raises:
        ReadError: no reader accepts it; the message names the kind where it is known.
    """
    for reader in READERS:
        if reader.accepts(path, head) and (sees or not _needs_ocr(reader)):
            return reader
    kind = foreign_kind(path, head)
    raise ReadError(f"{path} is {kind.told}", kind.hint)
