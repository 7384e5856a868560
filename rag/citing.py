"""Citations numbered in the order in which sentences are first shown, and never again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Self

from rag.domain import Citation, Locator, Sentence, Span, Statement, StoredDocument
from rag.domain.places import spanned
from rag.ports import Catalogue


@dataclass(frozen=True)
class Citations:
    """The numbered citations of one answer, note or conversation, in order."""

    catalogue: Catalogue
    before: Sequence[Citation] = ()
    """Those of a conversation so far: what they cite keeps its number."""
    score: float = 0.0
    """That of a citation which is made without one."""
    _by_run: dict[tuple[int, ...], Citation] = field(default_factory=dict)
    _documents: dict[int, StoredDocument] = field(default_factory=dict)
    _places: dict[tuple[int, ...], Locator] = field(default_factory=dict)

    def cite(self, sentence: Sentence, *, score: float | None = None) -> Citation:
        """The citation of a sentence: the one it has, or the next number."""
        return self.cite_run((sentence,), score=score)

    def cite_run(self, sentences: Sequence[Sentence], *, score: float | None = None) -> Citation:
        """The citation of consecutive sentences of one document, as one quotation."""
        key = tuple(sentence.id for sentence in sentences)
        known = self._by_run.get(key)
        if known is None:
            known = self._made(sentences, self.score if score is None else score)
            self._by_run[key] = known
        return known

    def cite_all(self, sentences: Iterable[tuple[Sentence, float]]) -> tuple[Citation, ...]:
        """The citations of sentences with their scores, in the order given."""
        return tuple(self.cite(sentence, score=score) for sentence, score in sentences)

    def trial(self) -> Self:
        """Citations numbered from 1, for statements of which it is not known whether they stay."""
        return type(self)(self.catalogue, score=self.score, _documents=self._documents)

    def adopt(self, statement: Statement, trial: Self) -> Statement:
        """The statement, cited from `trial`, with the numbers that its citations have here."""
        runs = {cited.id: run for run, cited in trial._by_run.items()}
        numbers = {number: self._numbered(runs[number], trial) for number in statement.citations}
        pieces = (replace(piece, citation=numbers[piece.citation]) for piece in statement.pieces)
        return replace(statement, pieces=tuple(pieces), citations=tuple(numbers.values()))

    def told(self, sentence: Sentence, words: Span) -> None:
        """Take note that of a sentence only the `words` are told: their page, their cell count."""
        if sentence.locator == Locator():
            return
        document = self.catalogue.document(sentence.document_id)
        start, end = sentence.start + words.start, sentence.start + words.end
        found = document.locator(start, end)
        known = self._places.get((sentence.id,), found)
        self._places[(sentence.id,)] = replace(known, cell=spanned(known.cell, found.cell))

    @property
    def all(self) -> tuple[Citation, ...]:
        """Every citation made, in order; those of a sentence where its told words stand."""
        return tuple(self._placed(run, cited) for run, cited in self._by_run.items())

    @property
    def sentences(self) -> frozenset[int]:
        """The ids of the sentences that some citation holds."""
        return frozenset(identity for run in self._by_run for identity in run)

    def _numbered(self, run: tuple[int, ...], trial: Self) -> int:
        """The number of a run that is cited in `trial`: the one it has, or the next."""
        if run not in self._by_run:
            made = trial._by_run[run]
            self._by_run[run] = replace(made, id=self._number(made))
        return self._by_run[run].id

    @cached_property
    def _known(self) -> dict[tuple[str, str, int, int], int]:
        return {citation.place: citation.id for citation in self.before}

    def _number(self, made: Citation) -> int:
        """The number that these words have in the conversation, or the next."""
        if not self.before:
            return len(self._by_run) + 1
        known = self._known.get(made.place)
        taken = (one.id for cited in (self.before, self._by_run.values()) for one in cited)
        return max(taken, default=0) + 1 if known is None else known

    def _placed(self, run: tuple[int, ...], cited: Citation) -> Citation:
        where = self._places.get(run)
        if where is None:
            return cited
        return replace(cited, locator=replace(cited.locator, page=where.page, cell=where.cell))

    def _made(self, sentences: Sequence[Sentence], score: float) -> Citation:
        sentence, last = sentences[0], sentences[-1]
        document = self._document(sentence.document_id)
        made = Citation(
            id=0,
            path=document.path,
            title=document.title,
            sha256=document.sha256,
            text_sha256=document.text_sha256,
            line_start=sentence.line_start,
            line_end=last.line_end,
            char_start=sentence.start,
            char_end=last.end,
            quote=self._quote(sentences),
            score=score,
            locator=located(sentences, document.told_date),
        )
        return replace(made, id=self._number(made))

    def _quote(self, sentences: Sequence[Sentence]) -> str:
        if len(sentences) == 1:
            return sentences[0].text
        text = self.catalogue.text(sentences[0].document_id)
        return text[sentences[0].start : sentences[-1].end]

    def _document(self, identity: int) -> StoredDocument:
        if not self._documents:
            self._documents.update((item.id, item) for item in self.catalogue.documents())
        return self._documents[identity]


def located(sentences: Sequence[Sentence], date: str | None) -> Locator:
    """Where the run begins, with the cells it spans; its day is that of its message or file."""
    first, last = sentences[0], sentences[-1]
    return replace(
        first.locator,
        cell=spanned(first.locator.cell, last.locator.cell),
        date=first.locator.date or date,
        heading=first.heading,
    )
