"""Where in the library a sentence of a note may stand, whatever the note cites for it."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from rag.checking.alignment import coverage
from rag.checking.evidence import Beside, Evidence
from rag.checking.resolving import Resolver
from rag.checking.result import CitationState
from rag.checking.tokens import tokens
from rag.checking.verbatim import stands_in
from rag.domain import Sentence, Span
from rag.ports import Catalogue, Encoder, VectorStore

if TYPE_CHECKING:
    import numpy as np

_BY_WORDS: Final = 30
_BY_MEANING: Final = 8
_MOST_WORDS: Final = 60


class Finder:
    """Looks sentences up by their words, and by meaning where an encoder is asked for."""

    def __init__(
        self,
        catalogue: Catalogue,
        vectors: VectorStore,
        resolver: Resolver,
        *,
        encoder: Callable[[], Encoder],
    ) -> None:
        self._catalogue = catalogue
        self._vectors = vectors
        self._resolver = resolver
        self._encoder = encoder
        self._stored: dict[int, np.ndarray[tuple[int], np.dtype[np.float32]]] = {}

    def verbatim(self, text: str) -> Evidence | None:
        """The run of sentences in which `text` stands letter for letter."""
        for sentence in self._by_words(text):
            for run in self._runs(sentence):
                if stands_in(text, run.text):
                    return run
        return None

    def most_alike(self, text: str) -> tuple[Beside, ...]:
        """The sentences that have most of the words of `text`, best first."""
        found = [
            Beside(self._resolver.sentence(one), " ".join(one.text.split()), share)
            for one in self._by_words(text)
            if (share := coverage(text, " ".join(one.text.split()))) > 0
        ]
        return tuple(sorted(found, key=lambda one: (-one.coverage, len(one.unit))))

    def by_meaning(self, text: str) -> tuple[Sentence, ...]:
        """The sentences nearest in meaning or words; loads the encoder."""
        query = self._encoder().encode_query(text)
        identities = [identity for identity, _ in self._vectors.search(query, _BY_MEANING)]
        near = self._known(self._catalogue.sentences(identities))
        return tuple(dict.fromkeys((*near, *self._by_words(text)[:_BY_MEANING])))

    def likeness(self, one: Evidence, other: Evidence) -> float:
        """The cosine of the two nearest sentences of two pieces of evidence, as stored."""
        ours, theirs = self._rows(one.sentences), self._rows(other.sentences)
        return max((float(a @ b) for a in ours for b in theirs), default=0.0)

    def _rows(
        self, sentences: Sequence[Sentence]
    ) -> "list[np.ndarray[tuple[int], np.dtype[np.float32]]]":
        wanted = [one.id for one in sentences if one.id not in self._stored]
        if wanted:
            ids, rows = self._catalogue.vectors(wanted)
            self._stored.update(zip(map(int, ids), rows, strict=True))
        return [self._stored[one.id] for one in sentences if one.id in self._stored]

    def _by_words(self, text: str) -> tuple[Sentence, ...]:
        words = [token.text for token in tokens(text) if token.means][:_MOST_WORDS]
        if not words:
            return ()
        found = self._catalogue.search_text(words, _BY_WORDS)
        return self._known(self._catalogue.sentences([identity for identity, _ in found]))

    def _known(self, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
        known = self._resolver.documents
        return tuple(one for one in sentences if one.document_id in known)

    def _runs(self, sentence: Sentence) -> Iterator[Evidence]:
        """The sentence, and with the one after and the one before it."""
        yield self._resolver.sentence(sentence)
        listed = self._resolver.sentences(sentence.document_id)
        at = next(at for at, one in enumerate(listed) if one.id == sentence.id)
        for first, last in ((at, at + 1), (at - 1, at)):
            if first >= 0 and last < len(listed):
                span = Span(listed[first].start, listed[last].end)
                yield self._resolver.evidence(
                    sentence.document_id, span, number=None, state=CitationState.HELD
                )
