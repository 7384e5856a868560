"""Markdown notes as lines, their statements and what they quote."""

import hashlib
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
_LABEL: Final = re.compile(r"- \*\*(?P<speaker>.+?)\*\*(?: \(.*\))?")
_CLAIM: Final = re.compile(r"  - (?P<verb>[^:*]+): ")
_DATE: Final = re.compile(r"- [^:“‘\"]{1,40}: ")
_WORDS: Final = r"(?:\\.|[^|\\])*?"
_CELL: Final = re.compile(rf"\| (?P<cell>{_WORDS}) \| {_WORDS} \| {_WORDS} \| (?:\[\d+\] ?)+\|")
_TRAILING: Final = re.compile(r"(?: \[\d+\])+(?: \|)?$")


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
    entry: str = ""
    """Of a line that names a speaker: what stands below it."""

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
    return Note(name, text, tuple(_voiced(told)), quotes)


def without_lock(text: str) -> str:
    """The note without the comment that carries its citations."""
    return _LOCK.sub("\n", text)


def _voiced(told: Sequence[Line]) -> Iterator[Line]:
    """The lines, a speaker's name with the first verb below it and every claim with its speaker."""
    speaker = ""
    for at, line in enumerate(told):
        if line.section == "Who says what" and not line.verb:
            below = list(itertools.takewhile(lambda one: one.verb, told[at + 1 :]))
            entry = "\n".join(one.text for one in below)
            speaker = line.speaker
            yield replace(line, verb=below[0].verb if below else "", entry=entry)
        else:
            yield replace(line, speaker=speaker) if line.verb else line


def _told(number: int, section: str, text: str) -> Line | None:
    if section == "Figures":
        row = _CELL.fullmatch(text)
        return Line(number, section, text, *row.span("cell")) if row else None
    if section == "Who says what" and (label := _LABEL.fullmatch(text)):
        end = label.end("speaker")
        return Line(number, section, text, end, end, label["speaker"])
    trailing = _TRAILING.search(text)
    if trailing is None:
        return None
    verb = ""
    start = 2 if text.startswith(("- ", "| ")) else 0
    if section == "Who says what" and (claim := _CLAIM.match(text)):
        start, verb = claim.end(), claim["verb"]
    elif section == "Timeline" and (date := _DATE.match(text)):
        start = date.end()
    return Line(number, section, text, start, trailing.start(), verb=verb)
