"""What a file is that no reader accepts, told from its first bytes or its suffix."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rag.readers.decoding import looks_binary


@dataclass(frozen=True, slots=True)
class ForeignKind:
    """A kind of file that is not read: its name with an article, and what to do about it."""

    name: str
    hint: str


_TO_TEXT: Final = "Convert it to text first, then give the text file."
_NO_TEXT: Final = "It holds no text to quote; leave it out."


def _convert(name: str, command: str) -> ForeignKind:
    return ForeignKind(name, f"Convert it to text first, for example: {command}")


def _no_text(name: str) -> ForeignKind:
    return ForeignKind(name, _NO_TEXT)


_RTF: Final = _convert("an RTF document", "soffice --convert-to txt FILE.rtf")
_WORD: Final = _convert("a Word document", "pandoc -t plain FILE.docx -o FILE.txt")
_OLD_OFFICE: Final = _convert("an old Office document", "soffice --convert-to txt FILE.doc")
_OPEN_TEXT: Final = _convert("an OpenDocument text", "pandoc -t plain FILE.odt -o FILE.txt")
_SHEET: Final = ForeignKind("a spreadsheet", "Save its sheets as CSV, then give those files.")
_SLIDES: Final = ForeignKind("a slide deck", _TO_TEXT)
_ZIP: Final = ForeignKind("a ZIP archive", "Unpack it, then give the files in it.")
_ARCHIVE: Final = ForeignKind("a compressed archive", "Unpack it, then give the files in it.")
_BINARY: Final = ForeignKind("a binary file", _NO_TEXT)

_MARKUP: Final = ((b"{\\rtf", _RTF),)
"""First bytes, in lower case, that settle the kind although the file may be plain ASCII."""

_MAGIC: Final = (
    (b"GGUF", _no_text("a GGUF model")),
    (b"\x7fELF", _no_text("an ELF program")),
    (b"MZ", _no_text("a Windows program")),
    (b"\xcf\xfa\xed\xfe", _no_text("a macOS program")),
    (b"\x89PNG", _no_text("a PNG image")),
    (b"\xff\xd8\xff", _no_text("a JPEG image")),
    (b"GIF8", _no_text("a GIF image")),
    (b"BM", _no_text("a BMP image")),
    (b"II*\0", _no_text("a TIFF image")),
    (b"MM\0*", _no_text("a TIFF image")),
    (b"RIFF", _no_text("an image, sound or video")),
    (b"OggS", _no_text("a sound file")),
    (b"ID3", _no_text("a sound file")),
    (b"fLaC", _no_text("a sound file")),
    (b"SQLite format 3\0", _no_text("an SQLite database")),
    (b"\xd0\xcf\x11\xe0", _OLD_OFFICE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"BZh", _ARCHIVE),
    (b"\xfd7zXZ", _ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE),
    (b"Rar!", _ARCHIVE),
    (b"\x28\xb5\x2f\xfd", _ARCHIVE),
)
"""First bytes that name the kind of a file known to be binary."""

_ZIPPED: Final = (
    (b"word/", _WORD),
    (b"xl/", _SHEET),
    (b"ppt/", _SLIDES),
    (b"opendocument.text", _OPEN_TEXT),
    (b"opendocument.spreadsheet", _SHEET),
    (b"opendocument.presentation", _SLIDES),
)
"""Names near the start of a ZIP archive that is really an office document."""

_SUFFIXES: Final = {
    ".rtf": _RTF,
    ".docx": _WORD,
    ".doc": _OLD_OFFICE,
    ".xls": _OLD_OFFICE,
    ".ppt": _OLD_OFFICE,
    ".odt": _OPEN_TEXT,
    ".ods": _SHEET,
    ".xlsx": _SHEET,
    ".odp": _SLIDES,
    ".pptx": _SLIDES,
    ".zip": _ZIP,
}


def known_kind(path: Path, head: bytes) -> ForeignKind | None:
    """The kind of a file that needs a reader of its own, or None where it may be plain text."""
    start = head[:256].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for signature, kind in _MARKUP:
        if start.startswith(signature):
            return kind
    if head.startswith(b"PK\x03\x04"):
        inside = (kind for name, kind in _ZIPPED if name in head)
        return next(inside, _SUFFIXES.get(path.suffix.lower(), _ZIP))
    if looks_binary(head):
        return next((kind for magic, kind in _MAGIC if head.startswith(magic)), _BINARY)
    return _SUFFIXES.get(path.suffix.lower())


def foreign_kind(path: Path, head: bytes) -> ForeignKind:
    """What to call a file that no reader accepts."""
    return known_kind(path, head) or _BINARY
