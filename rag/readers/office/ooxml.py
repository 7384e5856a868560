"""What Word, Excel and PowerPoint files have in common: packages, properties, charts, formulas."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.errors import ReadError
from rag.readers.blocks import line
from rag.readers.dating import parse_date
from rag.readers.made import Told
from rag.readers.zipped import LARGEST_TREE, SIGNATURE, Archive, archive_kind

if TYPE_CHECKING:
    from lxml import etree

MAIN: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DIAGRAM: Final = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

_PROPERTIES: Final = "docProps/core.xml"
_TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"
_CREATOR: Final = "{http://purl.org/dc/elements/1.1/}creator"
_LANGUAGE: Final = "{http://purl.org/dc/elements/1.1/}language"
_CREATED: Final = "{http://purl.org/dc/terms/}created"
_MODIFIED: Final = "{http://purl.org/dc/terms/}modified"
_LIBRARIES: Final = frozenset(
    {"python-docx", "openpyxl", "Steve Canny", "PptxGenJS", "xlsxwriter"}
)
"""Names that libraries put where an author belongs."""
_TEMPLATES: Final = frozenset({"2013-12-23", "2013-01-27"})
"""Days on which the templates of these libraries were made."""
_TAG: Final = re.compile(r"[a-zA-Z]{2,3}(?:-[A-Za-z0-9]{2,8})*")

_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main",
     b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main",
     b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/presentationml/main",
     b"http://schemas.openxmlformats.org/presentationml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships/metadata/",
     b"http://schemas.openxmlformats.org/package/2006/relationships/metadata/"),
    (b"http://purl.oclc.org/ooxml/officeDocument/",
     b"http://schemas.openxmlformats.org/officeDocument/2006/"),
)  # fmt: skip
"""Namespaces of ISO 29500 Strict and those that libraries know. What remains is drawingml."""
_DRAWING: Final = re.compile(rb"http://purl\.oclc\.org/ooxml/drawingml/(\w+)")
_MACRO: Final = re.compile(
    rb"application/vnd\.ms-(?:word\.(?:document|template)|powerpoint\.(?:presentation|slideshow"
    rb"|template))\.macroEnabled\.main\+xml"
    rb"|application/vnd\.openxmlformats-officedocument\.(?:wordprocessingml|presentationml)"
    rb"\.(?:template|slideshow)\.main\+xml"
)
_CONTENT_TYPES: Final = "[Content_Types].xml"


def is_package(path: Path, head: bytes, folder: bytes, suffixes: frozenset[str]) -> bool:
    """Whether a file is an Office package with its parts in `folder`, else by its suffix."""
    if not head:
        return path.suffix.lower() in suffixes
    if not head.startswith(SIGNATURE) or archive_kind(head):
        return False
    named = [name for name in (b"word/", b"xl/", b"ppt/") if name in head]
    return folder in named if named else path.suffix.lower() in suffixes


def package(data: bytes, path: Path) -> tuple[Archive, io.BytesIO]:
    """The archive in `data`, and a stream of it that libraries can read.

    Strict files and those with macros or of templates are told as the plain kind: their content
    is the same.

    Raises:
        ReadError: it is damaged, locked or too large.
    """
    archive = Archive.open(data, path)
    types = archive.read(_CONTENT_TYPES, longest=LARGEST_TREE)
    relations = archive.read("_rels/.rels", longest=LARGEST_TREE)
    if _STRICT in relations or _MACRO.search(types):
        data = _rewritten(archive)
        archive = Archive.open(data, path)
    return archive, io.BytesIO(data)


def told(archive: Archive) -> Told:
    """What the package's properties say; nothing where they are missing or damaged."""
    try:
        root = archive.tree(_PROPERTIES)
    except ReadError:
        return Told()
    found = {str(element.tag): element.text or "" for element in root}
    author = line(found.get(_CREATOR, ""))
    language = line(found.get(_LANGUAGE, ""))
    date, where = day(found.get(_CREATED, ""), found.get(_MODIFIED, ""))
    return Told(
        title=found.get(_TITLE),
        author=None if author in _LIBRARIES else author or None,
        date=date,
        date_found=where,
        language=language if _TAG.fullmatch(language) else None,
    )


def day(created: str, modified: str) -> tuple[str | None, str | None]:
    """The day a file was made, else last saved, by its properties, and where it was found."""
    for stamp, name in ((created, "created"), (modified, "last saved")):
        date = parse_date(stamp.strip()[:10])
        if date and date not in _TEMPLATES:
            return date, f"the file's properties: {name}"
    return None, None


def chart_rows(root: "etree._Element") -> tuple[str, tuple[tuple[str, ...], ...]]:
    """A chart's title, and its series as the columns of a table with the categories first."""
    name = f"{{{CHART}}}"
    title = root.find(f".//{name}chart/{name}title")
    heading = "" if title is None else "".join(title.itertext(f"{{{MAIN}}}t"))
    series = list(root.iter(f"{name}ser"))
    if not series:
        return line(heading), ()
    columns = [_points(one, ("val", "yVal")) for one in series]
    first = next((found for one in series if (found := _points(one, ("cat", "xVal")))), {})
    names = [" ".join(_texts(one, "tx")) for one in series]
    places = sorted(set(first).union(*columns))
    rows = [("", *names)]
    rows += [
        (first.get(at, str(at + 1)), *(column.get(at, "") for column in columns)) for at in places
    ]
    return line(heading), tuple(rows)


def diagram_texts(root: "etree._Element") -> Iterator[str]:
    """The texts in the boxes of a diagram (SmartArt), by its data part."""
    for box in root.iter(f"{{{DIAGRAM}}}pt"):
        words = line(" ".join(box.itertext(f"{{{MAIN}}}t")))
        if words and box.get("type", "node") not in {"pres", "parTrans", "sibTrans"}:
            yield words


def _points(series: "etree._Element", names: tuple[str, ...]) -> dict[int, str]:
    """The values of a series, as the file caches them, by their position."""
    for name in names:
        values = series.find(f"{{{CHART}}}{name}")
        if values is not None:
            return {
                int(point.get("idx", "0")): line(_shortest(point))
                for point in values.iter(f"{{{CHART}}}pt")
                if str(point.get("idx", "0")).isdecimal()
            }
    return {}


def _shortest(point: "etree._Element") -> str:
    """A cached value without the digits that only binary numbers have."""
    text = "".join(point.itertext(f"{{{CHART}}}v"))
    try:
        return f"{float(text):.12g}" if "." in text or "E" in text else text
    except ValueError:
        return text


def _texts(series: "etree._Element", name: str) -> Iterator[str]:
    for element in series.findall(f"{{{CHART}}}{name}"):
        yield from element.itertext(f"{{{CHART}}}v")


def _rewritten(archive: Archive) -> bytes:
    """The package with the names that libraries know."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as copy:
        for name in sorted(archive.names):
            content = archive.read(name)
            if name.endswith((".xml", ".rels")):
                content = _renamed(content)
            copy.writestr(name, content)
    return stream.getvalue()


def _renamed(content: bytes) -> bytes:
    if _STRICT in content:
        for strict, known in _TRANSITIONAL:
            content = content.replace(strict, known)
        content = _DRAWING.sub(rb"http://schemas.openxmlformats.org/drawingml/2006/\1", content)
    return _MACRO.sub(_plain_kind, content)


def _plain_kind(found: re.Match[bytes]) -> bytes:
    kind = b"wordprocessingml.document" if b"word" in found[0] else b"presentationml.presentation"
    return b"application/vnd.openxmlformats-officedocument." + kind + b".main+xml"
