"""Which documents questions are put to: by file name, by date."""

import re
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import Final

from rag.domain import StoredDocument
from rag.errors import UsageError

_DAY: Final = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_USE: Final = "Use it like this: /filter *.pdf, /filter since 2024-05, /filter off"


@dataclass(frozen=True, slots=True)
class Filter:
    """What a document's path and date must be like."""

    pattern: str | None = None
    """As in a shell; one without wildcards is looked for anywhere in the path."""
    since: str | None = None
    """ISO 8601 day, month or year; documents without a date are taken, as in notes."""

    def __bool__(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.pattern or self.since)

    def __call__(self, document: StoredDocument) -> bool:
        """Whether the document fits."""
        dated = not (self.since and document.date) or document.date >= self.since
        return dated and (self.pattern is None or _fits(document.path, self.pattern))

    @property
    def told(self) -> str:
        """The filter in words; empty where there is none."""
        since = f"since {self.since}" if self.since else ""
        return ", ".join(part for part in (self.pattern, since) if part)

    def changed(self, wish: str) -> "Filter":
        """This filter after `/filter wish`: a pattern, `since DATE`, or `off`.

        Raises:
            UsageError: the date is none.
        """
        word, _, rest = wish.partition(" ")
        if word == "off":
            return Filter()
        if word != "since":
            return replace(self, pattern=wish)
        day = rest.strip()
        if not _DAY.fullmatch(day):
            raise UsageError(f"{day or 'nothing'} is no date", _USE)
        return replace(self, since=day)


def _fits(path: str, pattern: str) -> bool:
    """Whether path or file name match, capitals and small letters alike."""
    low, wanted = path.casefold(), pattern.casefold()
    if not any(mark in wanted for mark in "*?["):
        return wanted in low
    return fnmatchcase(low, wanted) or fnmatchcase(low.rpartition("/")[2], wanted)
