"""A set's questions put to a library one after another, through the code that `ask` runs."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol, TypeAlias

from rag.domain import Answer
from rag.errors import UsageError
from rag.evaluation.corpus import Corpus
from rag.evaluation.records import Record, failed, recorded
from rag.evaluation.sets import SetQuestion
from rag.journal import Journal

Told: TypeAlias = Callable[[int, int], None]
"""Takes how many of how many are done."""


Recalled: TypeAlias = Callable[[], int]
"""Says how often a result of the model was known already."""


def never() -> int:
    """The answer of a model that keeps nothing."""
    return 0


class Library(Protocol):
    """What answers questions; a workspace is one."""

    def ask(self, question: str, *, paths: Sequence[Path] = ()) -> Answer:
        """The answer from the library, or from `paths` alone where some are given."""
        ...

    def ranking(self, question: str, *, paths: Sequence[Path] = ()) -> tuple[str, ...]:
        """Stored paths of the documents that retrieval finds, best first."""
        ...


def ask_all(
    questions: Sequence[SetQuestion],
    library: Library,
    corpus: Corpus,
    *,
    journal: Journal[Record],
    told: Told,
    recalled: Recalled = never,
) -> tuple[Record, ...]:
    """The record of every question, in order; those in the journal are not asked again.

    A question for which the model's results were `recalled` has no seconds: they would tell
    nothing.
    """
    known = kept(questions, journal)
    waiting = [question for question in questions if question.id not in known]
    for done, question in enumerate(waiting, len(questions) - len(waiting)):
        told(done, len(questions))
        before = recalled()
        record = _asked(question, library, corpus)
        known[question.id] = record if recalled() == before else replace(record, seconds={})
        journal.append(known[question.id])
    told(len(questions), len(questions))
    return tuple(known[question.id] for question in questions)


def kept(questions: Iterable[SetQuestion], journal: Journal[Record]) -> dict[str, Record]:
    """The records in the journal of these very questions, by their id."""
    rows = journal.rows()
    asked = {question.id: question.asked for question in questions}
    return {name: row for name, row in rows.items() if asked.get(name) == row.asked}


def _asked(question: SetQuestion, library: Library, corpus: Corpus) -> Record:
    folder = corpus.groups.get(question.group or "")
    paths = (folder,) if folder else ()
    began = time.perf_counter()
    try:
        answer = library.ask(question.text, paths=paths)
    except UsageError as error:
        return failed(question, error.message)
    seconds = time.perf_counter() - began
    ranking = library.ranking(question.text, paths=paths) if question.has_passages else ()
    return recorded(
        question,
        answer,
        id_of=corpus.id_of,
        passages=tuple(corpus.id_of(path) for path in ranking),
        seconds=seconds,
    )
