"""How documents enter and leave the database: each one whole, in one transaction."""

import secrets
from collections.abc import Iterator, Sequence
from itertools import count
from typing import TYPE_CHECKING, Final

from rag.domain import Document, EncoderCard, Passage
from rag.errors import LibraryError
from rag.library import filing, placing
from rag.library.database import Database, Row
from rag.library.schema import FORMAT
from rag.library.steps import WriteObserver, WriteStep
from rag.ports import Manifest, PreparedDocument

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rag.ports import Vectors

_VECTOR_TYPE: Final = "<f4"
"""Vectors are stored as little-endian float32, whatever the machine."""
FLOAT_BYTES: Final = 4
_UNIT_TOLERANCE: Final = 0.01
_ROWS_AT_ONCE: Final = 8_192
_CHARACTERS_AT_ONCE: Final = 2**16


def put(
    database: Database,
    documents: Sequence[PreparedDocument],
    *,
    manifest: Manifest,
    observer: WriteObserver,
) -> tuple[int, ...]:
    """Ids of the stored documents; see `SqliteCatalogue.put`."""
    if not documents:
        return ()
    with database.transaction():
        for prepared in documents:
            _forget_path(database, prepared.document.path)
        _enter_manifest(database, manifest)
        ids = []
        for prepared in documents:
            _forget_path(database, prepared.document.path)
            ids.append(_store(database, prepared))
            observer(WriteStep.DOCUMENT_STORED)
        _advance(database)
    observer(WriteStep.COMMITTED)
    return tuple(ids)


def remove(database: Database, document_ids: Sequence[int], *, observer: WriteObserver) -> None:
    """Forget documents, and the encoder with the last of them."""
    with database.transaction():
        known = [identifier for identifier in document_ids if _forget(database, identifier)]
        if not known:
            return
        observer(WriteStep.DOCUMENT_REMOVED)
        if database.row("SELECT id FROM documents LIMIT 1") is None:
            _write_manifest(database, None)
        _advance(database)
    observer(WriteStep.COMMITTED)


def compatible(manifest: Manifest | None, encoder: EncoderCard) -> bool:
    """Whether the encoder's vectors can be compared with those of a library; a new one has none.

    Its name is a label: the same weights found in another folder are the same encoder.
    """
    return manifest is None or _weights(manifest.encoder) == _weights(encoder)


def check_encoder(manifest: Manifest | None, encoder: EncoderCard) -> None:
    """Refuse an encoder whose vectors cannot be compared with those of a library.

    Raises:
        LibraryError: the manifest names other weights.
    """
    if manifest is not None and not compatible(manifest, encoder):
        raise LibraryError(
            f"the library was built with the encoder {manifest.encoder.name}, not {encoder.name}",
            "Use that encoder again, or build the library anew with `rag index --rebuild`.",
        )


def read_manifest(database: Database) -> Manifest | None:
    """What the library was built with; None while it is empty."""
    row = database.row(
        "SELECT encoder_name, encoder_dimension, encoder_sha256, twin_agreement FROM library"
    )
    if row is None or row[0] is None:
        return None
    return Manifest(FORMAT, EncoderCard(*row[:3]), row[3])


def read_vectors(database: Database, listed: str | None) -> tuple["NDArray[np.int64]", "Vectors"]:
    """Ids and vectors of the sentences in a JSON list, or of all."""
    if listed is None:
        statement = "SELECT sentence_id, vector FROM vectors ORDER BY sentence_id"
        return _arrays(database.rows(statement))
    return _arrays(
        database.rows(
            "SELECT v.sentence_id, v.vector FROM json_each(?) wanted"
            " JOIN vectors v ON v.sentence_id = wanted.value ORDER BY wanted.key",
            (listed,),
        )
    )


def vectors_in_parts(
    database: Database, largest: int
) -> Iterator[tuple["NDArray[np.int64]", "Vectors"]]:
    """Ids and vectors of all sentences, at most `largest` at a time, by id."""
    last = -1
    while True:
        rows = database.rows(
            "SELECT sentence_id, vector FROM vectors WHERE sentence_id > ?"
            " ORDER BY sentence_id LIMIT ?",
            (last, largest),
        )
        if not rows:
            return
        last = rows[-1][0]
        yield _arrays(rows)


def not_unit(vectors: "Vectors") -> int:
    """How many rows are not of unit length, which no encoder gave."""
    import numpy as np

    with np.errstate(all="ignore"):
        norms = np.linalg.norm(vectors.astype(np.float64), axis=1)
    return int(np.count_nonzero(~np.isclose(norms, 1, rtol=0, atol=_UNIT_TOLERANCE)))


def count_vectors(database: Database) -> int:
    """How many sentences have vectors, by what their documents say."""
    return int(database.rows("SELECT coalesce(sum(sentences), 0) FROM documents")[0][0])


def _arrays(rows: Sequence[Row]) -> tuple["NDArray[np.int64]", "Vectors"]:
    import numpy as np

    ids = np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))
    flat = np.frombuffer(b"".join(row[1] for row in rows), dtype=_VECTOR_TYPE)
    dimension = flat.size // len(rows) if rows else 0
    return ids, flat.reshape(len(rows), dimension).astype(np.float32, copy=False)


