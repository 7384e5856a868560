"""The sentences a note is made from, with their vectors and figures, in document order."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from rag import quantities
from rag.briefing import attribution, copies, measures, turns, wording
from rag.briefing.measures import Measure
from rag.briefing.turns import Turn
from rag.domain import Document, Quantity, Sentence, StoredDocument
from rag.ports import Catalogue, Encoder

if TYPE_CHECKING:
    from rag.ports import Vectors

_LONGEST_ENTRY: Final = 800
"""Characters of an entry of a list of references."""


@dataclass(frozen=True)
class Material:
    """Everything the documents say; row i of `vectors` belongs to `sentences[i]`."""

    catalogue: Catalogue
    stored: tuple[StoredDocument, ...]
    documents: tuple[Document, ...]
    counts: tuple[int, ...]
    """How many sentences each document has."""
    sentences: tuple[Sentence, ...]
    quantities: tuple[tuple[Quantity, ...], ...]
    measures: tuple[tuple[Measure, ...], ...]
    reports: tuple[tuple[attribution.Report, ...], ...]
    vectors: "Vectors"

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Index of each document's first sentence."""
        return (0, *accumulate(self.counts))[:-1]

    @cached_property
    def source_of(self) -> tuple[int, ...]:
        """For each sentence, which document it is from."""
        return tuple(source for source, count in enumerate(self.counts) for _ in range(count))

    @cached_property
    def turns(self) -> tuple[Turn | None, ...]:
        """For each sentence the label of its turn, where the document is a transcript."""
        return tuple(
            turn
            for document, first, count in zip(
                self.documents, self.starts, self.counts, strict=True
            )
            for turn in turns.turns(document, self.sentences[first : first + count], first)
        )

    @cached_property
    def usable(self) -> tuple[int, ...]:
        """Sentences that tell something: no titles, questions, fragments or repetitions."""
        titles = {
            " ".join(document.title.split())
            for document in self.documents
            if not document.title.rstrip().endswith(".")
        }
        return tuple(
            index
            for index, sentence in enumerate(self.sentences)
            if wording.is_statement(sentence.text)
            and " ".join(sentence.text.split()) not in titles
            and index not in self._repeated
            and not wording.is_reference(self._line(index))
        )

    @cached_property
    def _repeated(self) -> frozenset[int]:
        """Sentences whose words stand further up in their document, as on every page of some."""
        told: set[tuple[int, str]] = set()
        found: set[int] = set()
        for index, source in enumerate(self.source_of):
            words = source, " ".join(self.text(index).lower().split())
            if words in told:
                found.add(index)
            told.add(words)
        return frozenset(found)

    def _line(self, index: int) -> str:
        """The line that a sentence begins in, as far as an entry of a list goes."""
        text, start = self.documents[self.source_of[index]].text, self.sentences[index].start
        first = text.rfind("\n", 0, start) + 1
        if start - first > _LONGEST_ENTRY:
            return ""
        return text[first : first + _LONGEST_ENTRY].partition("\n")[0]

    @cached_property
    def origins(self) -> tuple[int, ...]:
        """For each document the first that tells the same story in the same words."""
        return copies.origins([document.text for document in self.documents])

    def origin(self, index: int) -> int:
        """What makes a sentence's source independent: copies of one story are one source."""
        return self.origins[self.source_of[index]]

    @cached_property
    def _copied(self) -> dict[tuple[int, str], tuple[int, ...]]:
        """The sentences that copies of one story tell in the same words, by origin and words."""
        found: dict[tuple[int, str], list[int]] = {}
        for index in range(len(self.sentences)):
            key = self.origin(index), " ".join(self.text(index).split())
            found.setdefault(key, []).append(index)
        return {key: tuple(own) for key, own in found.items()}

    def copies_of(self, index: int) -> tuple[int, ...]:
        """The other sentences of copies of one story that tell this one's words."""
        key = self.origin(index), " ".join(self.text(index).split())
        return tuple(other for other in self._copied[key] if other != index)

    def without_copies(self, indexes: Iterable[int]) -> tuple[int, ...]:
        """These sentences in their order, of copies of one story each once."""
        given = tuple(indexes)
        held = frozenset(given)
        return tuple(
            at for at in given if not any(o < at and o in held for o in self.copies_of(at))
        )

    @cached_property
    def index_of(self) -> dict[int, int]:
        """Where each sentence stands, by its id."""
        return {sentence.id: index for index, sentence in enumerate(self.sentences)}

    def text(self, index: int) -> str:
        """The words of a sentence."""
        return self.sentences[index].text


def gather(
    catalogue: Catalogue,
    encoder: Encoder,
    document_ids: Sequence[int],
    progress: Callable[[int, int], None],
) -> Material:
    """The sentences of these documents, each document once, in the order given."""
    wanted = tuple(dict.fromkeys(document_ids))
    known = {stored.id: stored for stored in catalogue.documents()}
    sentences: list[Sentence] = []
    documents: list[Document] = []
    counts: list[int] = []
    for done, document_id in enumerate(wanted, start=1):
        own = catalogue.document_sentences(document_id)
        documents.append(catalogue.document(document_id))
        sentences.extend(own)
        counts.append(len(own))
        progress(done, len(wanted))
    found = tuple(quantities.find(sentence.text) for sentence in sentences)
    return Material(
        catalogue=catalogue,
        stored=tuple(known[document_id] for document_id in wanted),
        documents=tuple(documents),
        counts=tuple(counts),
        sentences=tuple(sentences),
        quantities=found,
        measures=tuple(
            measures.find(at, sentence.text, found[at]) for at, sentence in enumerate(sentences)
        ),
        reports=tuple(attribution.find(sentence.text) for sentence in sentences),
        vectors=_vectors(catalogue, encoder, sentences),
    )


def _vectors(catalogue: Catalogue, encoder: Encoder, sentences: Sequence[Sentence]) -> "Vectors":
    """One row per sentence, from the library, or encoded where the library has none."""
    import numpy as np

    ids, rows = catalogue.vectors([sentence.id for sentence in sentences])
    row_of = {int(sentence_id): row for row, sentence_id in enumerate(ids)}
    missing = [at for at, sentence in enumerate(sentences) if sentence.id not in row_of]
    gathered = np.zeros((len(sentences), encoder.card.dimension), dtype=np.float32)
    for at, sentence in enumerate(sentences):
        if sentence.id in row_of:
            gathered[at] = rows[row_of[sentence.id]]
    if missing:
        gathered[missing] = encoder.encode_documents([sentences[at].text for at in missing])
    return gathered
