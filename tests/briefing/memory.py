"""A catalogue in memory, so that notes are tested without a library on disk."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import count

import numpy as np

from rag import chunking
from rag.domain import Document, Sentence, StoredDocument
from rag.ports import Encoder, Manifest, PreparedDocument


def document(
    path: str, text: str, *, title: str = "", date: str | None = None, reader: str = "text/1"
) -> Document:
    digest = sha256(text.encode()).hexdigest()
    return Document(
        path=path,
        title=title or path,
        text=text,
        sha256=digest,
        text_sha256=digest,
        reader=reader,
        date=date,
    )


class MemoryCatalogue:
    """Implements ports.Catalogue over documents handed in once."""

    def __init__(self, documents: Sequence[Document], encoder: Encoder) -> None:
        self.documents_by_id = dict(enumerate(documents, start=1))
        self.sentences_by_id: dict[int, Sentence] = {}
        self.sentence_ids: dict[int, list[int]] = {}
        self.rows: dict[int, np.ndarray] = {}
        passage_ids = count(1)
        for document_id, each in self.documents_by_id.items():
            self._add(document_id, each, encoder, passage_ids)

    def _add(self, document_id, each, encoder, passage_ids):
        passages = chunking.split(each)
        vectors = encoder.encode_documents(chunking.embedded_texts(each, passages))
        own = self.sentence_ids[document_id] = []
        for passage in passages:
            passage_id = next(passage_ids)
            for span in passage.sentences:
                sentence_id = 10 * document_id * 1000 + len(own)
                first, last = each.lines(span.start, span.end) or (None, None)
                self.sentences_by_id[sentence_id] = Sentence(
                    id=sentence_id,
                    document_id=document_id,
                    passage_id=passage_id,
                    ordinal=len(own),
                    start=span.start,
                    end=span.end,
                    text=each.text[span.start : span.end],
                    line_start=first,
                    line_end=last,
                    heading=passage.heading,
                )
                self.rows[sentence_id] = vectors[len(own)]
                own.append(sentence_id)

    @property
    def generation(self) -> int:
        return 1

    @property
    def manifest(self) -> Manifest | None:
        return None

    def documents(self) -> tuple[StoredDocument, ...]:
        return tuple(
            StoredDocument(
                id=document_id,
                path=each.path,
                title=each.title,
                sha256=each.sha256,
                text_sha256=each.text_sha256,
                reader=each.reader,
                date=each.date,
                words=len(each.text.split()),
                sentences=len(self.sentence_ids[document_id]),
                size=len(each.text),
                modified_ns=0,
                date_found=each.date_found,
            )
            for document_id, each in self.documents_by_id.items()
        )

    def text(self, document_id: int) -> str:
        return self.documents_by_id[document_id].text

    def document(self, document_id: int) -> Document:
        return self.documents_by_id[document_id]

    def sentences(self, ids: Sequence[int]) -> tuple[Sentence, ...]:
        return tuple(self.sentences_by_id[each] for each in ids)

    def document_sentences(self, document_id: int) -> tuple[Sentence, ...]:
        return self.sentences(self.sentence_ids[document_id])

    def passage_sentences(self, passage_id: int) -> tuple[Sentence, ...]:
        return tuple(
            each for each in self.sentences_by_id.values() if each.passage_id == passage_id
        )

    def vectors(self, ids: Sequence[int] | None = None) -> tuple[np.ndarray, np.ndarray]:
        wanted = sorted(self.rows if ids is None else ids)
        rows = np.array([self.rows[each] for each in wanted], dtype=np.float32)
        return np.array(wanted, dtype=np.int64), rows

    def search_text(self, words, count, *, among=None) -> tuple[tuple[int, float], ...]:
        raise NotImplementedError("notes search no text")

    def word_frequencies(self, words) -> Mapping[str, int]:
        raise NotImplementedError("notes count no words")

    def put(self, documents: Sequence[PreparedDocument], *, manifest: Manifest):
        raise NotImplementedError("read only")

    def remove(self, document_ids: Sequence[int]) -> None:
        raise NotImplementedError("read only")

    def touch(self, document_id: int, *, size: int, modified_ns: int) -> None:
        raise NotImplementedError("read only")

    def keep_output(self, output: str) -> None:
        raise NotImplementedError("read only")

    def last_output(self) -> str | None:
        return None
