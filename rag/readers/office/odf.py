"""What OpenDocument texts, sheets and presentations have in common: package, properties, words."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.readers.blocks import line
from rag.readers.made import Told
from rag.readers.office.ooxml import day
from rag.readers.raised import END, LOWERED, RAISED, merged, resolved
from rag.readers.zipped import SIGNATURE, Archive, archive_kind, damaged, locked, parsed

if TYPE_CHECKING:
    from lxml import etree

_OPEN: Final = "application/vnd.oasis.opendocument."
_NAMES: Final = {
    name: f"{{urn:oasis:names:tc:opendocument:xmlns:{uri}:1.0}}"
    for name, uri in (
        *(("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing")),
        *(("style", "style"), ("meta", "meta"), ("presentation", "presentation")),
        *(("manifest", "manifest"), ("chart", "chart")),
    )
} | {"dc": "{http://purl.org/dc/elements/1.1/}", "xlink": "{http://www.w3.org/1999/xlink}"}
_MOST_SPACES: Final = 1000


def tag(name: str) -> str:
    """The full name of an element or attribute: `text:p`."""
    prefix, _, local = name.partition(":")
    return f"{_NAMES[prefix]}{local}"


_SKIPPED: Final = frozenset(
    tag(name)
    for name in (
        *("office:annotation", "office:annotation-end", "text:tracked-changes", "text:ruby-text"),
        *("text:note", "draw:frame", "draw:custom-shape", "text:bookmark-start"),
        *("text:index-title-template", "text:list-header"),
    )
)
"""What stands in a paragraph without being part of its sentence."""


def is_open_document(path: Path, head: bytes, kind: str, suffixes: frozenset[str]) -> bool:
    """Whether a file is an OpenDocument of this kind (`text`), else by its suffix."""
    if not head:
        return path.suffix.lower() in suffixes
    found = archive_kind(head)
    if found is None:
        return head.startswith(SIGNATURE) and path.suffix.lower() in suffixes
    return found.removeprefix(_OPEN).removesuffix("-template") == kind


def opened(data: bytes, path: Path, body: str) -> tuple[Archive, "etree._Element"]:
    """The archive in `data`, and the body of its content (`office:text`).

    Raises:
        ReadError: it is damaged, locked, too large or of another kind.
    """
    archive = Archive.open(data, path)
    manifest = "META-INF/manifest.xml"
    if manifest in archive.names:
        for _ in archive.tree(manifest).iter(tag("manifest:encryption-data")):
            raise locked(path)
    found = archive.tree("content.xml").find(f"{tag('office:body')}/{tag(body)}")
    if found is None:
        raise damaged(path, ValueError(f"it has no {body}"))
    _mark(found)
    return archive, found


def _mark(body: "etree._Element") -> None:
    """Mark what is raised or lowered in the text, and empty what is struck out or hidden."""
    root = body.getroottree().getroot()
    levels: dict[str, str] = {}
    gone: set[str] = set()
    for style in root.iter(tag("style:style")):
        properties = style.find(tag("style:text-properties"))
        if properties is None:
            continue
        name = style.get(tag("style:name"), "")
        levels[name] = _level(properties.get(tag("style:text-position"), ""))
        struck = properties.get(tag("style:text-line-through-style"), "none") != "none"
        if struck or properties.get(tag("text:display")) == "none":
            gone.add(name)
    for span in [*body.iter(tag("text:span"))]:
        name = span.get(tag("text:style-name"), "")
        if name in gone:
            span.text = None
            span[:] = []
        elif levels.get(name):
            span.text = f"{levels[name]}{span.text or ''}"
            if len(span):
                span[-1].tail = f"{span[-1].tail or ''}{END}"
            else:
                span.text += END


def _level(position: str) -> str:
    """The mark for a position: `super 58%`, `33% 58%`, `-8% 58%`."""
    moved = position.split(" ", maxsplit=1)[0]
    if moved == "super" or (moved[:1].isdigit() and not moved.startswith("0")):
        return RAISED
    return LOWERED if moved == "sub" or moved.startswith("-") else ""


def told(archive: Archive) -> Told:
    """What the document says about itself."""
    if "meta.xml" not in archive.names:
        return Told()
    found: dict[str, str] = {}
    for element in archive.tree("meta.xml").iter():
        found.setdefault(str(element.tag), element.text or "")
    created = found.get(tag("meta:creation-date"), "")
    date, where = day(created, found.get(tag("dc:date"), ""))
    author = found.get(tag("meta:initial-creator")) or found.get(tag("dc:creator"), "")
    return Told(
        title=found.get(tag("dc:title")),
        author=line(author) or None,
        date=date,
        date_found=where,
        language=line(found.get(tag("dc:language"), "")) or None,
    )


def words(parent: "etree._Element") -> str:
    """The text of a paragraph; notes, comments and drawings in it left out."""
    return resolved(merged("".join(_words(parent))))


def _words(parent: "etree._Element") -> Iterator[str]:
    yield parent.text or ""
    for child in parent:
        if child.tag == tag("text:s"):
            yield " " * repeated(child, "text:c", _MOST_SPACES)
        elif child.tag == tag("text:tab"):
            yield "\t"
        elif child.tag == tag("text:line-break"):
            yield "\n"
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            yield from _words(child)
        yield child.tail or ""


def repeated(element: "etree._Element", name: str, most: int) -> int:
    """How often an element stands for itself, at least once and at most `most` times."""
    count = element.get(tag(name), "1")
    return max(1, min(int(count), most)) if count.isdecimal() and len(count) < 10 else 1


def embedded(archive: Archive, frame: "etree._Element") -> "etree._Element | None":
    """The content of an object that a frame shows, as a chart; None where there is none."""
    shown = frame.find(tag("draw:object"))
    name = "" if shown is None else shown.get(tag("xlink:href"), "").removeprefix("./")
    part = f"{name}/content.xml"
    if not name or part not in archive.names:
        return None
    return parsed(archive.read(part), archive.path)
