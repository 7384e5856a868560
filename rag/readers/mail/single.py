"""Single mails: EML."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rag.domain import Document
from rag.readers.mail.letters import Letter, parsed, tell_letter
from rag.readers.outlined import Outlined

SUFFIXES: Final = frozenset({".eml"})
_FIELD: Final = re.compile(rb"\A(?:[!-9;-~]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2}")
_TELLING: Final = re.compile(
    rb"^(?:MIME-Version|Message-ID|Received|Return-Path|Delivered-To|X-Mailer):",
    re.MULTILINE | re.IGNORECASE,
)
_SENDER: Final = re.compile(rb"^(?:From|Subject|Date):", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MailReader:
    """Reads a mail: who wrote what to whom when, and what is attached."""

    name: str = "mail/2"

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the file begins with the header of a mail, whatever its suffix."""
        suffixed = path.suffix.lower() in SUFFIXES
        if not head:
            return suffixed
        if not _FIELD.match(head) or not _SENDER.search(head):
            return False
        return suffixed or _TELLING.search(head) is not None

    def read(self, path: Path, data: bytes, *, stored_as: str) -> Document:
        """The document in `data`: titled by its subject, of its sender, of its date.

        Raises:
            ReadError: it cannot be taken apart, or holds no letter or digit.
        """
        letter = Letter(parsed(data, path))
        outline = Outlined()
        tell_letter(letter, outline, stored_as=stored_as)
        return outline.document(
            data, path=path, stored_as=stored_as, reader=self.name, told=letter.told
        )