def _weights(encoder: EncoderCard) -> tuple[int, str]:
    return encoder.dimension, encoder.sha256


def _enter_manifest(database: Database, manifest: Manifest) -> None:
    if manifest.format != FORMAT:
        raise LibraryError(f"this version writes format {FORMAT}, not {manifest.format}")
    if database.row("SELECT id FROM documents LIMIT 1"):
        check_encoder(read_manifest(database), manifest.encoder)
    _write_manifest(database, manifest)


def _write_manifest(database: Database, manifest: Manifest | None) -> None:
    values: tuple[object, ...] = (None, None, None, None)
    if manifest is not None:
        card = manifest.encoder
        values = (card.name, card.dimension, card.sha256, manifest.twin_agreement)
    database.rows(
        "UPDATE library SET encoder_name = ?, encoder_dimension = ?, encoder_sha256 = ?,"
        " twin_agreement = ?",
        values,
    )


def _advance(database: Database) -> None:
    database.rows(
        "UPDATE library SET generation = generation + 1, token = ?", (secrets.token_hex(4),)
    )


def _forget_path(database: Database, path: str) -> None:
    row = database.row("SELECT id FROM documents WHERE path = ?", (path,))
    if row is not None:
        _forget(database, row[0])


def _forget(database: Database, document_id: int) -> bool:
    if database.row("SELECT id FROM documents WHERE id = ?", (document_id,)) is None:
        return False
    # The full-text index keeps no text of its own: it must be told what it forgets.
    database.rows(
        "INSERT INTO words (words, rowid, text)"
        " SELECT 'delete', id, text FROM sentences WHERE document_id = ?",
        (document_id,),
    )
    database.rows("DELETE FROM documents WHERE id = ?", (document_id,))
    return True


def _store(database: Database, prepared: PreparedDocument) -> int:
    document_id = _store_document(database, prepared)
    ordinals = count()
    for passage in prepared.passages:
        _store_passage(database, document_id, prepared.document, passage, ordinals=ordinals)
    _store_vectors(database, document_id, prepared)
    filing.keep_notices(database, document_id, prepared.document.notices)
    database.rows(
        "INSERT INTO words (rowid, text) SELECT id, text FROM sentences WHERE document_id = ?",
        (document_id,),
    )
    return document_id


def count_words(text: str) -> int:
    """How many words `text` has, without a list of them all: of a large one, gigabytes."""
    count = 0
    for start in range(0, len(text), _CHARACTERS_AT_ONCE):
        part = text[start : start + _CHARACTERS_AT_ONCE]
        goes_on = start and not (text[start - 1].isspace() or part[0].isspace())
        count += len(part.split()) - bool(goes_on)
    return count


def _store_document(database: Database, prepared: PreparedDocument) -> int:
    document = prepared.document
    return database.insert(
        "INSERT INTO documents (path, title, sha256, text_sha256, reader, date, date_found,"
        " author, language, has_lines, shape, places, words, sentences, size, modified_ns, text)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(document.path, document.title, document.sha256, document.text_sha256),
            *(document.reader, document.date, document.date_found),
            *(document.author, document.language, document.has_lines, document.shape),
            placing.places_column(document.places),
            count_words(document.text),
            sum(len(passage.sentences) for passage in prepared.passages),
            *(prepared.size, prepared.modified_ns, document.text),
        ),
    )


def _store_passage(
    database: Database,
    document_id: int,
    document: Document,
    passage: Passage,
    *,
    ordinals: Iterator[int],
) -> None:
    passage_id = database.insert(
        "INSERT INTO passages (document_id, char_start, char_end, line_start, line_end, heading)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (document_id, *_place(document, passage.start, passage.end), passage.heading),
    )
    rows = (
        (
            *(document_id, passage_id, next(ordinals)),
            *_place(document, span.start, span.end),
            document.text[span.start : span.end],
            placing.locator_column(document.locator(span.start, span.end)),
        )
        for span in passage.sentences
    )
    database.many(
        "INSERT INTO sentences (document_id, passage_id, ordinal, char_start, char_end,"
        " line_start, line_end, text, locator) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def _place(document: Document, start: int, end: int) -> tuple[int | None, ...]:
    return start, end, *(document.lines(start, end) or (None, None))


def _store_vectors(database: Database, document_id: int, prepared: PreparedDocument) -> None:
    """Store the vectors of a document's sentences, which are there already."""
    sentences = sum(len(passage.sentences) for passage in prepared.passages)
    if len(prepared.vectors) != sentences:
        raise ValueError(
            f"{prepared.document.path}: {len(prepared.vectors)} vectors, {sentences} sentences"
        )
    vectors = iter(prepared.vectors)
    for first in range(0, sentences, _ROWS_AT_ONCE):
        ids = database.rows(
            "SELECT id FROM sentences WHERE document_id = ? AND ordinal >= ? AND ordinal < ?"
            " ORDER BY ordinal",
            (document_id, first, first + _ROWS_AT_ONCE),
        )
        rows = (
            (identifier, vector.astype(_VECTOR_TYPE).tobytes())
            for (identifier,), vector in zip(ids, vectors, strict=False)
        )
        database.many("INSERT INTO vectors (sentence_id, vector) VALUES (?, ?)", rows)
