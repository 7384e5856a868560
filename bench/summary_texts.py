"""Summaries as plain sentences, cut to a length."""

import re
from collections.abc import Iterable, Iterator, Sequence

from rag.chunking.blocks import text_blocks
from rag.chunking.sentences import sentence_spans
from rag.domain import Note

_MARKS_OF_CUTS = re.compile(r"[\[\]]|…|\.\.\.")
_QUOTATION_MARK = re.compile(r"[\"“”„«»]")


def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of `text` as the program cuts them, each on one line."""
    return tuple(
        " ".join(text[span.start : span.end].split())
        for block in text_blocks(text)
        for span in sentence_spans(text, block)
    )


def told(note: Note) -> tuple[str, ...]:
    """The sentences of the note's brief and key points in order, each once.

    Quotation marks, brackets and marks of ellipsis are left out. Names in brackets stay: they
    say who speaks.
    """
    statements = (*note.brief, *note.key_points)
    found = (one for stated in statements for one in sentences_of(bare(stated.text)))
    return tuple(once(found))


def bare(text: str) -> str:
    """The words of a statement without the marks around them."""
    return " ".join(_QUOTATION_MARK.sub("", _MARKS_OF_CUTS.sub(" ", text)).split())


def once(sentences: Iterable[str]) -> Iterator[str]:
    """The sentences, those left out whose words have been seen."""
    seen = set()
    for sentence in sentences:
        words = " ".join(re.findall(r"\w+", sentence.casefold()))
        if words not in seen:
            seen.add(words)
            yield sentence


def cut(sentences: Sequence[str], words: int) -> tuple[str, ...]:
    """The first `words` words, sentence by sentence, the last one cut off where need be."""
    kept: list[str] = []
    for sentence in sentences:
        if words <= 0:
            break
        parts = sentence.split()[:words]
        words -= len(parts)
        kept.append(" ".join(parts))
    return tuple(kept)


def fill(ranking: Iterable[int], texts: Sequence[str], words: int) -> tuple[str, ...]:
    """The best ranked texts that it takes to have `words` words, in the texts' own order."""
    chosen: list[int] = []
    seen: set[str] = set()
    for at in ranking:
        if words <= 0:
            break
        if texts[at] not in seen:
            seen.add(texts[at])
            chosen.append(at)
            words -= len(texts[at].split())
    return tuple(texts[at] for at in sorted(chosen))
