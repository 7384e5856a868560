"""PDF documents with a text layer, page by page, by PDFium."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.domain import Document, Place, PlaceKind
from rag.errors import ReadError
from rag.readers.dating import find_date
from rag.readers.made import made_document
from rag.readers.ocr.installed import remedy
from rag.readers.ocr.scans import Scans, recognised_places
from rag.readers.pdf.blocks import BlockKind, PageBlock, Style, page_blocks
from rag.readers.pdf.facts import INFORMATION, pdf_facts
from rag.readers.pdf.furniture import without_furniture
from rag.readers.pdf.hyphens import Hyphens
from rag.readers.pdf.lines import PdfLine, page_lines
from rag.readers.pdf.pictures import Told, is_drawn_on, page_notices
from rag.readers.pdf.scans import recognised

if TYPE_CHECKING:
    import pypdfium2

_MAGIC: Final = b"%PDF-"
_SEARCHED: Final = 1024
"""Bytes at the beginning in which the mark of a PDF may stand."""
_MOST_PAGES: Final = 20_000
_MOST_CHARACTERS: Final = 50_000_000
_LITTLE: Final = 500
"""Characters of a page that may be page numbers and running heads alone."""
_READABLE: Final = 0.5
"""Share of letters, digits and usual signs below which a text layer is not to be read."""
_NO_TITLES: Final = frozenset(
    "contents|table of contents|abstract|inhaltsverzeichnis|index".split("|")
)
_METADATA: Final = "PDF metadata CreationDate"
_NO_WORDS: Final = "It may hold pictures alone; leave it out, or give a sharper scan."


@dataclass(frozen=True, slots=True)
class PdfReader:
    """Reads PDF documents in the order in which their pages set their text."""

    name: str = "pdf/4"

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the first bytes hold the mark of a PDF; without a head, whether the suffix says so."""
        return _MAGIC in head[:_SEARCHED] if head else path.suffix.lower() == ".pdf"

    def read(self, path: Path, data: bytes, *, stored_as: str) -> Document:
        """The document in `data`, with the place at which each page begins.

        Raises:
            ReadError: it is damaged, protected with a password, too long, or holds no text.
        """
        with _opened(path, data) as pdf:
            facts = pdf_facts(_information(pdf))
            language = _language(pdf)
            read = _pages(path, pdf)
            scans = recognised(pdf, _to_recognise(read))
        pages = [scans.lines.get(number, lines) for number, lines in enumerate(read.lines, 1)]
        _check_text(path, pages, scans)
        text, starts = text_of_pages(pages)
        document = made_document(text, data, path=path, stored_as=stored_as, reader=self.name)
        stated = find_date(text)
        return replace(
            document,
            title=facts.title or _headline(pages[0]) or document.title,
            author=facts.author,
            date=stated or facts.created,
            date_found="the first lines" if stated else _METADATA if facts.created else None,
            language=language,
            places=(
                *(Place(at, PlaceKind.PAGE, str(page)) for page, at in enumerate(starts, 1)),
                *recognised_places(starts, scans.lines),
            ),
            notices=tuple(page_notices(starts, len(text), Told(read.drawn, read.lost, scans))),
        )


