"""WebVTT and SubRip: what was said, without the times at which it was."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rag.domain import Document
from rag.readers.decoding import decode, looks_binary
from rag.readers.outlined import Outlined

SUFFIXES: Final = frozenset({".vtt", ".srt"})
_TIME: Final = r"(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}"
_TIMING: Final = re.compile(rf"[ \t]*(?P<start>{_TIME})[ \t]*-->[ \t]*(?P<end>{_TIME})")
_VOICE: Final = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]{1,100})>")
_TAG: Final = re.compile(r"</?[a-zA-Z0-9][^<>]{0,200}>|\{\\[^{}]{0,100}\}")
_NAMED: Final = re.compile(r"(?:>>\s*)?([A-Z][\w.'’ -]{1,40}):\s+(?=\S)")
_ENDS: Final = re.compile(r"""[.!?…。！？]["'”’»)\]]*$""")
_PAUSE_SECONDS: Final = 4
_LONGEST_PARAGRAPH: Final = 1_000
_HEAD: Final = b"WEBVTT"
_MARK: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class _Line:
    speaker: str
    words: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class SubtitleReader:
    """Reads WebVTT and SubRip: cues joined to paragraphs, under the name of who speaks."""

    name: str = "subtitles/1"

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the first bytes say WebVTT, or the suffix is one of text with cues in it."""
        if not head:
            return path.suffix.lower() in SUFFIXES
        start = head.removeprefix(_MARK)
        if start.startswith(_HEAD) and not start[len(_HEAD) :][:1].strip():
            return True
        return path.suffix.lower() in SUFFIXES and not looks_binary(head)

    def read(self, path: Path, data: bytes, *, stored_as: str) -> Document:
        """The document in `data`.

        Raises:
            ReadError: the bytes are no text, or nothing is said.
        """
        outline = Outlined()
        speaker = ""
        for voice, paragraph in _paragraphs(_lines(decode(data, path))):
            if voice != speaker:
                outline.heading(3, voice or "…")
                speaker = voice
            outline.block(paragraph)
        return outline.document(data, path=path, stored_as=stored_as, reader=self.name)


def _paragraphs(lines: Iterator[_Line]) -> Iterator[tuple[str, str]]:
    """Who speaks, and what until another does, a pause, or the end of a sentence after a while."""
    words: list[str] = []
    before: _Line | None = None
    for line in lines:
        if before is not None and _parts(before, line, sum(map(len, words))):
            yield before.speaker, " ".join(words)
            words = []
        words.append(line.words)
        before = line
    if before is not None:
        yield before.speaker, " ".join(words)


def _parts(before: _Line, line: _Line, length: int) -> bool:
    if line.speaker != before.speaker:
        return True
    ended = _ENDS.search(before.words) is not None
    paused = line.start - before.end > _PAUSE_SECONDS
    return ended and (paused or length > _LONGEST_PARAGRAPH)


def _lines(text: str) -> Iterator[_Line]:
    """What is said, line by line; a line that rolls on into the next cue counts once."""
    last = announced = ""
    for start, end, block in _cues(text):
        speaker = announced
        for raw in block:
            voice = _VOICE.search(raw)
            speaker = voice[1].strip() if voice else speaker
            words = " ".join(html.unescape(_TAG.sub("", raw)).split())
            named = None if voice else _NAMED.match(words)
            if named:
                # A name before a colon holds until the next one, a tag for its cue alone.
                speaker = announced = named[1]
                words = words[named.end() :]
            if words and words != last:
                yield _Line(speaker, words, start, end)
            last = words or last


def _cues(text: str) -> Iterator[tuple[float, float, list[str]]]:
    """Start and end in seconds, and the lines of each cue."""
    times: tuple[float, float] | None = None
    block: list[str] = []
    for line in (*text.split("\n"), ""):
        timing = _TIMING.match(line)
        if timing is not None or not line.strip():
            if times is not None and block:
                yield *times, block
            times, block = None, []
        if timing is not None:
            times = _seconds(timing["start"]), _seconds(timing["end"])
        elif line.strip():
            block.append(line)


def _seconds(time: str) -> float:
    total = 0.0
    for part in time.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total
