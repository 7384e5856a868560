"""Files within files: what is attached to a mail is read by the reader for its kind."""

from dataclasses import replace
from pathlib import Path, PurePath
from typing import Final

from rag.domain import Document, Notice
from rag.errors import ReadError
from rag.readers.limits import MIB
from rag.readers.ocr.recognition import current
from rag.readers.opening import head_in
from rag.readers.outlined import Outlined

_LARGEST: Final = 64 * MIB
NOT_READ: Final = "save it by itself, in a form that is read, and give that"
_HOLDS_OTHERS: Final = ("mail/", "mailbox/")
"""Readers that would open attachments of attachments."""


def attach(data: bytes, name: str, outline: Outlined, *, stored_as: str, level: int) -> None:
    """Append the file `name` under a heading with its name, or a notice why it is not read."""
    # The name is the sender's: nothing is ever opened by it, and no folder in it counts.
    path = Path(PurePath(name.replace("\\", "/")).name or "attachment")
    try:
        document = _read(data, path, stored_as=stored_as)
    except ReadError as error:
        reason = error.message.removeprefix(f"{path} ")
        outline.heading(level, f"Attachment: {path}")
        outline.notices.append(Notice(f"its attachment {path} was not read: {reason}", NOT_READ))
        return
    outline.heading(level, f"Attachment: {path}")
    outline.take(document, below=level)
    outline.notices += (
        replace(notice, fact=f"in its attachment {path}, {notice.fact}")
        for notice in document.notices
    )


def _read(data: bytes, path: Path, *, stored_as: str) -> Document:
    from rag import readers

    if not data.strip():
        raise ReadError("empty")
    if len(data) > _LARGEST:
        raise ReadError(f"larger than {_LARGEST // MIB} MiB")
    reader = readers.reader_for(path, head_in(data), sees=current().is_at_hand)
    if reader.name.startswith(_HOLDS_OTHERS):
        raise ReadError("mails within mails")
    return reader.read(path, data, stored_as=stored_as)
