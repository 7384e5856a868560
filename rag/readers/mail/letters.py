"""Mails as messages: their headers, what they say, and what is attached to them (RFC 5322)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from email.utils import parseaddr
from functools import cached_property
from pathlib import Path
from typing import Final, TypeAlias

from rag.domain import Notice, PlaceKind
from rag.errors import ReadError
from rag.readers.blocks import one_line, printable
from rag.readers.made import Told
from rag.readers.mail.attached import NOT_READ, attach
from rag.readers.markup.articles import drop_unseen
from rag.readers.markup.pages import HTML, page_tree
from rag.readers.markup.words import text_of
from rag.readers.outlined import Outlined

Mail: TypeAlias = "Message[str, str]"

_SHOWN: Final = ("From", "To", "Cc", "Date", "Subject")
_MESSAGE_ID: Final = re.compile(r"<[^<>\s]{1,500}>")
_MARKUP: Final = re.compile(rb"<(?:html|body|p|div|table|br)\b", re.IGNORECASE)
_SIGNATURE: Final = re.compile(r"^-- ?$", re.MULTILINE)
_DEEPEST: Final = 5
"""Mails within mails."""
_MOST_PARTS: Final = 500
_LONGEST_HEADER: Final = 2_000
_LONGEST_RAW: Final = 20_000
_NO_DATE: Final = "9999"


@dataclass(frozen=True)
class Letter:
    """A mail whose headers can be asked for, whatever is wrong with them."""

    message: Mail

    def header(self, name: str) -> str:
        """The header in one line, decoded; empty where there is none."""
        return one_line(printable(_header(self.message, name.lower())))[:_LONGEST_HEADER]

    @cached_property
    def subject(self) -> str:
        """What it is about."""
        return self.header("Subject")

    @cached_property
    def sender(self) -> str:
        """The name of its author, or else the address."""
        name, address = parseaddr(self.header("From"))
        return name or address or self.header("From")

    @cached_property
    def moment(self) -> datetime | None:
        """When it was sent, by the sender's clock."""
        from email.utils import parsedate_to_datetime

        try:
            return parsedate_to_datetime(self.header("Date"))
        except (ValueError, TypeError, IndexError, OverflowError):
            return None

    @property
    def day(self) -> str | None:
        """The day on which it was sent, ISO 8601."""
        return self.moment.date().isoformat() if self.moment else None

    @property
    def sent(self) -> str:
        """What mails are sorted by; those without a date come last."""
        if self.moment is None:
            return _NO_DATE
        try:
            return f"{self.moment.timestamp():020.0f}" if self.moment.year > 1970 else "0"
        except (OverflowError, ValueError):
            return _NO_DATE

    @property
    def id(self) -> str:
        """Its own name."""
        return next(iter(_MESSAGE_ID.findall(self.header("Message-ID"))), "")

    @property
    def answers(self) -> tuple[str, ...]:
        """The names of the mails it refers to, the first of the conversation first."""
        told = f"{_header(self.message, 'references')} {_header(self.message, 'in-reply-to')}"
        return tuple(_MESSAGE_ID.findall(told))

    @property
    def told(self) -> Told:
        """Title, author, date and language of a mail that is a document by itself."""
        language = re.match(
            r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", self.header("Content-Language")
        )
        return Told(
            title=self.subject,
            author=self.sender,
            date=self.day,
            date_found="mail header Date",
            language=language[0] if language else None,
        )


def parsed(data: bytes, path: Path) -> Mail:
    """The mail in `data`.

    Raises:
        ReadError: it cannot be taken apart.
    """
    from email import message_from_bytes

    # The older policy: that of today parses headers in quadratic time, and raises on bad ones.
    try:
        return message_from_bytes(data)
    except Exception as error:
        raise ReadError(
            f"{path} is no mail that can be taken apart ({type(error).__name__})",
            "Save it again from the mail program, or save its text.",
        ) from error


def stand_in(letter: Letter, outline: Outlined) -> None:
    """What follows in `outline` stands in this mail."""
    about = " — ".join(filter(None, (letter.subject, letter.sender)))
    outline.place(PlaceKind.MESSAGE, about)
    outline.place(PlaceKind.DATE, letter.day or "")


