"""Figures told in one row with what each is of: `12 and 40 ships in 2018 and 2019, respectively`."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rag import quantities
from rag.domain import Kind, Quantity

_RESPECTIVELY: Final = re.compile(r"\brespectively\b", re.IGNORECASE)
_JOINT: Final = re.compile(r"[\s,]*(?:and|or|&)?[\s,]*")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_NAME: Final = r"[A-Z][\w’'.&\-]*(?:\s+[A-Z][\w’'.&\-]*){0,3}"
_NAMES: Final = re.compile(rf"\b{_NAME}(?:,\s+{_NAME})*,?\s+and\s+{_NAME}")
_BETWEEN_NAMES: Final = re.compile(r",?\s+and\s+|,\s+")


def respective(mentions: Sequence[Quantity], text: str, *, question: str) -> tuple[Quantity, ...]:
    """The mentions without those of a row that are, respectively, of something not asked about."""
    if not _RESPECTIVELY.search(text):
        return tuple(mentions)
    rows = tuple(_rows(quantities.find(text), text))
    labels = [tuple(map(_year, row)) for row in rows if row[0].kind is Kind.DATE]
    labels += [
        tuple(map(_bare, _BETWEEN_NAMES.split(row.group()))) for row in _NAMES.finditer(text)
    ]
    dropped: set[Quantity] = set()
    for row in rows:
        for labelled in labels:
            asked = [label for label in labelled if label and label in question]
            if row[0].kind is not Kind.DATE and len(row) == len(labelled) and len(asked) == 1:
                dropped.update(
                    one for one, label in zip(row, labelled, strict=True) if label != asked[0]
                )
    return tuple(mention for mention in mentions if mention not in dropped)


def _rows(found: Sequence[Quantity], text: str) -> Iterator[tuple[Quantity, ...]]:
    """Two or more figures of one kind with nothing but commas and "and" between them."""
    row: list[Quantity] = []
    for one in found:
        if row and (one.kind is not row[-1].kind or not _joined(row[-1], one, text)):
            if len(row) > 1:
                yield tuple(row)
            row = []
        row.append(one)
    if len(row) > 1:
        yield tuple(row)


def _joined(first: Quantity, second: Quantity, text: str) -> bool:
    return _JOINT.fullmatch(text, first.end, second.start) is not None


def _bare(name: str) -> str:
    return name.removeprefix("The ")


def _year(date: Quantity) -> str:
    found = _YEAR.search(date.text)
    return found.group() if found else ""