@contextmanager
def _opened(path: Path, data: bytes) -> Iterator["pypdfium2.PdfDocument"]:
    """The pypdfium2 document in `data`; whatever the library meets in it becomes a ReadError."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
        try:
            yield pdf
        finally:
            pdf.close()
    except ReadError:
        raise
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadError(
                f"{path} is protected with a password",
                "Save a copy without one, for example: qpdf --decrypt --password=... IN.pdf OUT.pdf",
            ) from error
        raise _damaged(path) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise _damaged(path) from error


def _information(pdf: "pypdfium2.PdfDocument") -> dict[str, str]:
    """What can be read of the information dictionary; a value that is no text is left out."""
    found: dict[str, str] = {}
    for key in INFORMATION:
        with suppress(ValueError):
            found[key] = pdf.get_metadata_value(key)
    return found


def _damaged(path: Path) -> ReadError:
    return ReadError(
        f"{path} is damaged: it cannot be opened as a PDF",
        "Get it again, or mend it, for example: qpdf IN.pdf OUT.pdf",
    )


@dataclass(frozen=True, slots=True)
class _Pages:
    """The lines of every page, and the numbers of pages that have little or no text."""

    lines: list[list[PdfLine]] = field(default_factory=list)
    drawn: list[int] = field(default_factory=list)
    """Those that show something else."""
    lost: list[int] = field(default_factory=list)
    """Those that cannot be loaded; they have no lines."""


def _pages(path: Path, pdf: "pypdfium2.PdfDocument") -> _Pages:
    import pypdfium2

    count = len(pdf)
    if count > _MOST_PAGES:
        raise ReadError(f"{path} has {count:,} pages", f"Split it into parts of {_MOST_PAGES:,}.")
    pages = _Pages()
    characters = 0
    for number in range(count):
        try:
            page = pdf[number]
        except pypdfium2.PdfiumError:
            pages.lines.append([])
            pages.lost.append(number + 1)
            continue
        try:
            pages.lines.append(page_lines(page))
            length = sum(len(line.text) for line in pages.lines[-1])
            if length < _LITTLE and is_drawn_on(page):
                pages.drawn.append(number + 1)
        finally:
            page.close()
        characters += length
        if characters > _MOST_CHARACTERS:
            raise ReadError(
                f"{path} holds more than {_MOST_CHARACTERS:,} characters", "Split it into parts."
            )
    return pages


def _to_recognise(read: _Pages) -> list[int]:
    """The pages whose words OCR might see: those without, or all where letters have no meaning."""
    if not _is_readable(read.lines):
        return [number for number in range(1, len(read.lines) + 1) if number not in read.lost]
    cleared = without_furniture(read.lines)
    return [number for number in read.drawn if not cleared[number - 1]]


def _is_readable(pages: Sequence[Sequence[PdfLine]]) -> bool:
    """Whether the text layer says which letters it shows, where there is one."""
    shown = [char for lines in pages for line in lines for char in line.text if not char.isspace()]
    readable = sum(character.isprintable() and character != "\ufffd" for character in shown)
    return readable >= _READABLE * len(shown)


def _check_text(path: Path, pages: Sequence[Sequence[PdfLine]], scans: Scans) -> None:
    """Refuse a document without a text layer, or with one whose characters have no meaning."""
    seen = ", and OCR found no words" if scans.silent else ""
    hint = _NO_WORDS if scans.silent else _no_text()
    if not any(char.isalnum() for lines in pages for line in lines for char in line.text):
        many = "its page is" if len(pages) == 1 else f"all {len(pages)} pages are"
        raise ReadError(f"{path} has no text layer: {many} without text{seen}", hint)
    if not _is_readable(pages):
        told = f"{path} has a text layer that does not say which letters it shows{seen}"
        raise ReadError(told, hint)


def _no_text() -> str:
    beginning, rest = remedy()[0].upper(), remedy()[1:]
    return f"{beginning}{rest}, then index it again; or: ocrmypdf IN.pdf OUT.pdf"


def text_of_pages(pages: Sequence[Sequence[PdfLine]]) -> tuple[str, list[int]]:
    """The text of all pages and where each begins; a paragraph may run over to the next page."""
    hyphens = Hyphens(line.text for lines in pages for line in lines)
    cleared = without_furniture(pages)
    style = Style(cleared)
    text = _Text(hyphens)
    for lines in cleared:
        text.begin_page()
        for block in page_blocks(lines, style, hyphens):
            text.add(block)
    return text.whole(), text.starts


class _Text:
    """Blocks put together, a paragraph that goes on in the next column or page made one."""

    def __init__(self, hyphens: Hyphens) -> None:
        self.starts: list[int] = []
        self._hyphens = hyphens
        self._parts: list[str] = []
        self._length = 0
        self._last: PageBlock | None = None
        self._waiting = 0

    def whole(self) -> str:
        """All of it; pages without words at the end begin where it ends."""
        self._begin(self._length)
        return "".join(self._parts)

    def begin_page(self) -> None:
        """What is added from now on stands on the next page."""
        self._waiting += 1

    def add(self, block: PageBlock) -> None:
        """Add a block, to the last one where that goes on in it."""
        if not block.text:
            return
        last = self._last
        if last is not None and self._goes_on(last, block):
            tail = self._parts.pop()
            joined = self._hyphens.joined(tail, block.text)
            self._length += len(joined) - len(tail) - len(block.text)
            self._parts.append(joined[: len(joined) - len(block.text)])
            block = PageBlock(last.kind, block.text)
        else:
            between = "" if last is None else "\n" if _is_list(last, block) else "\n\n"
            self._parts.append(between)
            self._length += len(between)
        self._begin(self._length)
        self._parts.append(block.shaped)
        self._length += len(block.shaped)
        self._last = block

    def _begin(self, start: int) -> None:
        """The pages that wait for words begin here: those before the last have none."""
        self.starts.extend([start] * self._waiting)
        self._waiting = 0

    def _goes_on(self, last: PageBlock, block: PageBlock) -> bool:
        return last.is_open and block.kind is BlockKind.PARAGRAPH and block.text[:1].islower()


def _is_list(last: PageBlock, block: PageBlock) -> bool:
    return last.kind is BlockKind.ITEM and block.kind is BlockKind.ITEM


def _headline(lines: Sequence[PdfLine]) -> str | None:
    """The tallest words on the first page, where they are much taller than the rest."""
    style = Style([lines])
    titles = [line for line in lines if style.level(line) == 1]
    if not titles or titles[0].size < 1.3 * style.body:
        return None
    title = " ".join(line.text for line in titles[:3] if line.size > 0.9 * titles[0].size)
    return title if len(title) <= 200 and title.casefold() not in _NO_TITLES else None


def _language(pdf: "pypdfium2.PdfDocument") -> str | None:
    """The language tag of the document's catalogue."""
    import ctypes

    import pypdfium2.raw as pdfium

    buffer = (ctypes.c_ushort * 32)()
    size = pdfium.FPDFCatalog_GetLanguage(pdf, buffer, ctypes.sizeof(buffer))
    tag = bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le", "replace") if size <= 64 else ""
    return tag if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", tag) else None
