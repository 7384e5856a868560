"""Bytes of XML become element trees: of their own entities only plain words, none from outside."""

import html.entities
import re
from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.errors import ReadError

if TYPE_CHECKING:
    from lxml import etree

_DECLARED: Final = re.compile(rb"<!ENTITY\s", re.IGNORECASE)
_CHARACTER: Final = rb"&#(?!0*(?:38|60);|x0*(?:26|3[cC]);)x?[\da-fA-F]{1,6};"
"""A numbered character that begins neither an entity nor an element."""
_PLAIN: Final = re.compile(
    rb"<!ENTITY\s+([A-Za-z][A-Za-z0-9]{0,31})\s+"
    rb"(?:\"((?:[^\"&<%]|" + _CHARACTER + rb"){0,1000})\""
    rb"|'((?:[^'&<%]|" + _CHARACTER + rb"){0,1000})')\s*>"
)
"""An entity that holds nothing but a few words."""
_NAMED: Final = re.compile(rb"&([A-Za-z][A-Za-z0-9]{0,31});")
_UNFOLDED: Final = 2**20
_OF_XML: Final = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
_PROLOGUE: Final = 65_536


def xml_tree(data: bytes, path: Path) -> "etree._Element":
    """The root of the XML in `data`; characters named as in HTML are taken for what they name.

    Raises:
        ReadError: it is not well-formed, nested too deeply, or defines entities that hold more
            than a few plain words, since these can unfold without end or name other files.
    """
    from lxml import etree

    own = _own_entities(data, path)
    parser = etree.XMLParser(
        resolve_entities="internal" if own else False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(_NAMED.sub(partial(_numbered, own), data), parser)
    except etree.XMLSyntaxError as error:
        line = f" in line {error.lineno}" if error.lineno else ""
        raise ReadError(
            f"{path} is not well-formed XML{line}", "Mend it; xmllint says what is wrong with it."
        ) from error
    except (ValueError, LookupError, RecursionError, MemoryError) as error:
        raise ReadError(f"{path} cannot be read as XML", "Save it again as UTF-8.") from error


def _own_entities(data: bytes, path: Path) -> Collection[bytes]:
    """The names of the entities that the XML defines, each as words without markup or entities.

    Raises:
        ReadError: one of them holds more than that, or they unfold to more than the file has.
    """
    if not _DECLARED.search(data[:_PROLOGUE]):
        return ()
    own = {found[1]: len(found[2] or found[3] or b"") for found in _PLAIN.finditer(data)}
    unfolded = sum(own.get(name, 0) for name in _NAMED.findall(data))
    if len(_DECLARED.findall(data)) == len(own) and unfolded <= max(len(data), _UNFOLDED):
        return own
    raise ReadError(
        f"{path} defines entities of its own that are not read: they hold markup or other"
        " entities, name other files, or unfold to more than the file",
        "If you trust it, unfold them first: xmllint --noent IN.xml > OUT.xml",
    )


def _numbered(own: Collection[bytes], entity: re.Match[bytes]) -> bytes:
    """A named character as a numbered one, for which no document type is needed."""
    if entity[1] in _OF_XML or entity[1] in own:
        return entity[0]
    characters = html.entities.html5.get(entity[1].decode("ascii") + ";")
    return "".join(f"&#{ord(each)};" for each in characters).encode() if characters else entity[0]
