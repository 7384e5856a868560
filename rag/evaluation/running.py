"""A set from its folder to its measures."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.errors import UsageError
from rag.evaluation import corpus as corpora
from rag.evaluation import unsupported
from rag.evaluation.asking import Library, Recalled, Told, ask_all, kept, never
from rag.evaluation.corpus import Corpus
from rag.evaluation.loading import document_folder, load
from rag.evaluation.records import ELSEWHERE, FOLDER, SHORT, Record
from rag.evaluation.sampling import Selection, first, questions_in, sample
from rag.evaluation.scores import Asked
from rag.evaluation.scoring import Material, score
from rag.evaluation.sets import EditSet, QuestionSet, SetQuestion
from rag.journal import Journal


@dataclass(frozen=True)
class Plan:
    """The questions to ask, and the documents to ask them of."""

    name: str
    questions: tuple[SetQuestion, ...]
    corpus: Corpus
    library: str
    """The name of the set that the documents belong to."""
    material: Material


@dataclass(frozen=True, slots=True)
class Places:
    """Folders that a plan needs."""

    cache: Path
    version: str
    """Hash of what libraries are built with."""
    documents: Path | None = None
    """Files to ask instead of the set's own documents."""
    other: Path | None = None
    """The folder of another set whose library is to be asked."""


def planned(folder: Path, questions: QuestionSet, selection: Selection, places: Places) -> Plan:
    """The plan for a set's questions; its documents are laid out in the cache.

    Raises:
        UsageError: no question is left, or another set's documents cannot be used.
    """
    chosen = questions_in(selection.half, questions.questions, questions.by_id)
    if places.other is None:
        asked = sample(chosen, selection.limit, seed=selection.seed)
        home, owner = folder, questions
    else:
        asked = first(chosen, selection.limit, seed=selection.seed)
        home, owner = places.other, _question_set(places.other)
    if not asked:
        raise UsageError("no question is left to ask", "Ask another half, or a larger set.")
    corpus = _laid_out(home, owner, places)
    if places.other is None:
        _refuse_unknown(asked, corpus)
    return Plan(
        name=questions.name,
        questions=asked,
        corpus=corpus,
        library=owner.name,
        material=Material(
            texts={document.id: document.text for document in owner.documents},
            common=unsupported.common_words(document.text for document in owner.documents),
            foreign=places.other is not None,
        ),
    )


def answered(
    plan: Plan,
    library: Library,
    *,
    version: str,
    told: Told,
    fresh: bool = False,
    recalled: Recalled = never,
) -> tuple[tuple[Record, ...], int]:
    """The record of every question, and how many were kept from an earlier run.

    Answers are kept beside the library under `version`, each as soon as it is known.
    """
    path = plan.corpus.root / "answers" / f"{version[:SHORT]}.jsonl"
    journal = Journal(path, Record, hint=ELSEWHERE)
    if fresh:
        journal.clear()
    known = kept(plan.questions, journal)
    records = ask_all(
        plan.questions, library, plan.corpus, journal=journal, told=told, recalled=recalled
    )
    return records, len(known)


def scored(plan: Plan, records: Sequence[Record]) -> tuple[Asked, ...]:
    """Every question with its scores."""
    return tuple(
        Asked(
            id=question.id,
            text=question.text,
            answerable=not (question.unanswerable or plan.material.foreign),
            refused=record.refused,
            scores=score(question, record, plan.material),
            error=record.error,
        )
        for question, record in zip(plan.questions, records, strict=True)
    )


def _refuse_unknown(questions: Sequence[SetQuestion], corpus: Corpus) -> None:
    known = set(corpus.ids.values())
    for question in questions:
        for name in question.context_ids:
            if name not in known:
                raise UsageError(
                    f"question '{question.id}': context_id '{name}' is no document",
                    "Name a document's id, or a file's path from the folder of documents.",
                )


def _question_set(folder: Path) -> QuestionSet:
    found = load(folder)
    if isinstance(found, EditSet):
        raise UsageError(f"{folder} has no library to ask", "Name a set that has documents.")
    return found


def _laid_out(folder: Path, owner: QuestionSet, places: Places) -> Corpus:
    files = document_folder(folder, places.documents if places.other is None else None)
    known = corpora.digest_of_files(files) if files else corpora.digest(owner.documents)
    name = f"{owner.name}-{known[:SHORT]}-{places.version[:SHORT]}"
    root = places.cache / FOLDER / name
    return (
        corpora.files_as_they_are(files, root) if files else corpora.lay_out(owner.documents, root)
    )
