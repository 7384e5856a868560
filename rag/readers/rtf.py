"""RTF, through striprtf."""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rag.domain import Document
from rag.errors import ReadError
from rag.readers.blocks import rule
from rag.readers.made import Told
from rag.readers.outlined import Outlined
from rag.readers.raised import merged, resolved
from rag.readers.rtf_letters import told_apart

_MAGIC: Final = b"{\\rtf"
_CODE_PAGE: Final = re.compile(rb"\\ansicpg(\d{2,5})")
_LEVEL: Final = re.compile(r"\\outlinelevel([0-5])(?!\d)[ ]?")
_BAR: Final = "\ue000"
_HEADING: Final = 0xE010
_MARKS: Final = re.compile("[\ue010-\ue015]")
_INFO: Final = r"\{\\%s[ ]([^{}\\]{1,500})\}"
_CREATED: Final = re.compile(r"\{\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
_FONT: Final = re.compile(r"\\f(\d{1,9})")
_CHARSET: Final = re.compile(r"\\fcharset(\d{1,9})")
_LINK: Final = re.compile(r"HYPERLINK", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RtfReader:
    """Reads RTF: paragraphs, headings where they are marked as such, tables."""

    name: str = "rtf/2"

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the first bytes say RTF."""
        return head.lstrip().startswith(_MAGIC) if head else path.suffix.lower() == ".rtf"

    def read(self, path: Path, data: bytes, *, stored_as: str) -> Document:
        """The document in `data`.

        Raises:
            ReadError: it is damaged, or holds no letter or digit.
        """
        source = _decoded(data)
        outline = Outlined()
        rows: list[list[str]] = []
        for line in _plain(source, path).split("\n"):
            rows = _told_line(line, rows, outline)
        _tell_table(rows, outline)
        return outline.document(
            data, path=path, stored_as=stored_as, reader=self.name, told=_told(source)
        )


def _plain(source: str, path: Path) -> str:
    """The text, headings under marks of their own and real bars told from cells' borders."""
    from striprtf.striprtf import font_table_group, rtf_to_text

    marked = _LEVEL.sub(
        lambda found: f"{found[0]}{chr(_HEADING + int(found[1]))}", told_apart(source)
    )
    # striprtf looks for links and fonts by expressions that take quadratic time and more.
    safe = _LINK.sub("LINK", marked.replace("|", _BAR))
    try:
        fonts: str = font_table_group(safe)
        safe = safe.replace(fonts, _font_table(fonts), 1) if fonts else safe
        text: str = rtf_to_text(safe, errors="replace")
    except Exception as error:
        raise ReadError(
            f"{path} is damaged RTF ({type(error).__name__})",
            "Open it in a word processor and save it again.",
        ) from error
    return resolved(merged(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")))


def _font_table(source: str) -> str:
    """A font table that says of each font its number and character set alone."""
    entries = []
    for entry in source.split(";"):
        font, charset = _FONT.search(entry), _CHARSET.search(entry)
        if font and charset:
            entries.append(f"{{\\f{font[1]}\\fcharset{charset[1]} x;}}\n")
    return f"{{\\fonttbl{''.join(entries)}}}"


def _told_line(line: str, rows: list[list[str]], outline: Outlined) -> list[list[str]]:
    """Append a line, or keep it with the rows above it; the rows that are still open."""
    if line.count("|") > 1 or (rows and "|" in line):
        cells = _MARKS.sub("", line).split("|")[:-1]
        return [*rows, [cell.replace(_BAR, "\\|").strip() for cell in cells]]
    _tell_table(rows, outline)
    mark = _MARKS.search(line)
    words = _MARKS.sub("", line).replace("|", "").replace(_BAR, "|")
    if mark is not None:
        outline.heading(ord(mark[0]) - _HEADING + 1, words)
    else:
        outline.block(words)
    return []


def _tell_table(rows: list[list[str]], outline: Outlined) -> None:
    width = max(map(len, rows), default=0)
    for number, cells in enumerate(rows):
        outline.block(f"| {' | '.join(cells + [''] * (width - len(cells)))} |", near=number > 0)
        if number == 0:
            outline.block(rule(width), near=True)


def _decoded(data: bytes) -> str:
    """The source: ASCII but for what some writers leave in the code page it names."""
    page = _CODE_PAGE.search(data[:4096])
    name = f"cp{page[1].decode()}" if page else "cp1252"
    try:
        codecs.lookup(name)
    except LookupError:
        name = "cp1252"
    return data.decode(name, "replace")


def _told(source: str) -> Told:
    head = source[:20_000]
    made = _CREATED.search(head)
    return Told(
        title=_property("title", head),
        author=_property("author", head),
        date=_day(*made.groups()) if made else None,
        date_found="RTF property creatim",
    )


def _property(name: str, head: str) -> str:
    found = re.search(_INFO % name, head)
    return found[1].strip() if found else ""


def _day(year: str, month: str, day: str) -> str | None:
    from datetime import date

    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
