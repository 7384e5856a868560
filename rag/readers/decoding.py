"""Bytes become text: a byte order mark decides, then UTF-8, then detection.

The mark is removed and CRLF and CR become LF; nothing else is changed.
"""

import codecs
import re
import unicodedata
from pathlib import Path
from typing import Final

from rag.errors import ReadError

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 comes before UTF-16, whose little-endian mark begins its own."""

_CONTROLS: Final = bytes({*range(0x20), 0x7F} - set(b"\t\n\v\f\r\x1b"))
_TOLERATED_CONTROLS: Final = 0.02
_PRINTABLE: Final = bytes(range(0x20, 0x7F))
_SAMPLE: Final = 4096
_UNTEXTUAL: Final = frozenset({"Cc", "Cn", "Co", "Cs"})
_WIDE: Final = ("utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_32_le", "utf_32_be", "utf_7")
_WESTERN_LETTER: Final = r"A-Za-zÀ-ÖØ-öø-ÿŠšŽžŒœŸ"
_UNWESTERN: Final = re.compile(
    rf"[^\x00-\x7f\xa0-\xff–—‘’‚“”„†‡•…‰‹›€™ŠšŽžŒœŸ]|(?<=[a-z])[^\x00-\x7f{_WESTERN_LETTER}·’­](?=[a-z])"
)
"""What Windows-1252 text does not hold: controls, and signs in the middle of a word."""


def decode(data: bytes, path: Path) -> str:
    """The text in `data`; `path` is for messages.

    Raises:
        ReadError: the bytes are no text in any encoding that can be told.
    """
    text = _decode(data, path)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def looks_binary(data: bytes) -> bool:
    """Whether `data` is no text: NUL bytes outside UTF-16 and UTF-32, or many control bytes."""
    if marked(data) or not data:
        return False
    if b"\0" in data:
        return _wide_encoding(data) is None
    controls = len(data) - len(data.translate(None, _CONTROLS))
    return controls > _TOLERATED_CONTROLS * len(data)


def _decode(data: bytes, path: Path) -> str:
    encoding = marked(data)
    if encoding is not None:
        mark = next(mark for mark, name in _MARKS if name == encoding)
        return _strictly(data[len(mark) :], encoding, path)
    if looks_binary(data):
        raise ReadError(
            f"{path} is a binary or damaged file, not text", "Leave it out, or convert it to text."
        )
    wide = _wide_encoding(data) if b"\0" in data else None
    if wide is not None:
        return _strictly(data, wide, path)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _mostly_utf8(data):
            raise _damaged(data, error, path) from error
        return _detected(data, path)


def marked(data: bytes) -> str | None:
    """The encoding that a byte order mark says, or None."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


def _strictly(data: bytes, encoding: str, path: Path) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(
            f"{path} says it is {encoding.upper()} but is not, at byte {error.start}",
            "Save it again as UTF-8.",
        ) from error


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, told by which bytes are NUL, or None."""
    sample = data[:_SAMPLE]
    if len(data) % 2 or not _may_be_wide(sample):
        return None
    big_endian = sample[::2].count(0) >= sample[1::2].count(0)
    names = ("utf-32-be", "utf-16-be") if big_endian else ("utf-32-le", "utf-16-le")
    return next((name for name in names if _textual(sample, name)), None)


def _may_be_wide(sample: bytes) -> bool:
    """Whether NUL bytes stand where two-byte letters have them, not between plain letters."""
    nuls = sample.count(0)
    plain = len(sample) - len(sample.translate(None, _PRINTABLE))
    return nuls > 0 and (nuls > len(sample) / 4 or plain < (len(sample) - nuls) * 0.9)


def _textual(sample: bytes, encoding: str) -> bool:
    """Whether `sample` decodes to assigned characters, letters among them."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return False
    odd = sum(unicodedata.category(c) in _UNTEXTUAL and c not in "\t\n\v\f\r" for c in text)
    return odd == 0 and any(character.isalnum() for character in text)


def _mostly_utf8(data: bytes) -> bool:
    """Whether the bytes beyond ASCII are UTF-8 but for a few."""
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = sum(character > "\x7f" for character in text) - wrong
    return right > 4 * wrong


def _damaged(data: bytes, error: UnicodeDecodeError, path: Path) -> ReadError:
    line = data.count(b"\n", 0, error.start) + 1
    return ReadError(
        f"{path} is damaged: UTF-8 but for byte {error.start} in line {line}",
        "Mend that line, or drop what is broken: iconv -c -f UTF-8 -t UTF-8 FILE > NEW.",
    )


def _detected(data: bytes, path: Path) -> str:
    """The text in an unmarked encoding; Windows-1252 wins where nothing speaks against it.

    Detection by charset-normalizer; on short Western texts it cannot tell the code pages of
    one family apart, so its choice counts only where its language evidence is stronger.
    """
    from charset_normalizer import from_bytes

    matches = from_bytes(data, cp_exclusion=list(_WIDE))
    best = matches.best()
    western = _western(data)
    if western is not None:
        evidence = max(
            (match.coherence for match in matches if str(match) == western), default=0.0
        )
        if best is None or best.coherence <= evidence:
            return western
    if best is None:
        raise ReadError(
            f"{path} is text in no encoding that can be told", "Save it again as UTF-8."
        )
    return str(best)


def _western(data: bytes) -> str | None:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    letters = sum(character.isalpha() for character in text)
    beyond = sum(character > "\x7f" and character.isalpha() for character in text)
    return None if _UNWESTERN.search(text) or beyond > letters / 2 else text
