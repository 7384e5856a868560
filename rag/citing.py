"""Citations numbered in the order in which sentences are first shown, and never again."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rag.domain import Citation, Locator, Sentence, StoredDocument
from rag.ports import Catalogue


@dataclass(frozen=True)
class Citations:
    """The numbered citations of one answer, note or conversation, in order."""

    catalogue: Catalogue
    first: int = 1
    _by_sentence: dict[int, Citation] = field(default_factory=dict)
    _documents: dict[int, StoredDocument] = field(default_factory=dict)

    def cite(self, sentence: Sentence, *, score: float = 0.0) -> Citation:
        """The citation of a sentence: the one it has, or the next number."""
        known = self._by_sentence.get(sentence.id)
        if known is None:
            known = self._made(sentence, score)
            self._by_sentence[sentence.id] = known
        return known

    def cite_all(self, sentences: Iterable[tuple[Sentence, float]]) -> tuple[Citation, ...]:
        """The citations of sentences with their scores, in the order given."""
        return tuple(self.cite(sentence, score=score) for sentence, score in sentences)

    @property
    def all(self) -> tuple[Citation, ...]:
        """Every citation made so far, by number."""
        return tuple(self._by_sentence.values())

    def _made(self, sentence: Sentence, score: float) -> Citation:
        document = self._document(sentence.document_id)
        return Citation(
            id=self.first + len(self._by_sentence),
            path=document.path,
            title=document.title,
            sha256=document.sha256,
            text_sha256=document.text_sha256,
            line_start=sentence.line_start,
            line_end=sentence.line_end,
            char_start=sentence.start,
            char_end=sentence.end,
            quote=sentence.text,
            score=score,
            locator=Locator(page=sentence.page, heading=sentence.heading, date=document.date),
        )

    def _document(self, identity: int) -> StoredDocument:
        if not self._documents:
            self._documents.update((item.id, item) for item in self.catalogue.documents())
        return self._documents[identity]
