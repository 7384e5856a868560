"""Small sets, records and scores for tests."""

from rag.domain import (
    Piece,
    RefusalReason,
    Signal,
    SourceAnswer,
    Statement,
    Verdict,
)
from rag.evaluation.records import Quotation, Record
from rag.evaluation.sets import SetDocument, SetQuestion

TEXT = "Lee left Seoul in May. At least 100 soldiers died, said Lee. Kim stayed."


def quotation(number, quote, *, document="d1", text=TEXT):
    start = text.index(quote)
    return Quotation(number, document, start, start + len(quote), quote)


LEFT = quotation(1, "Lee left Seoul in May.")
DIED = quotation(2, "At least 100 soldiers died, said Lee.")
STAYED = quotation(3, "Kim stayed.")


def question(**changes):
    values = {
        "id": "q1",
        "text": "How many soldiers died?",
        "answers": ("100", "100 soldiers"),
        "unanswerable": False,
        "context_ids": ("d1",),
    }
    return SetQuestion(**{**values, **changes})


def document(identity="d1", text=TEXT, **changes):
    return SetDocument(identity, text, **changes)


def signal(citation):
    return Signal(citation=citation, dense=0.5, lexical=1.0, likelihood=-2.0, score=0.5)


def record(*answers, **changes):
    """A record of answers given as text, short and citations; none refuses."""
    given = tuple(SourceAnswer(text, short, cited) for text, short, cited in answers)
    values = {
        "id": "q1",
        "asked": question().asked,
        "answer": "\n".join(one.text for one in given),
        "answers": given,
        "sentences": tuple(
            Statement(
                one.text, (Piece(one.text, one.citations[0]),), one.citations, Verdict.QUOTED
            )
            for one in given
        ),
        "reason": None if given else RefusalReason.TOO_WEAK,
        "quotations": (LEFT, DIED, STAYED),
        "signals": (signal(2), signal(1), signal(3)),
        "passages": ("d2", "d1"),
        "seconds": {"reading": 0.5, "total": 0.6},
    }
    return Record(**{**values, **changes})


HUNDRED = ("At least 100 soldiers", "100", (2,))
