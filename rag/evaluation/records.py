"""What was answered to each question of a set, kept as it comes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from rag.domain import (
    Answer,
    Citation,
    Composition,
    RefusalReason,
    Signal,
    SourceAnswer,
    Statement,
)
from rag.evaluation.scores import Asked
from rag.evaluation.sets import SetQuestion

FOLDER: Final = "eval"
"""Where libraries and answers are kept in the cache."""
SHORT: Final = 16
"""Characters of a hash in a file's name."""
ELSEWHERE: Final = "RAG_CACHE_DIR chooses another folder."
"""What helps where the cache cannot be written."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A cited sentence: the document's id in the set, and where in its text it stands."""

    citation: int
    document: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Record:
    """One question as it was answered."""

    id: str
    asked: str
    """Hash of what was asked, as of `SetQuestion.asked`."""
    answer: str
    answers: tuple[SourceAnswer, ...]
    sentences: tuple[Statement, ...]
    reason: RefusalReason | None
    """Why it was refused; None where it was answered."""
    quotations: tuple[Quotation, ...]
    signals: tuple[Signal, ...]
    passages: tuple[str, ...]
    """Ids of the documents that retrieval found, best first."""
    seconds: Mapping[str, float]
    """By stage, and `total`."""
    composition: Composition | None = None
    """What became of the model's own sentences, where it wrote some."""
    error: str = ""
    """Why the question could not be asked."""

    @property
    def refused(self) -> bool:
        """Whether nothing was answered."""
        return self.reason is not None or not self.answers

    @property
    def quoted(self) -> Mapping[int, Quotation]:
        """The quotations by the number of their citation."""
        return {item.citation: item for item in self.quotations}

    @property
    def cited(self) -> tuple[Quotation, ...]:
        """What the answers themselves cite, in order, each once."""
        numbers = dict.fromkeys(number for one in self.answers for number in one.citations)
        quoted = self.quoted
        return tuple(quoted[number] for number in numbers if number in quoted)

    @property
    def ranked(self) -> tuple[str, ...]:
        """The sentences that the model ranked, best first."""
        quoted = self.quoted
        return tuple(
            quoted[item.citation].quote for item in self.signals if item.citation in quoted
        )


def recorded(
    question: SetQuestion,
    answer: Answer,
    *,
    id_of: Callable[[str], str],
    passages: tuple[str, ...],
    seconds: float,
) -> Record:
    """The record of an answer; `id_of` tells a document's id from its path."""
    return Record(
        id=question.id,
        asked=question.asked,
        answer=answer.answer,
        answers=answer.answers,
        sentences=answer.sentences,
        reason=answer.refusal.reason if answer.refusal else None,
        quotations=tuple(_quotation(item, id_of) for item in answer.citations),
        signals=answer.signals,
        passages=passages,
        seconds={**answer.timings, "total": seconds},
        composition=answer.composition,
    )


def failed(question: SetQuestion, error: str) -> Record:
    """The record of a question that could not be asked."""
    return Record(
        id=question.id,
        asked=question.asked,
        answer="",
        answers=(),
        sentences=(),
        reason=None,
        quotations=(),
        signals=(),
        passages=(),
        seconds={},
        error=error,
    )


def as_lines(questions: Sequence[Asked], records: Sequence[Record]) -> str:
    """Questions with their scores and records as JSON lines, the last without a line feed."""
    rows = (_line(*pair) for pair in zip(questions, records, strict=True))
    return "\n".join(msgspec.json.encode(row).decode("utf-8") for row in rows)


def _line(question: Asked, record: Record) -> dict[str, object]:
    quoted = record.quoted
    signals = (
        {**msgspec.to_builtins(signal), **_where(quoted.get(signal.citation))}
        for signal in record.signals
    )
    return {
        "question": question.text,
        "answerable": question.answerable,
        "refused": question.refused,
        "short": record.answers[0].short if record.answers else None,
        "scores": {name: one.value / one.of for name, one in question.scores.items()},
        **msgspec.to_builtins(record),
        "signals": list(signals),
    }


def _where(quotation: Quotation | None) -> dict[str, object]:
    if quotation is None:
        return {}
    return {"document": quotation.document, "quote": quotation.quote}


def _quotation(citation: Citation, id_of: Callable[[str], str]) -> Quotation:
    return Quotation(
        citation=citation.id,
        document=id_of(citation.path),
        start=citation.char_start,
        end=citation.char_end,
        quote=citation.quote,
    )
