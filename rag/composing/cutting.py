"""Sentences cut from text while it is being written."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rag.chunking.blocks import Block
from rag.chunking.sentences import sentence_spans
from rag.composing.markers import Unmarked, unmarked, without_open_marker
from rag.domain import Ending, Span

LONGEST_SENTENCE: Final = 600
"""Characters after which a sentence without an end is taken for a loop."""
_WORDS_SEEN: Final = 2
"""Words of the next sentence that must stand before a boundary is believed."""
_FOREIGN: Final = re.compile(
    r"<\|[^|<>\s]{1,40}\|>|</?s>|<(?:start|end)_of_turn>|\[/?INST\]|<</?SYS>>"
)
"""Marks of turns spelt out as text: what follows is no answer any more."""
_THINK: Final = "<think>"
_THOUGHT: Final = "</think>"
_HEAD: Final = re.compile(
    r"(?:(?:the )?answer(?: to (?:this|the|your) question)?(?: is)?|response|a)\s*:\s+",
    re.IGNORECASE,
)
_ORNAMENT: Final = re.compile(r"\*\*|__|`")
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufffd]"
)
_LIST: Final = re.compile(r"\A(?:#{1,6}|\d{1,2}[.)])\s+")
_ENDED: Final = re.compile(r"[.!?…。！？][\"'”’)\]]*\Z")
_LONGEST_PERIOD: Final = 24
_TURNS: Final = 3


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence as the model wrote it, without its markers, and the numbers it cites."""

    text: str
    numbers: tuple[int, ...]


class Cutter:
    """Cuts sentences from text as it comes; afterwards `ending` says why it stopped."""

    def __init__(self, *, cut_off: Callable[[], bool] = bool) -> None:
        """`cut_off` says, once the text has ended, whether its writer was stopped."""
        self.ending = Ending.DONE
        self._cut_off = cut_off
        self._waiting = ""

    def sentences(self, pieces: Iterable[str]) -> Iterator[Written]:
        """Every sentence once it is complete, until the text ends, loops or a new turn begins.

        How the text was cut into pieces makes no difference.
        """
        for word in _answer(_words(pieces)):
            self._waiting += word
            turn = _FOREIGN.search(self._waiting)
            if turn:
                self._waiting = self._waiting[: turn.start()]
                break
            yield from self._complete()
            if loops(self._waiting):
                self.ending = Ending.LOOP
                return
        yield from self._rest()

    def _complete(self) -> Iterator[Written]:
        """The sentences of what waits after which another has begun; they wait no longer."""
        bare = unmarked(without_open_marker(self._waiting))
        spans = tuple(_spans(bare.text))
        done = [
            span
            for number, span in enumerate(spans, 1)
            if "\n" in bare.text[span.end :] or _begun(bare.text, spans[number:])
        ]
        if done:
            yield from self._told(bare, done)
            self._waiting = self._waiting[bare.written(done[-1].end) :]

    def _rest(self) -> Iterator[Written]:
        """All that waits; a sentence in which the writer was stopped is left out."""
        bare = unmarked(without_open_marker(self._waiting))
        spans = list(_spans(bare.text))
        if self._cut_off():
            self.ending = Ending.LENGTH
            if spans and not _ENDED.search(bare.text[spans[-1].start : spans[-1].end]):
                spans.pop()
        yield from self._told(bare, spans)

    def _told(self, bare: Unmarked, spans: Iterable[Span]) -> Iterator[Written]:
        for span in spans:
            text = _plain(bare.text[span.start : span.end])
            if any(character.isalpha() for character in text):
                yield Written(text, bare.numbers(span.start, span.end))


def loops(text: str) -> bool:
    """Whether the text goes on and on: its last words three times over, or no end of sentence."""
    if len(text) > LONGEST_SENTENCE:
        return True
    words = text.split()
    return any(
        words[-period:] * _TURNS == words[-period * _TURNS :]
        for period in range(1, min(_LONGEST_PERIOD, len(words) // _TURNS) + 1)
    )


def _words(pieces: Iterable[str]) -> Iterator[str]:
    """The text in words, each with the white space behind it."""
    waiting = ""
    for piece in pieces:
        *whole, waiting = re.split(r"(?<=\s)(?=\S)", waiting + piece)
        yield from whole
    if waiting:
        yield waiting


def _answer(words: Iterator[str]) -> Iterator[str]:
    """The words behind what a model thinks aloud before it answers."""
    head = ""
    for word in words:
        head += word
        if not _THINK.startswith(head.lstrip()[: len(_THINK)]):
            break
        if _THOUGHT in head:
            head = head.partition(_THOUGHT)[2]
            break
    else:
        head = "" if _THINK in head else head
    yield head.lstrip()
    yield from words


def _spans(text: str) -> Iterator[Span]:
    """The sentences of every line."""
    start = 0
    for line in text.split("\n"):
        yield from sentence_spans(text, Block(start, start + len(line)))
        start += len(line) + 1


def _begun(text: str, following: tuple[Span, ...]) -> bool:
    """Whether enough of the next sentence stands to know that it is one."""
    return bool(following) and len(text[following[0].start :].split()) >= _WORDS_SEEN


def _plain(text: str) -> str:
    """A sentence on one line: no list number, emphasis, heading `Answer:` or control character."""
    line = " ".join(_INVISIBLE.sub("", _ORNAMENT.sub("", text)).split())
    return (
        _HEAD.sub("", _LIST.sub("", line), count=1) if _HEAD.match(line) else _LIST.sub("", line)
    )
