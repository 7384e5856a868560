"""Office files and books are ZIP archives: opened here, and refused where they would not end well."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.errors import ReadError

if TYPE_CHECKING:
    from lxml import etree

LARGEST_UNPACKED: Final = 256 * 2**20
"""Bytes that all files of an archive may have together, by its own table of contents."""
LARGEST_TREE: Final = 64 * 2**20
"""Bytes of a file of markup that is held in memory as a tree."""
MOST_MEMBERS: Final = 20_000

SIGNATURE: Final = b"PK\x03\x04"
_ENCRYPTED: Final = 0x1
_MIMETYPE: Final = b"mimetype"
_LOCAL_HEADER: Final = 30
_METHOD: Final = slice(8, 10)
_STORED: Final = b"\0\0"


@dataclass(frozen=True)
class Archive:
    """The files of a ZIP archive by name; none is ever written anywhere."""

    path: Path
    names: frozenset[str]
    _opened: zipfile.ZipFile

    @classmethod
    def open(cls, data: bytes, path: Path) -> "Archive":
        """The archive in `data`; `path` is for messages.

        Raises:
            ReadError: it is damaged, locked, or larger unpacked than is read.
        """
        try:
            opened = zipfile.ZipFile(io.BytesIO(data))
            members = opened.infolist()
        except Exception as error:
            raise damaged(path, error) from error
        _check(members, path)
        return cls(path, frozenset(member.filename for member in members), opened)

    def read(self, name: str, *, longest: int = LARGEST_UNPACKED) -> bytes:
        """The bytes of a file in the archive.

        Raises:
            ReadError: it is missing, damaged or longer than `longest`.
        """
        try:
            size = self._opened.getinfo(name).file_size
            content = self._opened.read(name) if size <= longest else None
        except Exception as error:
            raise damaged(self.path, error) from error
        if content is None:
            raise _too_large(self.path, longest)
        return content

    def tree(self, name: str) -> "etree._Element":
        """The markup in a file of the archive, without entities and without the network.

        Raises:
            ReadError: it is missing or no well-formed markup.
        """
        return parsed(self.read(name, longest=LARGEST_TREE), self.path)


def parsed(data: bytes, path: Path) -> "etree._Element":
    """The root of the markup in `data`, without entities and without the network.

    Raises:
        ReadError: it is not well-formed, or nested too deeply.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except Exception as error:
        raise damaged(path, error) from error
    return root


def archive_kind(head: bytes) -> str | None:
    """What an archive that begins with `head` says it is, `application/epub+zip`, or None.

    It is the content of the first file, which is named `mimetype` and not compressed.
    """
    name_end = _LOCAL_HEADER + len(_MIMETYPE)
    if not head.startswith(SIGNATURE) or head[_LOCAL_HEADER:name_end] != _MIMETYPE:
        return None
    if head[_METHOD] != _STORED:
        return None
    size, extra = int.from_bytes(head[18:22], "little"), int.from_bytes(head[28:30], "little")
    return head[name_end + extra : name_end + extra + size].decode("ascii", "replace").strip()


def damaged(path: Path, error: Exception) -> ReadError:
    """The error for a file that a library cannot make sense of."""
    reason = " ".join(str(error).split())[:200] or type(error).__name__
    return ReadError(
        f"{path} is damaged: {reason}",
        "Open it in the program it comes from and save it again.",
    )


def locked(path: Path) -> ReadError:
    """The error for a file that only opens with a password."""
    return ReadError(
        f"{path} is protected with a password", "Save a copy without the password and give that."
    )


def _check(members: Iterable[zipfile.ZipInfo], path: Path) -> None:
    unpacked = count = 0
    for member in members:
        count += 1
        unpacked += member.file_size
        if member.flag_bits & _ENCRYPTED:
            raise locked(path)
    if unpacked > LARGEST_UNPACKED:
        raise _too_large(path, LARGEST_UNPACKED)
    if count > MOST_MEMBERS:
        raise ReadError(
            f"{path} holds more than {MOST_MEMBERS:,} files", "Split it into smaller files."
        )


def _too_large(path: Path, limit: int) -> ReadError:
    return ReadError(
        f"{path} is larger than {limit // 2**20} MiB when unpacked", "Split it into smaller files."
    )