def tell_letter(
    letter: Letter, outline: Outlined, *, stored_as: str, level: int = 1, depth: int = 0
) -> None:
    """Append a mail: its headers, its words, and what is attached."""
    by = ", ".join(filter(None, (letter.sender, letter.day)))
    title = letter.subject if level == 1 else by or letter.subject
    stand_in(letter, outline)
    outline.heading(level, title or "(no subject)")
    shown = [f"- {name}: {value}" for name in _SHOWN if (value := letter.header(name))]
    outline.block("\n".join(shown))
    bodies, others = _parts(letter.message)
    for body in bodies:
        outline.block(_words(body))
    for number, part in enumerate(others, 1):
        name = one_line(printable(_file_name(part))) or f"part {number}"
        inner = _enclosed(part)
        if inner is None:
            attach(_bytes(part), name, outline, stored_as=stored_as, level=level + 1)
        elif depth >= _DEEPEST:
            outline.heading(level + 1, f"Attachment: {name}")
            told = f"its attachment {name} was not read: mails within mails"
            outline.notices.append(Notice(told, NOT_READ))
        else:
            enclosed = Letter(inner)
            outline.heading(level + 1, f"Attachment: {enclosed.subject or name}")
            tell_letter(enclosed, outline, stored_as=stored_as, level=level + 2, depth=depth + 1)
            stand_in(letter, outline)


def _parts(message: Mail) -> tuple[list[Mail], list[Mail]]:
    """The parts that are the mail's own words, and those attached to it."""
    bodies: list[Mail] = []
    others: list[Mail] = []
    for number, part in enumerate(_leaves(message)):
        if number == _MOST_PARTS:
            break
        attached = part.get_content_disposition() == "attachment" or _file_name(part)
        kind = part.get_content_type()
        if not attached and kind in ("text/plain", "text/html"):
            bodies.append(part)
        elif attached or part.get_content_maintype() not in ("multipart", "image"):
            others.append(part)
    return bodies, others


def _leaves(part: Mail) -> Iterator[Mail]:
    """The parts of a mail in order; of alternatives the plain one, or else the last but one."""
    waiting = [part]
    while waiting:
        part = waiting.pop()
        inner = part.get_payload()
        if _enclosed(part) is not None or not isinstance(inner, list):
            yield part
        elif part.get_content_subtype() == "alternative":
            waiting.append(_chosen([p for p in inner if isinstance(p, Message)], part))
        else:
            waiting.extend(p for p in reversed(inner) if isinstance(p, Message))


def _chosen(alternatives: list[Mail], whole: Mail) -> Mail:
    plain = (part for part in alternatives if part.get_content_type() == "text/plain")
    chosen = next((part for part in plain if _decoded(part).strip()), None)
    if chosen is None and alternatives:
        chosen = alternatives[-1]
    if chosen is None:
        whole.set_payload("")
        return whole
    return chosen


def _enclosed(part: Mail) -> "Mail | None":
    """The mail that a part is, if it is one."""
    inner = part.get_payload()
    if part.get_content_type() != "message/rfc822" or not isinstance(inner, list) or not inner:
        return None
    return inner[0] if isinstance(inner[0], Message) else None


def _words(part: Mail) -> str:
    text = _decoded(part)
    if part.get_content_subtype() == "html":
        return _page_words(text)
    return _SIGNATURE.sub("", text)


def _page_words(markup: str) -> str:
    """The text of an HTML part; none of one that holds no element or is nested too deeply."""
    try:
        tree = page_tree(markup, Path("mail"))
    except ReadError:
        return ""
    drop_unseen(tree)
    return text_of(tree, HTML)


def _decoded(part: Mail) -> str:
    """The text of a part, in the encoding it names or, where that fails, the likeliest."""
    from rag.readers.decoding import decode

    data = _bytes(part)
    try:
        return data.decode(part.get_content_charset("utf-8"))
    except (LookupError, ValueError):
        pass
    try:
        return decode(data, Path("mail"))
    except ReadError:
        return data.decode("latin-1")


def _bytes(part: Mail) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except Exception:  # noqa: BLE001, the library raises anything on damaged parts
        data = None
    return data if isinstance(data, bytes) else b""


def _file_name(part: Mail) -> str:
    try:
        return part.get_filename() or ""
    except Exception:  # noqa: BLE001, the library raises anything on damaged headers
        return ""


def _header(message: Mail, name: str) -> str:
    """A header as text, its encoded words decoded (RFC 2047)."""
    from email.header import decode_header

    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name), "")
    text = _as_text(raw[:_LONGEST_RAW].encode("utf-8", "surrogateescape"))
    try:
        parts = decode_header(text)
    except Exception:  # noqa: BLE001, the library raises anything on damaged headers
        return text
    return "".join(
        part if isinstance(part, str) else _as_text(part, charset or "raw-unicode-escape")
        for part, charset in parts
    )


def _as_text(data: bytes, charset: str = "utf-8") -> str:
    try:
        return data.decode(charset)
    except (LookupError, ValueError):
        return data.decode("latin-1")
