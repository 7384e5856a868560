"""Markdown notes as lines, their statements and what they quote."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

Half: TypeAlias = Literal["development", "held"]

MARKER: Final = re.compile(r"\[(\d+)\]")
TOLD: Final = frozenset(
    {
        "In brief",
        "Key points",
        "Figures",
        "Who says what",
        "Where the sources differ",
        "Unverified and missing",
        "Timeline",
    }
)
_LOCK: Final = re.compile(r"\n*<!-- sourceline-note/1 .*-->\s*\Z", re.DOTALL)
_SOURCE: Final = re.compile(r'(?P<id>\d+)\. .+?:\d\S* (?:\(.*?\) )?"(?P<quote>.*)"')
_LABEL: Final = re.compile(r"- \*\*(?P<speaker>.+?)\*\* (?P<verb>[^:*]+): ")
_DATE: Final = re.compile(r"- [^:“‘\"]{1,40}: ")
_CELL: Final = re.compile(r"\| (?P<cell>.*?) \| (?:\w+) \| (?:\w+) \| (?:\[\d+\] ?)+ \|")
_TRAILING: Final = re.compile(r"(?: \[\d+\])+$")


@dataclass(frozen=True)
class Line:
    """A line that tells something: `text[start:end]` is the statement, its markers follow."""

    number: int
    section: str
    text: str
    start: int
    end: int
    speaker: str = ""
    verb: str = ""

    @property
    def statement(self) -> str:
        """What is told, with its quotation marks."""
        return self.text[self.start : self.end]

    @property
    def markers(self) -> tuple[int, ...]:
        """The numbers cited anywhere in the line."""
        return tuple(int(found[1]) for found in MARKER.finditer(self.text))


@dataclass(frozen=True)
class Change:
    """`text[start:end]` of a line becomes `after`."""

    start: int
    end: int
    after: str

    def applied(self, text: str) -> str:
        """The line with the change made."""
        return text[: self.start] + self.after + text[self.end :]


@dataclass(frozen=True)
class Note:
    """A note: all its lines, those that tell something, and the quotations by their number."""

    name: str
    text: str
    told: tuple[Line, ...]
    quotes: Mapping[int, str]

    @property
    def quoted(self) -> str:
        """All that the note quotes, as one text."""
        return "\n".join(self.quotes.values())

    def with_line(self, number: int, text: str) -> str:
        """The note's text with another line `number`."""
        lines = self.text.split("\n")
        lines[number - 1] = text
        return "\n".join(lines)


def read_notes(folder: Path, half: Half | None) -> tuple[Note, ...]:
    """The notes of a folder by name, those of one half alone where one is asked for."""
    paths = sorted(folder.glob("*.md"))
    chosen = [path for path in paths if half in (None, half_of(path.name))]
    return tuple(parse(path.name, path.read_text("utf-8")) for path in chosen)


def half_of(name: str) -> Half:
    """The half that a note falls into, by the hash of its file name."""
    odd = int(hashlib.sha256(name.encode("utf-8")).hexdigest(), 16) % 2
    return "held" if odd else "development"


def parse(name: str, text: str) -> Note:
    """The note that `text` is."""
    section, told = "", []
    quotes: dict[int, str] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("## "):
            section = line[3:].strip()
        elif section == "Sources" and (source := _SOURCE.fullmatch(line)):
            quotes[int(source["id"])] = source["quote"]
        elif section in TOLD and (found := _told(number, section, line)):
            told.append(found)
    return Note(name, text, tuple(told), quotes)


def without_lock(text: str) -> str:
    """The note without the comment that carries its citations."""
    return _LOCK.sub("\n", text)


def _told(number: int, section: str, text: str) -> Line | None:
    if section == "Figures":
        row = _CELL.fullmatch(text)
        return Line(number, section, text, *row.span("cell")) if row else None
    trailing = _TRAILING.search(text)
    if trailing is None:
        return None
    speaker = verb = ""
    start = 2 if text.startswith("- ") else 0
    if section == "Who says what" and (label := _LABEL.match(text)):
        start, speaker, verb = label.end(), label["speaker"], label["verb"]
    elif section == "Timeline" and (date := _DATE.match(text)):
        start = date.end()
    return Line(number, section, text, start, trailing.start(), speaker, verb)
