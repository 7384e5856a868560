"""What a note's citations point at today: by their offsets, by their words, or no longer."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rag.checking.alignment import coverage
from rag.checking.evidence import AFTER, BEFORE, Evidence
from rag.checking.parsing import Cited
from rag.checking.result import CitationState
from rag.checking.tokens import tokens
from rag.domain import Sentence, Span, StoredDocument
from rag.ports import Catalogue

_LOOKED_AT: Final = 20
"""Sentences of other documents among which moved words are looked for."""
_LIKE: Final = 0.4
"""The share of a lost quotation's words from which another sentence is shown for it."""


class Resolver:
    """Finds the text of citations in a library; documents `left_out` are not looked into."""

    def __init__(self, catalogue: Catalogue, *, left_out: Sequence[str] = ()) -> None:
        self._catalogue = catalogue
        documents = catalogue.documents()
        self.documents: Mapping[int, StoredDocument] = {
            one.id: one for one in documents if one.path not in left_out
        }
        self._sentences: dict[int, tuple[Sentence, ...]] = {}
        self._texts: dict[int, str] = {}

    def resolve(self, cited: Cited) -> Evidence:
        """The citation's text as it stands now, or what became of it."""
        stored = self._document(cited)
        if stored is not None:
            span = self._held(cited, stored) or self._found(cited, stored)
            if span is not None:
                at_offsets = span == Span(cited.char_start or 0, cited.char_end or 0)
                same = cited.char_start is None or at_offsets
                same = same and stored.path == cited.path
                state = CitationState.HELD if same else CitationState.MOVED
                return self.evidence(stored.id, span, number=cited.id, state=state)
        for other in self._others(cited, stored):
            span = self._found(cited, other)
            if span is not None:
                return self.evidence(other.id, span, number=cited.id, state=CitationState.MOVED)
        return self._lost(cited, stored)

    def sentence(self, sentence: Sentence, *, number: int | None = None) -> Evidence:
        """A sentence of the library as evidence."""
        span = Span(sentence.start, sentence.end)
        return self.evidence(sentence.document_id, span, number=number, state=CitationState.HELD)

    def evidence(
        self, document_id: int, span: Span, *, number: int | None, state: CitationState
    ) -> Evidence:
        """A span of a document as evidence, with its sentences and those around them."""
        stored, listed = self.documents[document_id], self.sentences(document_id)
        touched = [
            at for at, one in enumerate(listed) if one.start < span.end and span.start < one.end
        ]
        first, last = (touched[0], touched[-1]) if touched else (0, -1)
        within = listed[first : last + 1]
        return Evidence(
            number=number,
            path=stored.path,
            line_start=within[0].line_start if within else None,
            line_end=within[-1].line_end if within else None,
            text=self.text(document_id)[span.start : span.end],
            state=state,
            sentences=within,
            before=listed[max(0, first - BEFORE) : first],
            after=listed[last + 1 : last + 1 + AFTER],
            date=(within[0].locator.date if within else None) or stored.date,
            title=stored.title,
        )

    def sentences(self, document_id: int) -> tuple[Sentence, ...]:
        """All sentences of a document, read once."""
        if document_id not in self._sentences:
            self._sentences[document_id] = self._catalogue.document_sentences(document_id)
        return self._sentences[document_id]

    def text(self, document_id: int) -> str:
        """The text of a document, read once."""
        if document_id not in self._texts:
            self._texts[document_id] = self._catalogue.text(document_id)
        return self._texts[document_id]

    def _document(self, cited: Cited) -> StoredDocument | None:
        """The document of that path, or one of the same text under another name."""
        listed = self.documents.values()
        for stored in listed:
            if stored.path == cited.path:
                return stored
        return next(
            (
                stored
                for stored in listed
                if cited.text_sha256 == stored.text_sha256
                or (cited.sha256 is not None and cited.sha256 == stored.sha256)
            ),
            None,
        )

    def _held(self, cited: Cited, stored: StoredDocument) -> Span | None:
        """The span at the citation's own offsets, if its words are there.

        Where the document is the very one that was cited its offsets hold, whatever became of
        the words in the note: replacing a figure everywhere in a file replaces it there too.
        """
        if cited.char_start is None or cited.char_end is None:
            return None
        text = self.text(stored.id)
        if not 0 <= cited.char_start < cited.char_end <= len(text):
            return None
        same = cited.text_sha256 == stored.text_sha256
        held = same or text[cited.char_start : cited.char_end] == cited.quote
        return Span(cited.char_start, cited.char_end) if held else None

    def _found(self, cited: Cited, stored: StoredDocument) -> Span | None:
        """Where the quotation stands in the document, the place nearest to where it was."""
        words = cited.quote.split()
        if not words:
            return None
        pattern = re.compile(r"\s+".join(map(re.escape, words)))
        places = [Span(*one.span()) for one in pattern.finditer(self.text(stored.id))]
        return min(places, key=lambda span: self._distance(cited, stored, span), default=None)

    def _distance(self, cited: Cited, stored: StoredDocument, span: Span) -> int:
        if cited.char_start is not None:
            return abs(span.start - cited.char_start)
        line = self.text(stored.id).count("\n", 0, span.start) + 1
        return abs(line - (cited.line_start or line))

    def _others(self, cited: Cited, stored: StoredDocument | None) -> Iterator[StoredDocument]:
        """The other documents that have sentences in words of the quotation."""
        words = [token.text for token in tokens(cited.quote) if token.means]
        found = self._catalogue.search_text(words, _LOOKED_AT) if words else ()
        sentences = self._catalogue.sentences([identity for identity, _ in found])
        held = dict.fromkeys(one.document_id for one in sentences)
        for identity in held:
            if identity in self.documents and self.documents[identity] is not stored:
                yield self.documents[identity]

    def _lost(self, cited: Cited, stored: StoredDocument | None) -> Evidence:
        state = CitationState.GONE if stored is None else CitationState.CHANGED
        return Evidence(
            number=cited.id,
            path=cited.path,
            line_start=cited.line_start,
            line_end=cited.line_end,
            text=cited.quote,
            state=state,
            now=self._most_like(cited.quote, stored) if stored else None,
        )

    def _most_like(self, quote: str, stored: StoredDocument) -> str | None:
        """The sentence of the document that has most of the quotation's words today."""
        rated = [(coverage(quote, one.text), one.text) for one in self.sentences(stored.id)]
        share, text = max(rated, default=(0.0, ""))
        return text if share >= _LIKE else None
