"""Bytes of web pages become element trees: the encoding as browsers tell it, nothing fetched."""

import codecs
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.errors import ReadError
from rag.readers.decoding import decode, marked
from rag.readers.markup.vocabulary import Kind, Vocabulary

if TYPE_CHECKING:
    from lxml import etree

BLOCKS: Final = """
    html body main article section header footer nav aside div p blockquote address figure
    figcaption form fieldset legend center hr details summary dl dt dd hgroup search menu dir
    thead tbody tfoot colgroup optgroup
"""
SKIPPED: Final = """
    head script style template noscript svg canvas annotation iframe frame object embed applet audio video
    button select option input textarea datalist map area base link meta title noframes dialog annotation-xml
    del s strike
"""
HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
HTML: Final = Vocabulary(
    {
        **dict.fromkeys(BLOCKS.split(), Kind.BLOCK),
        **dict.fromkeys(SKIPPED.split(), Kind.SKIPPED),
        **dict.fromkeys(HEADINGS, Kind.HEADING),
        "ul": Kind.BULLETS,
        "ol": Kind.NUMBERS,
        "li": Kind.ITEM,
        "table": Kind.TABLE,
        "caption": Kind.CAPTION,
        "tr": Kind.ROW,
        "td": Kind.CELL,
        "th": Kind.HEADING_CELL,
        "pre": Kind.CODE,
        "listing": Kind.CODE,
        "xmp": Kind.CODE,
        "br": Kind.BREAK,
    },
    levels=HEADINGS,
)

LINE_TAGS: Final = frozenset("p li dt dd pre blockquote caption figcaption tr td th".split())
"""Elements that hold lines or paragraphs, not parts of a page."""
BLOCK_TAGS: Final = frozenset(HTML.kinds) - frozenset(SKIPPED.split()) - {"br"}

_SAVE_AGAIN: Final = "Open it in a browser and save it again, or copy its text into a file."
_PRESCANNED: Final = 4096
_CHARSET: Final = re.compile(rb"<meta[^>]+?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_DECLARED: Final = re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})")
_AS_BROWSERS_READ: Final = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
"""What the WHATWG standard takes a declared encoding for (https://encoding.spec.whatwg.org)."""


def page_text(data: bytes, path: Path) -> str:
    """The markup in `data`: as marked, UTF-8 where it is, as declared, else as plain text is read.

    UTF-8 goes before what is declared, because tools that save pages convert them and leave the
    declaration. Bytes that are wrong in the encoding become U+FFFD, as in browsers.

    Raises:
        ReadError: a byte order mark lies.
    """
    if marked(data):
        return decode(data, path)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _declared_text(data, path)


def _declared_text(data: bytes, path: Path) -> str:
    declared = _CHARSET.search(data[:_PRESCANNED]) or _DECLARED.match(data[:_PRESCANNED])
    encoding = _known(declared[1].decode("ascii")) if declared else None
    if encoding is not None:
        return data.decode(encoding, "replace")
    try:
        return decode(data, path)
    except ReadError:
        return data.decode("utf-8", "replace")


def page_tree(text: str, path: Path) -> "etree._Element":
    """The lxml tree of a page, parsed as forgivingly as browsers do.

    Raises:
        ReadError: there is no element in it, or so many inside each other that some are left out.
    """
    import lxml.html
    from lxml import etree

    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        tree = lxml.html.document_fromstring(text.replace("\0", "").encode("utf-8"), parser=parser)
    except Exception as error:
        raise ReadError(f"{path} cannot be read as a web page", _SAVE_AGAIN) from error
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        raise ReadError(f"{path} is a web page nested too deeply to be read whole", _SAVE_AGAIN)
    return tree


def _known(label: str) -> str | None:
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    encoding = _AS_BROWSERS_READ.get(name, name)
    try:
        "".encode(encoding)
        b"".decode(encoding)
    except (LookupError, TypeError):
        return None
    return encoding
