"""Bytes of XML become element trees: no entities of their own, nothing from outside."""

import html.entities
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.errors import ReadError

if TYPE_CHECKING:
    from lxml import etree

_DECLARED: Final = re.compile(rb"<!ENTITY\s", re.IGNORECASE)
_NAMED: Final = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_OF_XML: Final = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
_PROLOGUE: Final = 65_536


def xml_tree(data: bytes, path: Path) -> "etree._Element":
    """The root of the XML in `data`; characters named as in HTML are taken for what they name.

    Raises:
        ReadError: it is not well-formed, nested too deeply, or defines entities of its own, which
            can unfold without end.
    """
    from lxml import etree

    if _DECLARED.search(data[:_PROLOGUE]):
        raise ReadError(
            f"{path} defines entities of its own, which are not read",
            "If you trust it, unfold them first: xmllint --noent IN.xml > OUT.xml",
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(_NAMED.sub(_numbered, data), parser)
    except etree.XMLSyntaxError as error:
        line = f" in line {error.lineno}" if error.lineno else ""
        raise ReadError(
            f"{path} is not well-formed XML{line}", "Mend it; xmllint says what is wrong with it."
        ) from error
    except (ValueError, LookupError, RecursionError, MemoryError) as error:
        raise ReadError(f"{path} cannot be read as XML", "Save it again as UTF-8.") from error


def _numbered(entity: re.Match[bytes]) -> bytes:
    """A named character as a numbered one, for which no document type is needed."""
    if entity[1] in _OF_XML:
        return entity[0]
    characters = html.entities.html5.get(entity[1].decode("ascii") + ";")
    return "".join(f"&#{ord(each)};" for each in characters).encode() if characters else entity[0]
