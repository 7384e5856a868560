"""Question sets: questions with their documents, or summaries with the sources they sum up."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class AnswerType(StrEnum):
    """Kinds of answer that a set may name; questions of other kinds are not asked."""

    SPAN = "span"
    MULTI_SPAN = "multi-span"


@dataclass(frozen=True, slots=True)
class SetDocument:
    """One document of a set's library."""

    id: str
    text: str
    title: str = ""
    group: str | None = None
    """The documents that questions of the same group are limited to; None: all."""


@dataclass(frozen=True, slots=True)
class SetQuestion:
    """One question and what is known of its answer."""

    id: str
    text: str
    answers: tuple[str, ...]
    """Right answers: each is one, unless `answer_type` says that all are parts of one."""
    unanswerable: bool
    context_ids: tuple[str, ...] = ()
    """Documents that the question was written about."""
    evidence_sentences: tuple[str, ...] = ()
    group: str | None = None
    answer_type: AnswerType | None = None
    supported_answers: tuple[str, ...] | None = None
    """Of several right answers, those that a document holds; None where a set does not say."""
    wrong_answers: tuple[str, ...] = ()
    has_misinformation: bool = False

    @property
    def has_passages(self) -> bool:
        """Whether retrieval can find its passages: a group's questions are given theirs."""
        return bool(self.context_ids) and self.group is None

    @property
    def asked(self) -> str:
        """A hash of what is asked: a question that changed under its id is another one."""
        told = repr((self.text, self.group, self.has_passages))
        return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions and their documents."""

    name: str
    questions: tuple[SetQuestion, ...]
    documents: tuple[SetDocument, ...]

    @property
    def by_id(self) -> Mapping[str, SetDocument]:
        """The documents by their id."""
        return {document.id: document for document in self.documents}


@dataclass(frozen=True, slots=True)
class Edit:
    """One summary of a source: right, or made wrong by an edit."""

    id: str
    source_id: str
    summary: str
    original: str
    consistent: bool
    edit_types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EditSet:
    """Summaries to be checked against their sources."""

    name: str
    edits: tuple[Edit, ...]
    sources: Mapping[str, str]
    """The text of each source by its id."""
