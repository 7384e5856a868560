"""Answers in the sources' own words: one for each source, equal ones merged, others side by side."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rag import grounding
from rag.answering.choosing import sentences_of, values_of
from rag.answering.judging import Findings, Read, source_of
from rag.answering.resolving import run_to
from rag.citing import Citations
from rag.domain import (
    Disagreement,
    Piece,
    Quantity,
    SourceAnswer,
    Span,
    Statement,
    Verdict,
)
from rag.quantities import agrees
from rag.questions import Question, QuestionKind

MOST_ANSWERS: Final = 4
"""How many different answers are shown."""
SURE: Final = -2.0
"""Likelihood of words from which they are told alone where any kind of words may answer."""
SURE_OF_NAME: Final = -2.5
"""The same where a name is asked for, which has a shape to go by."""
MOST_UNSURE: Final = 2
"""How many sentences are told instead."""
UNSURE_WORDS: Final = 45
"""How many words they may have together; the first is told however long it is."""

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
    whole: bool = False
    """Whether it is a whole sentence, which may deny or doubt the words read out of it."""


def told(asked: Question, findings: Findings, citations: Citations) -> tuple[Told, ...]:
    """What each source answers, best first."""
    read = findings.read
    if asked.kind.wants_sentences:
        return tuple(_whole(item, citations) for item in sentences_of(asked, read))
    values = values_of(asked, read, each_heard=findings.each_heard)
    if values and _unsure(asked, values[0]):
        instead = _each(values) if findings.each_heard else _instead(sentences_of(asked, read))
        return tuple(_whole(item, citations) for item in instead)
    return tuple(_spoken(item, asked, citations) for item in values)


def _unsure(asked: Question, best: Read) -> bool:
    """Whether the words found may not be those asked for, so that their sentences say it better.

    A figure of the kind asked for is told whatever its likelihood.
    """
    found = best.extract
    if found is None:
        return False
    if asked.kind.is_name:
        return not found.fits or found.likelihood < SURE_OF_NAME
    return found.likelihood < SURE if asked.kind is QuestionKind.FACT else not found.fits


def _instead(sentences: Sequence[Read]) -> Iterator[Read]:
    """The sentences told instead of words that may not be those asked for."""
    words = 0
    for place, item in enumerate(sentences[:MOST_UNSURE]):
        words += len(item.evidence.candidate.sentence.text.split())
        if place == 0 or words <= UNSURE_WORDS:
            yield item


def _each(values: Sequence[Read]) -> tuple[Read, ...]:
    """The first reading of each source."""
    first: dict[int, Read] = {}
    for item in values:
        first.setdefault(source_of(item.evidence), item)
    return tuple(first.values())


def merged(found: Sequence[Told]) -> tuple[SourceAnswer, ...]:
    """The answers, those that tell the same once and with all their citations."""
    once: list[Told] = []
    for item in found:
        at = next((at for at, kept in enumerate(once) if _alike(kept, item)), None)
        if at is None:
            once.append(item)
            continue
        cited = dict.fromkeys((*once[at].answer.citations, *item.answer.citations))
        once[at] = replace(once[at], answer=replace(once[at].answer, citations=tuple(cited)))
    return tuple(item.answer for item in once[:MOST_ANSWERS])


def _alike(one: Told, other: Told) -> bool:
    """Whether two sources tell the same: the same words, an equal figure, or a name and more of it.

    Whole sentences are the same in the same words alone.
    """
    if one.answer.text.casefold() == other.answer.text.casefold():
        return True
    if one.whole or other.whole:
        return False
    if one.quantity and other.quantity:
        hedged = one.quantity.qualifier != other.quantity.qualifier
        return not hedged and agrees(one.quantity, other.quantity) == "equal"
    if one.quantity or other.quantity:
        return False
    return _within(one.answer.short, other.answer.text) or _within(
        other.answer.short, one.answer.text
    )


def _within(words: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(words)}\b", text, re.IGNORECASE) is not None


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
            doubted=item.whole,
        )
        for item in found
    )
    difference = grounding.disagreement(asked.text, sides)
    return (difference,) if difference else ()


def _spoken(item: Read, asked: Question, citations: Citations) -> Told:
    text = item.evidence.candidate.sentence.text
    if item.extract is None or _needs_row(asked, item):
        return _whole(item, citations)
    short, grown = item.extract.short, item.extract.grown
    words = text[grown.start : grown.end]
    answer = SourceAnswer(
        text=words,
        short=text[short.start : short.end],
        citations=_cited(item, citations, told=words),
    )
    if _doubted(text, grown) or not grounding.holds(stated(answer), citations.all):
        return replace(_whole(item, citations), quantity=item.extract.quantity)
    citations.told(item.evidence.candidate.sentence, grown)
    return Told(answer, item.extract.quantity)


def _needs_row(asked: Question, item: Read) -> bool:
    """Whether only a table's whole row answers: several cells, or the date over one of them."""
    dated = asked.kind is QuestionKind.DATE
    return item.evidence.candidate.row is not None and (asked.several or dated)


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
    """The sentence as the answer, after the one before it where it does not stand alone."""
    text = item.evidence.candidate.sentence.text
    short = item.extract.short if item.extract else Span(0, len(text))
    answer = SourceAnswer(
        text=text,
        short=text[short.start : short.end],
        citations=_cited(item, citations, told=text),
    )
    return Told(_resolved(answer, item, citations), whole=True)


def _resolved(answer: SourceAnswer, item: Read, citations: Citations) -> SourceAnswer:
    """The answer, a whole sentence, told with the sentence before that says who "he" is."""
    run = run_to(item.evidence.candidate.sentence, citations.catalogue)
    if len(run) == 1:
        return answer
    cited = citations.cite_run(run, score=item.evidence.candidate.dense)
    return replace(answer, text=" ".join(cited.quote.split()), citations=(cited.id,))


def _cited(item: Read, citations: Citations, *, told: str) -> tuple[int, ...]:
    """The sentence, those of its copies in which the words stand too, and what explains it.

    A table row is explained by its headings, a sentence that begins with "He" by the one before.
    """
    candidate = item.evidence.candidate
    copies = (copy for copy in candidate.copies if told in copy.text)
    *before, _ = run_to(candidate.sentence, citations.catalogue)
    sentences = (candidate.sentence, *copies, *candidate.headings, *before)
    return tuple(citations.cite(sentence, score=candidate.dense).id for sentence in sentences)
