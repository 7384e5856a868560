"""Mailboxes: MBOX (RFC 4155), its mails by conversation."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rag.domain import Document
from rag.readers.mail.letters import Letter, parsed, stand_in, tell_letter
from rag.readers.outlined import Outlined

SUFFIXES: Final = frozenset({".mbox"})
_POSTMARK: Final = re.compile(
    rb"^From [^\n]{0,300}\d\d:\d\d[^\n]{0,100}\n(?=[!-9;-~]+:)", re.MULTILINE
)
_SHORT_POSTMARK: Final = re.compile(rb"^From [^\n]{0,400}\n(?=[!-9;-~]+:)", re.MULTILINE)
"""As some programs write it, without the time: too little to know a mailbox by."""
_ESCAPED: Final = re.compile(rb"^>(?=>*From )", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class MailboxReader:
    """Reads a mailbox: conversations by their first mail, the mails of each by their date."""

    name: str = "mailbox/2"

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the file begins with a postmark and a header, whatever its suffix."""
        if not head:
            return path.suffix.lower() in SUFFIXES
        mark = _SHORT_POSTMARK if path.suffix.lower() in SUFFIXES else _POSTMARK
        return mark.match(head) is not None

    def read(self, path: Path, data: bytes, *, stored_as: str) -> Document:
        """The document in `data`, called after its file.

        Raises:
            ReadError: a mail cannot be taken apart, or none holds a letter or digit.
        """
        outline = Outlined()
        letters = [Letter(parsed(mail, path)) for mail in _mails(data)]
        for conversation in _conversations(letters):
            stand_in(conversation[0], outline)
            outline.heading(1, conversation[0].subject or "(no subject)")
            for letter in conversation:
                tell_letter(letter, outline, stored_as=stored_as, level=2)
        return outline.document(data, path=path, stored_as=stored_as, reader=self.name)


def _mails(data: bytes) -> Iterator[bytes]:
    marks = [*(_POSTMARK if _POSTMARK.match(data) else _SHORT_POSTMARK).finditer(data)]
    ends = [mark.start() for mark in marks[1:]] + [len(data)]
    for mark, end in zip(marks, ends, strict=True):
        yield _ESCAPED.sub(b"", data[mark.end() : end])


def _conversations(letters: Sequence[Letter]) -> list[list[Letter]]:
    """Mails that answer each other together, in the order of their dates.

    A mail belongs to the conversation of the first mail that it refers to, though that one may
    not be in the mailbox.
    """
    roots: dict[str, str] = {}
    found: dict[str, list[Letter]] = {}
    for number, letter in sorted(enumerate(letters), key=lambda item: (item[1].sent, item[0])):
        names = [*letter.answers, letter.id or f"#{number}"]
        root = next((roots[name] for name in names if name in roots), names[0])
        roots |= dict.fromkeys(names, root)
        found.setdefault(root, []).append(letter)
    return list(found.values())
