"""Answers in the sources' own words: one for each source, equal ones merged, others side by side."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from rag import grounding
from rag.answering.judging import SENTENCES, SOURCE_MARGIN, Read, source_of
from rag.citing import Citations
from rag.domain import (
    Disagreement,
    Piece,
    Quantity,
    Signal,
    SourceAnswer,
    Span,
    Statement,
    Verdict,
)
from rag.questions import Question

SENTENCE_MARGIN: Final = 1.2
"""How far behind the best sentence another may lie and still be told, in nats."""

_DOUBT: Final = re.compile(
    r"\b(?:not|never|neither|nor|cannot|\w+n['’]t|den(?:y|ies|ied|ying)|reject\w*|refut\w*|dismiss\w*"
    r"|disput\w*|false\w*|unverified|unconfirmed|alleg\w*|claim\w*|reportedly|purported\w*)\b",
    re.IGNORECASE,
)
_CLAIMED: Final = re.compile(
    r"\b(?:claim(?:ed|s)?|alleg(?:ed|es?)|disput(?:ed|es?)|den(?:y|ied|ies)|reject(?:ed|s)?"
    r"|contest(?:ed|s)?|question(?:ed|s))\b",
    re.IGNORECASE,
)
_BREAK: Final = re.compile(r"[;:—()]|,(?=\s)")
"""Words without which a figure would be told as a fact that its source denies or doubts."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one source answers, and the quantity in it where it is one."""

    answer: SourceAnswer
    quantity: Quantity | None = None


def told(asked: Question, read: Sequence[Read], citations: Citations) -> tuple[Told, ...]:
    """What each source answers, best first."""
    if asked.kind.wants_sentences:
        return tuple(_whole(item, citations) for item in _best_sentences(read))
    return tuple(_spoken(item, citations) for item in _per_source(read))


def merged(found: Sequence[Told]) -> tuple[SourceAnswer, ...]:
    """The answers with those in the same words told once, with all their citations."""
    once: dict[str, SourceAnswer] = {}
    for item in found:
        key = item.answer.text.casefold()
        first = once.get(key, item.answer)
        cited = dict.fromkeys((*first.citations, *item.answer.citations))
        once[key] = SourceAnswer(first.text, first.short, tuple(cited))
    return tuple(once.values())


def stated(answer: SourceAnswer) -> Statement:
    """The statement that prints an answer."""
    piece = Piece(answer.text, answer.citations[0])
    return Statement(answer.text, (piece,), answer.citations, Verdict.QUOTED)


def disagreements(
    asked: Question, found: Sequence[Told], citations: Citations
) -> tuple[Disagreement, ...]:
    """Where the sources' answers differ in figure, hedge or date."""
    texts = {item.id: item.text_sha256 for item in citations.all}
    sides = tuple(
        grounding.Side(
            item.answer.text,
            item.quantity,
            item.answer.citations,
            texts[item.answer.citations[0]],
        )
        for item in found
    )
    difference = grounding.disagreement(asked.text, sides)
    return (difference,) if difference else ()


def signal(item: Read, citations: Citations) -> Signal:
    """The scores behind one sentence that was read."""
    candidate = item.evidence.candidate
    return Signal(
        citation=citations.cite(candidate.sentence, score=candidate.dense).id,
        dense=candidate.dense,
        lexical=candidate.lexical,
        likelihood=item.evidence.likelihood,
        score=item.score,
    )


def _best_sentences(read: Sequence[Read]) -> tuple[Read, ...]:
    near = [item for item in _enough(read) if item.score >= read[0].score - SENTENCE_MARGIN]
    return tuple(near[:SENTENCES])


def _enough(read: Sequence[Read]) -> list[Read]:
    """Readings that suffice, and those that may stand beside one that does."""
    if not any(item.suffices for item in read):
        return []
    return [item for item in read if item.suffices or item.suffices_beside]


def _per_source(read: Sequence[Read]) -> tuple[Read, ...]:
    """The best sufficient reading of each source within reach of the best, best first."""
    best: dict[int, Read] = {}
    for item in _enough(read):
        if item.extract is not None:
            best.setdefault(source_of(item.evidence), item)
    found = [(item, item.extract) for item in best.values() if item.extract]
    near = [pair for pair in found if pair[0].score >= read[0].score - SOURCE_MARGIN]
    fitting = [pair for pair in near if pair[1].fits]
    return tuple(item for item, _ in fitting or near)


def _spoken(item: Read, citations: Citations) -> Told:
    text = item.evidence.candidate.sentence.text
    if item.extract is None:
        return _whole(item, citations)
    short, grown = item.extract.short, item.extract.grown
    words = text[grown.start : grown.end]
    answer = SourceAnswer(
        text=words,
        short=text[short.start : short.end],
        citations=_cited(item, citations, told=words),
    )
    alone = not _doubted(text, grown) and grounding.holds(stated(answer), citations.all)
    return Told(answer if alone else replace(answer, text=text), item.extract.quantity)


def _doubted(text: str, told: Span) -> bool:
    """Whether the clause around the words denies or doubts them, or the sentence's last one does.

    "KCNA, claiming success" casts no doubt on KCNA; "100 died, a lawmaker claimed" does on 100.
    """
    before = [mark.end() for mark in _BREAK.finditer(text, 0, told.start)]
    after = [mark.start() for mark in _BREAK.finditer(text, told.end)]
    around = text[max(before, default=0) : told.start], text[told.end : min(after, default=None)]
    tail = text[max(after) :] if after else ""
    return any(map(_DOUBT.search, around)) or _CLAIMED.search(tail) is not None


def _whole(item: Read, citations: Citations) -> Told:
    text = item.evidence.candidate.sentence.text
    return Told(SourceAnswer(text=text, short=text, citations=_cited(item, citations, told=text)))


def _cited(item: Read, citations: Citations, *, told: str) -> tuple[int, ...]:
    """The sentence, and those of its copies in which the words stand too."""
    candidate = item.evidence.candidate
    copies = (copy for copy in candidate.copies if told in copy.text)
    sentences = (candidate.sentence, *copies)
    return tuple(citations.cite(sentence, score=candidate.dense).id for sentence in sentences)
