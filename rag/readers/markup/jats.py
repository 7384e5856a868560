"""Articles of scholarly journals in JATS (https://jats.nlm.nih.gov), as PubMed Central has them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.domain import Document
from rag.readers import blocks
from rag.readers.made import made_document
from rag.readers.markup.trees import xml_tree
from rag.readers.markup.vocabulary import Kind, Vocabulary, local_name, words_of
from rag.readers.markup.words import text_of

if TYPE_CHECKING:
    from lxml import etree

SUFFIXES: Final = frozenset({".nxml"})
_OPENING: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"(?:<!doctype\s+article\b[^>]*(?:jats|nlm)|<article\s[^>]*(?:article-type|dtd-version))",
    re.IGNORECASE | re.DOTALL,
)
_BLOCKS: Final = """
    article front body back sec abstract trans-abstract ack app app-group ref-list p fig fig-group
    table-wrap table-wrap-group table-wrap-foot boxed-text disp-quote disp-formula
    disp-formula-group verse-group verse-line attrib fn fn-group def-list def-item def term
    statement supplementary-material media glossary notes floats-group sub-article response
    preformat speech speaker
"""
_SKIPPED: Final = """
    object-id journal-meta article-id article-categories permissions self-uri counts
    custom-meta-group processing-meta graphic inline-graphic alt-text long-desc annotation
    annotation-xml journal-id xref-group pub-id-group ext-link-group strike
"""
_SECTIONS: Final = "sec abstract trans-abstract ack app ref-list boxed-text glossary notes".split()
JATS: Final = Vocabulary(
    {
        **dict.fromkeys(_BLOCKS.split(), Kind.BLOCK),
        **dict.fromkeys(_SKIPPED.split(), Kind.SKIPPED),
        "title": Kind.HEADING,
        "list": Kind.BULLETS,
        "list-item": Kind.ITEM,
        "ref": Kind.ITEM,
        "table": Kind.TABLE,
        "tr": Kind.ROW,
        "td": Kind.CELL,
        "th": Kind.HEADING_CELL,
        "break": Kind.BREAK,
        "code": Kind.CODE,
    },
    sections=frozenset(_SECTIONS),
)
_TEX: Final = re.compile(r"\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)
_NAMES_OF_SECTIONS: Final = {
    "abstract": "Abstract",
    "ack": "Acknowledgments",
    "ref-list": "References",
}
_LABELLED: Final = frozenset({*_SECTIONS, "fn", "ref", "fig", "table-wrap"})
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class JatsReader:
    """Reads journal articles: title, authors, abstract, sections, tables and references."""

    name: str = "jats/2"

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the file begins as an article; without a head, whether its suffix says so."""
        return _OPENING.match(head) is not None if head else path.suffix.lower() in SUFFIXES

    def read(self, path: Path, data: bytes, *, stored_as: str) -> Document:
        """The document in `data`, with the authors and the day of publication it states.

        Raises:
            ReadError: it is not well-formed, defines entities, or holds no words.
        """
        root = xml_tree(data, path)
        _prepare(root)
        _name_sections(root)
        front = _front(root)
        title, authors = _title(front), list(_authors(front))
        parts = [blocks.heading(1, title) if title else "", ", ".join(authors)]
        parts += [text_of(element, JATS) for element in _parts(root, front)]
        document = made_document(
            "\n\n".join(part for part in parts if part),
            data,
            path=path,
            stored_as=stored_as,
            reader=self.name,
        )
        day, kind = _date(front)
        return replace(
            document,
            title=title or document.title,
            author=", ".join(authors) or None,
            date=day,
            date_found=f"JATS pub-date {kind}".strip() if day else None,
            language=root.get(_LANGUAGE) or None,
        )


def _front(root: "etree._Element") -> "etree._Element":
    """The element that holds what is said about the article."""
    found = root.find(".//{*}article-meta")
    return found if found is not None else root


def _parts(root: "etree._Element", front: "etree._Element") -> Iterator["etree._Element"]:
    """What is read in order: abstracts, body, back matter, and floats set apart."""
    if front is not root:
        yield from (part for part in front if local_name(part).endswith("abstract"))
    for part in root:
        if local_name(part) in {"body", "back", "floats-group", "sub-article", "response"}:
            yield part


def _title(front: "etree._Element") -> str | None:
    group = front.find(".//{*}title-group/{*}article-title")
    return words_of(group, JATS) or None if group is not None else None


def _authors(front: "etree._Element") -> Iterator[str]:
    for person in front.iterfind("{*}contrib-group/{*}contrib"):
        if person.get("contrib-type", "author") != "author":
            continue
        names = [*person.iterfind("{*}name"), *person.iterfind("{*}name-alternatives/{*}name")]
        for name in names[:1]:
            parts = (name.findtext("{*}given-names"), name.findtext("{*}surname"))
            yield blocks.one_line(" ".join(part for part in parts if part))
        collaboration = person.find("{*}collab")
        if not names and collaboration is not None:
            yield words_of(collaboration, JATS)


def _date(front: "etree._Element") -> tuple[str | None, str]:
    """The first day of publication that is stated whole, and of which kind it is."""
    found: list[tuple[str, str]] = []
    for element in front.iterfind("{*}pub-date"):
        parts = (element.findtext(f"{{*}}{name}") or "" for name in ("year", "month", "day"))
        try:
            day = date(*(int(part) for part in parts)).isoformat()
        except ValueError:
            continue
        found.append((day, element.get("pub-type") or element.get("date-type") or ""))
    return min(found, default=(None, ""))


def _prepare(root: "etree._Element") -> None:
    """Put labels into the headings and captions they number, and give formulas one form."""
    for element in list(root.iter()):
        name = local_name(element)
        if name in _LABELLED:
            _label(element, name)
        elif name == "alternatives":
            _choose(element)
        elif name == "tex-math":
            body = _TEX.search(element.text or "")
            element.text = blocks.one_line(body[1] if body else element.text or "")
        elif name == "element-citation":
            _space_out(element)


def _name_sections(root: "etree._Element") -> None:
    """Give sections that are known by their tag alone a title."""
    for name, heading in _NAMES_OF_SECTIONS.items():
        for section in root.iterfind(f".//{{*}}{name}"):
            if section.find("{*}title") is None:
                title = section.makeelement("title")
                title.text = heading
                section.insert(0, title)


def _choose(alternatives: "etree._Element") -> None:
    """Of a formula written twice, keep TeX, which a line of text does not flatten."""
    if alternatives.find("{*}tex-math") is not None:
        for other in [form for form in alternatives if local_name(form) != "tex-math"]:
            alternatives.remove(other)


def _label(element: "etree._Element", name: str) -> None:
    """Make a label part of the title or caption of what it numbers."""
    caption = element.find("{*}caption")
    if caption is not None:
        for title in caption.iterfind("{*}title"):
            title.tag = "p"
    label = element.find("{*}label")
    if label is None:
        return
    target = element.find("{*}title") if caption is None else caption.find("{*}p")
    if target is None and caption is None and name in _SECTIONS:
        label.tag = "title"
        return
    if target is None and len(element) > 1:
        target = element[1]
    if target is not None:
        target.text = f"{words_of(label, JATS)} {target.text or ''}"
        element.remove(label)


def _space_out(citation: "etree._Element") -> None:
    """Part the fields of a reference that has no punctuation of its own."""
    for field in citation.iter():
        if field is not citation:
            field.tail = f"{field.tail or ''} "
