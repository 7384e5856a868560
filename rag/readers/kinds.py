"""What a file is that no reader accepts, told from how it begins or its suffix."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from rag.readers import compound
from rag.readers.decoding import looks_binary
from rag.readers.ocr.installed import remedy


@dataclass(frozen=True, slots=True)
class ForeignKind:
    """A kind of file that is not read: its name with an article, and what to do about it."""

    name: str
    hint: str
    is_misnamed: bool = False
    """Whether its suffix promises a kind that is read."""
    is_picture: bool = False
    """Whether OCR reads it, where that is installed."""

    @property
    def told(self) -> str:
        """What it is, as the end of a sentence: `a PNG image, not text`."""
        return self.name if self.is_misnamed else f"{self.name}, not text"


_NO_TEXT: Final = "It holds no text to quote; leave it out."


def _convert(name: str, command: str) -> ForeignKind:
    return ForeignKind(name, f"Convert it to text first, for example: {command}")


def _misnamed(name: str) -> ForeignKind:
    return ForeignKind(
        f"damaged, or no {name} although its name says so",
        "Open it in its own program and save it again, or give it the suffix of what it holds.",
        is_misnamed=True,
    )


def _save_as(name: str, form: str, command: str) -> ForeignKind:
    return ForeignKind(name, f"Save it as {form}, for example: {command}")


def _image(name: str) -> ForeignKind:
    return ForeignKind(name, "If it shows text, {remedy}", is_picture=True)


def _other_image(name: str) -> ForeignKind:
    return ForeignKind(name, "If it shows text, save it as PNG, and {remedy}", is_picture=True)


def _recording(name: str) -> ForeignKind:
    return ForeignKind(name, "Transcribe it, then give the transcript (VTT, SRT or text).")


def _no_text(name: str) -> ForeignKind:
    return ForeignKind(name, _NO_TEXT)


_WORD: Final = _misnamed("Word document")
_OLD_WORD: Final = _save_as("an old Word document", "DOCX", "soffice --convert-to docx FILE.doc")
_OLD_SHEET: Final = _save_as("an old Excel workbook", "XLSX", "soffice --convert-to xlsx FILE.xls")
_OLD_SLIDES: Final = _save_as(
    "an old PowerPoint deck", "PPTX", "soffice --convert-to pptx FILE.ppt"
)
_OLD_OFFICE: Final = _save_as(
    "an old Office document", "DOCX, XLSX or PPTX", "soffice --convert-to docx FILE"
)
_PROTECTED: Final = ForeignKind(
    "an Office document protected with a password",
    "Save a copy without the password and give that.",
)
_OUTLOOK: Final = ForeignKind(
    "an Outlook message", "Save it as EML, for example: msgconvert FILE.msg"
)
_OUTLOOK_FOLDER: Final = ForeignKind(
    "an Outlook data file", "Turn it into mailboxes first, for example: readpst -r FILE.pst"
)
_PAGES: Final = ForeignKind("an Apple Pages document", "Export it from Pages as DOCX or PDF.")
_NUMBERS: Final = ForeignKind("an Apple Numbers sheet", "Export it from Numbers as XLSX or CSV.")
_KEYNOTE: Final = ForeignKind("an Apple Keynote deck", "Export it from Keynote as PPTX or PDF.")
_IWORK: Final = ForeignKind("an Apple iWork document", "Export it as DOCX, XLSX, PPTX or PDF.")
_PUBLISHER: Final = ForeignKind("a Publisher document", "Export it from Publisher as PDF.")
_DJVU: Final = _convert("a DjVu scan", "djvutxt FILE.djvu FILE.txt")
_KINDLE: Final = _save_as("a Kindle book", "EPUB", "ebook-convert FILE.mobi FILE.epub")
_OPEN_TEXT: Final = _misnamed("OpenDocument text")
_SHEET: Final = _misnamed("spreadsheet")
_SLIDES: Final = _misnamed("presentation")
_PDF: Final = _misnamed("PDF")
_BOOK: Final = _misnamed("EPUB book")
_ZIP: Final = ForeignKind("a ZIP archive", "Unpack it, then give the files in it.")
_ARCHIVE: Final = ForeignKind("a compressed archive", "Unpack it, then give the files in it.")
_RIFF: Final = ForeignKind("an image, sound or video", _NO_TEXT)
_TAR: Final = ForeignKind("a TAR archive", "Unpack it, then give the files in it.")
_BINARY: Final = ForeignKind("a binary file", _NO_TEXT)

_MAGIC: Final = (
    (b"GGUF", _no_text("a GGUF model")),
    (b"\x7fELF", _no_text("an ELF program")),
    (b"MZ", _no_text("a Windows program")),
    (b"\xcf\xfa\xed\xfe", _no_text("a macOS program")),
    (b"\x89PNG", _image("a PNG image")),
    (b"\xff\xd8\xff", _image("a JPEG image")),
    (b"GIF8", _other_image("a GIF image")),
    (b"BM", _other_image("a BMP image")),
    (b"II*\0", _image("a TIFF image")),
    (b"MM\0*", _image("a TIFF image")),
    (b"RIFF", _RIFF),
    (b"OggS", _recording("a sound file")),
    (b"ID3", _recording("a sound file")),
    (b"fLaC", _recording("a sound file")),
    (b"SQLite format 3\0", _no_text("an SQLite database")),
    (b"!BDN", _OUTLOOK_FOLDER),
    (b"AT&TFORM", _DJVU),
    (b"\x1aE\xdf\xa3", _recording("a video")),
    (b"\x1f\x8b", _ARCHIVE),
    (b"BZh", _ARCHIVE),
    (b"\xfd7zXZ", _ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE),
    (b"Rar!", _ARCHIVE),
    (b"\x28\xb5\x2f\xfd", _ARCHIVE),
)
"""First bytes that name the kind of a file known to be binary."""

_ENCRYPTED: Final = "EncryptedPackage"

_STREAMS: Final = (
    ("__substg1.0_", _OUTLOOK),
    ("WordDocument", _OLD_WORD),
    ("Workbook", _OLD_SHEET),
    ("PowerPoint Document", _OLD_SLIDES),
)

_ZIPPED: Final = (
    (b"Index/Document.iwa", _IWORK),
    (b"index.apxl", _KEYNOTE),
    (b"Index/", _IWORK),
    (b"buildVersionHistory.plist", _IWORK),
)
"""Names near the start of a ZIP archive that is really an office document."""

_SUFFIXES: Final = {
    ".docx": _WORD,
    ".docm": _WORD,
    ".xlsm": _SHEET,
    ".doc": _OLD_WORD,
    ".dot": _OLD_WORD,
    ".xls": _OLD_SHEET,
    ".ppt": _OLD_SLIDES,
    ".pps": _OLD_SLIDES,
    ".msg": _OUTLOOK,
    ".pst": _OUTLOOK_FOLDER,
    ".ost": _OUTLOOK_FOLDER,
    ".pages": _PAGES,
    ".numbers": _NUMBERS,
    ".key": _KEYNOTE,
    ".pub": _PUBLISHER,
    ".djvu": _DJVU,
    ".mobi": _KINDLE,
    ".azw": _KINDLE,
    ".azw3": _KINDLE,
    ".tar": _TAR,
    ".webp": _image("a WebP image"),
    ".heic": _other_image("a HEIC image"),
    ".avif": _other_image("an AVIF image"),
    ".tga": _other_image("a TGA image"),
    ".mp3": _recording("a sound file"),
    ".m4a": _recording("a sound file"),
    ".wav": _recording("a sound file"),
    ".mp4": _recording("a video"),
    ".mov": _recording("a video"),
    ".avi": _recording("a video"),
    ".odt": _OPEN_TEXT,
    ".ods": _SHEET,
    ".xlsx": _SHEET,
    ".odp": _SLIDES,
    ".pptx": _SLIDES,
    ".pdf": _PDF,
    ".epub": _BOOK,
    ".zip": _ZIP,
}

_ALSO_TEXT: Final = (_KEYNOTE, _PUBLISHER, _PDF)
"""Kinds whose suffix has other uses, or stands on pages that came in place of the file."""


def known_kind(path: Path, head: bytes) -> ForeignKind | None:
    """The kind of a file that needs a reader of its own, or None where it may be plain text."""
    suffixed = _SUFFIXES.get(path.suffix.lower())
    if head.startswith(b"PK\x03\x04"):
        if suffixed in (_PAGES, _NUMBERS, _KEYNOTE):
            return suffixed
        inside = (kind for name, kind in _ZIPPED if name in head)
        return next(inside, suffixed or _ZIP)
    if head.startswith(compound.SIGNATURE):
        return _compound(head, suffixed)
    if looks_binary(head):
        named = next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)
        return suffixed if suffixed and named in (None, _RIFF) else named or _BINARY
    return None if suffixed in _ALSO_TEXT and head else suffixed


def _compound(head: bytes, suffixed: ForeignKind | None) -> ForeignKind:
    """What a compound file is: by the names of its streams, and by its suffix.

    Today's formats are no compound files but where they are encrypted (MS-OFFCRYPTO); an old
    document may hold an encrypted one.
    """
    named = next((kind for name, kind in _STREAMS if name.encode("utf-16-le") in head), None)
    if named is None and _ENCRYPTED.encode("utf-16-le") in head:
        return _PROTECTED
    if suffixed is None or suffixed.is_misnamed:
        return named or (_PROTECTED if suffixed else _OLD_OFFICE)
    return suffixed


def foreign_kind(path: Path, head: bytes) -> ForeignKind:
    """What to call a file that no reader accepts."""
    kind = known_kind(path, head) or _BINARY
    return replace(kind, hint=kind.hint.format(remedy=remedy())) if kind.is_picture else kind
