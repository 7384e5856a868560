"""The catalogue in SQLite: documents, passages, sentences, full text and vectors."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from rag.domain import Document, EncoderCard, FileNotice, Sentence, Shape, StoredDocument
from rag.errors import LibraryError
from rag.library import filing, fulltext, health, storing
from rag.library.database import Database
from rag.library.placing import locator_of, places_of
from rag.library.steps import WriteObserver, unobserved
from rag.ports import KnownFailure, Manifest, PreparedDocument, Refiling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rag.ports import Vectors

_STORED: Final = (
    "id, path, title, sha256, text_sha256, reader, date, words, sentences, size, modified_ns,"
    " date_found, author, language"
)
_DOCUMENT: Final = (
    "path, title, text, sha256, text_sha256, reader, date, date_found, author, language,"
    " places, has_lines, shape"
)
_SENTENCE: Final = (
    "s.id, s.document_id, s.passage_id, s.ordinal, s.char_start, s.char_end, s.text,"
    " s.line_start, s.line_end, s.locator, p.heading"
)
_SENTENCES: Final = f"SELECT {_SENTENCE} FROM sentences s JOIN passages p ON p.id = s.passage_id"


class SqliteCatalogue:
    """A library's catalogue in `folder`/library.sqlite; implements `ports.Catalogue`."""

    def __init__(self, database: Database, *, observer: WriteObserver = unobserved) -> None:
        self._database = database
        self._observer = observer

    @classmethod
    def open(
        cls, folder: Path, *, writable: bool, observer: WriteObserver = unobserved
    ) -> "SqliteCatalogue":
        """The catalogue in `folder` (ROOT/.rag); with `writable`, made where it is missing.

        Raises:
            LibraryError: there is none to read, it is damaged, or of a newer format.
            StorageError: it cannot be written.
        """
        return cls(Database.open(folder, writable=writable), observer=observer)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def writable(self) -> bool:
        """Whether this catalogue was opened for writing."""
        return self._database.writable

    @property
    def generation(self) -> int:
        """Grows by one with each committed change of documents."""
        return int(self._database.rows("SELECT generation FROM library")[0][0])

    @property
    def stamp(self) -> str:
        """Names this generation of this very library: `000012-9f3ac1d2`.

        The second half is random, so that neither a library built anew nor one restored from
        a copy takes another's files for its own.
        """
        ((generation, token),) = self._database.rows("SELECT generation, token FROM library")
        return f"{generation:06d}-{token}"

    @property
    def manifest(self) -> Manifest | None:
        """What the library was built with; None while it is empty."""
        return storing.read_manifest(self._database)

    def check_encoder(self, encoder: EncoderCard) -> None:
        """Refuse an encoder other than the one the library was built with.

        Raises:
            LibraryError: their vectors cannot be compared.
        """
        storing.check_encoder(self.manifest, encoder)

    def snapshot(self) -> AbstractContextManager[None]:
        """A block in which all reads see one committed state, whatever is written meanwhile."""
        return self._database.snapshot()

    def documents(self) -> tuple[StoredDocument, ...]:
        """Every document, by path."""
        rows = self._database.rows(f"SELECT {_STORED} FROM documents ORDER BY path")
        return tuple(StoredDocument(*row) for row in rows)

    def text(self, document_id: int) -> str:
        """The document's text, in which its sentences' offsets count.

        Raises:
            LibraryError: the document is not in the library.
        """
        return self.document(document_id).text

    def document(self, document_id: int) -> Document:
        """The document as it was read.

        Raises:
            LibraryError: the document is not in the library.
        """
        row = self._database.row(f"SELECT {_DOCUMENT} FROM documents WHERE id = ?", (document_id,))
        if row is None:
            raise LibraryError(
                f"document {document_id} is no longer in the library", "Ask again; it changed."
            )
        *_, places, has_lines, shape = row
        told = (*row[:-3], places_of(places), bool(has_lines), Shape(shape))
        return Document(*told)

    def sentences(self, ids: Sequence[int]) -> tuple[Sentence, ...]:
        """The sentences with these ids, in the order given; those no longer there left out."""
        return self._sentences(
            f"SELECT {_SENTENCE} FROM json_each(?) wanted JOIN sentences s ON s.id = wanted.value"
            " JOIN passages p ON p.id = s.passage_id ORDER BY wanted.key",
            _listed(ids),
        )

    def document_sentences(self, document_id: int) -> tuple[Sentence, ...]:
        """All sentences of a document in order."""
        return self._sentences(
            f"{_SENTENCES} WHERE s.document_id = ? ORDER BY s.ordinal", document_id
        )

    def passage_sentences(self, passage_id: int) -> tuple[Sentence, ...]:
        """All sentences of a passage in order."""
        return self._sentences(
            f"{_SENTENCES} WHERE s.passage_id = ? ORDER BY s.ordinal", passage_id
        )

    def sentence_ids(self, document_ids: Sequence[int]) -> tuple[int, ...]:
        """The ids of all sentences of these documents, ascending."""
        rows = self._database.rows(
            "SELECT id FROM sentences WHERE document_id IN (SELECT value FROM json_each(?))"
            " ORDER BY id",
            (_listed(document_ids),),
        )
        return tuple(identifier for (identifier,) in rows)

    def search_text(
        self, words: Sequence[str], count: int, *, among: Sequence[int] | None = None
    ) -> tuple[tuple[int, float], ...]:
        """Sentence ids and BM25 scores (higher is better) for any of `words`, best first.

        Words are stemmed and stripped of diacritics; a word of several tokens is a phrase.
        `among` limits the search to documents with these ids. Ties go to the lower id.
        """
        chosen = "" if among is None else _listed(among)
        return fulltext.search(self._database, words, count, chosen)

    def word_frequencies(self, words: Sequence[str]) -> Mapping[str, int]:
        """In how many sentences each word occurs, after stemming."""
        return {word: fulltext.frequency(self._database, word) for word in dict.fromkeys(words)}

    def vectors(self, ids: Sequence[int] | None = None) -> tuple["NDArray[np.int64]", "Vectors"]:
        """Sentence ids, shape (count,), and their unit vectors, shape (count, dimension).

        All by default, ascending; else those of `ids` that are there, in the order given.
        """
        return storing.read_vectors(self._database, None if ids is None else _listed(ids))

    def vectors_in_parts(self, largest: int) -> Iterator[tuple["NDArray[np.int64]", "Vectors"]]:
        """All that `vectors` gives, in parts of at most `largest` sentences; within a snapshot."""
        return storing.vectors_in_parts(self._database, largest)

    @property
    def sentence_count(self) -> int:
        """How many sentences there are, each with its vector."""
        return storing.count_vectors(self._database)

    def put(self, documents: Sequence[PreparedDocument], *, manifest: Manifest) -> tuple[int, ...]:
        """Store these documents in one transaction, replacing those with the same path.

        A replaced document gets a new id: an id always means the same text.

        Raises:
            LibraryError: the library holds vectors of another encoder.
            StorageError: the disk is full or the library read-only; nothing is stored.
        """
        return storing.put(self._database, documents, manifest=manifest, observer=self._observer)

    def remove(self, document_ids: Sequence[int]) -> None:
        """Forget documents in one transaction; their ids are never used again.

        Raises:
            StorageError: the disk is full or the library read-only; nothing is forgotten.
        """
        storing.remove(self._database, document_ids, observer=self._observer)

    def clear(self) -> None:
        """Forget every document, and with the last the encoder, in one transaction."""
        self.remove(tuple(document.id for document in self.documents()))

    def refile(self, documents: Sequence[Refiling]) -> None:
        """Record that files have other names or dates, all in one transaction.

        Raises:
            StorageError: the disk is full or the library read-only; nothing is recorded.
        """
        filing.refile(self._database, documents)

    def notices(self) -> tuple[FileNotice, ...]:
        """What readers told of the documents, by path."""
        return filing.notices(self._database)

    def failures(self) -> tuple[KnownFailure, ...]:
        """The files that could not be read, by path."""
        return filing.failures(self._database)

    def keep_failures(
        self, failures: Sequence[KnownFailure], *, forget: Sequence[str] = ()
    ) -> None:
        """Keep these failures in place of those of the same paths, and none of `forget`.

        Raises:
            StorageError: the disk is full or the library read-only.
        """
        filing.keep_failures(self._database, failures, forget=forget)

    def pending(self) -> tuple[str, ...]:
        """Paths that a run was asked to add and has not finished with, as they were kept."""
        return filing.pending(self._database)

    def keep_pending(self, paths: Sequence[str]) -> None:
        """Keep these paths, and no others, until they are finished with.

        Raises:
            StorageError: the disk is full or the library read-only.
        """
        filing.keep_pending(self._database, paths)

    def named(self) -> tuple[str, ...]:
        """Files that were taken because they were named, although a rule leaves them out."""
        return filing.named(self._database)

    def keep_named(self, paths: Sequence[str]) -> None:
        """Keep these files, and no others, whatever rule leaves them out.

        Raises:
            StorageError: the disk is full or the library read-only.
        """
        filing.keep_named(self._database, paths)

    def keep_output(self, output: str) -> None:
        """Keep the last answer or note (JSON) for `rag show`; a read-only library keeps none."""
        if not self.writable:
            return
        with self._database.transaction():
            self._database.rows("INSERT OR REPLACE INTO output VALUES (1, ?)", (output,))

    def last_output(self) -> str | None:
        """The last answer or note (JSON), or None."""
        row = self._database.row("SELECT content FROM output")
        return None if row is None else str(row[0])

    def check(self) -> tuple[health.Finding, ...]:
        """All that is wrong with the library; empty when it is sound."""
        return health.findings(self._database)

    def _sentences(self, statement: str, parameter: object) -> tuple[Sentence, ...]:
        found = self._database.rows(statement, (parameter,))
        rows = ((*row[:-2], locator_of(row[-2]), row[-1]) for row in found)
        return tuple(Sentence(*row) for row in rows)


def _listed(ids: Sequence[int]) -> str:
    return json.dumps([int(identifier) for identifier in ids])
