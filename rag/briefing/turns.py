"""Who speaks in a transcript: the label that begins each turn, `Marketing: …`."""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import Final

from rag.domain import Document, Sentence

_LABEL: Final = re.compile(r"(?P<label>[A-Z][\w.'’ -]{0,40}?):\s+(?=\S)")
_FILLERS: Final = re.compile(
    r"(?:(?:um+|uh+|er|erm|mm+|hmm+|oh|ah|okay|ok|'kay|yeah|yep|right|alright|well|so|and|but|now|"
    r"anyway|you know|i mean)\b\s*[,.]*\s*)+(?=\w)",
    re.IGNORECASE,
)
"""What a spoken sentence begins with before it says anything."""
_FEWEST: Final = 6
_LABELLED: Final = 0.6
"""Least share of a transcript's lines that begin with a label."""
_AGAIN: Final = 0.4
"""Most labels there may be for each labelled line: people speak more than once."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The label over a sentence: `sentences[sentence].text[start:end]`."""

    sentence: int
    start: int
    end: int


def turns(
    document: Document, sentences: tuple[Sentence, ...], first: int
) -> tuple[Turn | None, ...]:
    """For each sentence of a transcript the label of its turn; None for all of other documents.

    `first` is the index of the first of the sentences in the material. The sentence that opens
    a turn holds its own label.
    """
    starts = document.line_starts
    if not _is_transcript(document.text.split("\n")):
        return (None,) * len(sentences)
    found: list[Turn | None] = []
    opening: Turn | None = None
    line = -1
    for at, sentence in enumerate(sentences):
        own = bisect_right(starts, sentence.start)
        if own != line:
            line = own
            label = _LABEL.match(sentence.text)
            opening = Turn(first + at, label.start(), label.end("label")) if label else None
        found.append(opening)
    return tuple(found)


def spoken_start(text: str, after: int = 0) -> int:
    """Offset after the fillers with which speech begins at `after`: `Um , okay so we` at `we`."""
    found = _FILLERS.match(text, after)
    return found.end() if found else after


def label_end(text: str) -> int:
    """Offset after the label that opens a turn, `Ann Lund: `."""
    found = _LABEL.match(text)
    return found.end() if found else 0


def _is_transcript(lines: list[str]) -> bool:
    told = [line for line in lines if line.strip()]
    labels = [match["label"] for line in told if (match := _LABEL.match(line))]
    if len(labels) < _FEWEST or len(labels) < _LABELLED * len(told):
        return False
    return len(Counter(labels)) <= _AGAIN * len(labels)
