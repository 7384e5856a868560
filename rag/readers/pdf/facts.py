"""What a PDF says of itself, where that is more than its program's habit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from rag.readers.blocks import one_line, printable

INFORMATION: Final = ("Title", "Author", "CreationDate")
_DATE: Final = re.compile(r"(?:D:)?\s*(\d{4})(\d{2})(\d{2})")
_FILE_NAME: Final = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel) - .*|.*[\\/].*|.*\.(?:docx?|pptx?|xlsx?|odt|indd|qxd|tex"
    r"|dvi|pdf|ps|rtf|txt|html?|fm|p65|cdr|ai|wpd|pages|key|tiff?|jpe?g|png))",
    re.IGNORECASE,
)
_NO_TITLES: Final = frozenset(
    "untitled|unbenannt|sans titre|document|title|powerpoint presentation|powerpoint-präsentation"
    "|layout 1|slide 1|scan|scanned document|print|page 1|no title|default|report|template".split(
        "|"
    )
)
_NO_AUTHORS: Final = frozenset(
    "user|admin|administrator|owner|unknown|author|root|anonymous|default|microsoft office user"
    "|windows user|python-docx|pdf|scanner|hp|dell|me|none|guest|test|utilisateur|benutzer".split(
        "|"
    )
)


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """What was found, None where the file does not say."""

    title: str | None
    author: str | None
    created: str | None
    """The day the file was made, ISO 8601."""


def pdf_facts(metadata: Mapping[str, str]) -> PdfFacts:
    """The facts in the entries of a PDF's information dictionary."""
    title = one_line(printable(metadata.get("Title", "")))
    author = one_line(printable(metadata.get("Author", "")))
    return PdfFacts(
        title if _is_told(title, _NO_TITLES) else None,
        author if _is_told(author, _NO_AUTHORS) and len(author) < 200 else None,
        _day(metadata.get("CreationDate", "")),
    )


def _is_told(value: str, habits: frozenset[str]) -> bool:
    return (
        sum(character.isalpha() for character in value) > 2
        and value.casefold() not in habits
        and not _FILE_NAME.fullmatch(value)
        and "\ufffd" not in value
    )


def _day(value: str) -> str | None:
    found = _DATE.match(value)
    if found is None:
        return None
    year, month, day = map(int, found.groups())
    try:
        return date(year, month, day).isoformat() if 1990 <= year <= 2100 else None
    except ValueError:
        return None
