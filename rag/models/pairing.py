"""Finding the twin of an encoder, or making it and measuring how well it agrees."""

import hashlib
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rag.domain import EncoderCard
from rag.errors import ModelError
from rag.models.agreement import REQUIRED, agreement
from rag.models.build import llama_version
from rag.models.encoder_folder import BertLayout, EncoderSource, bert_layout
from rag.models.files import read_record, write_record
from rag.models.probe import extra_buffers
from rag.models.sentence_transformer import SentenceTransformerEncoder
from rag.models.twin import write_twin
from rag.models.twin_encoder import TwinEncoder

_WRITER_VERSION: Final = 1
"""Grows when twins are written differently, so that old ones are left behind."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Original:
    """A sentence-transformers folder, and what identifies the encoder in it."""

    folder: Path
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A twin that agrees with its original, and the original for work in bulk."""

    twin: TwinEncoder
    bulk: SentenceTransformerEncoder
    agreement: float


def find_twin(original: Original, *, cache: Path, threads: int | None = None) -> Pair | None:
    """The pair from the cache or newly made; None where no twin can be made or it differs.

    Raises:
        ModelError: the original cannot be loaded.
    """
    layout = bert_layout(original.folder)
    if layout is None:
        return None
    path = twin_path(original, cache)
    record = read_record(path.with_suffix(".json"))
    measured = record.get("agreement")
    if isinstance(measured, float) and measured < REQUIRED:
        return None
    try:
        if not isinstance(measured, float) or not _is_whole(path, record.get("size")):
            return _make(original, layout, path, threads)
        return Pair(_open(path, original, layout, threads), _bulk(original, layout), measured)
    except _NoTwinError as error:
        _log.warning("%s has no fast twin, questions will take longer: %s", original.name, error)
        return None


def twin_path(original: Original, cache: Path) -> Path:
    """Where the twin lies: one for each set of weights and llama-cpp-python version."""
    key = f"{original.sha256} {llama_version()} {_WRITER_VERSION}"
    digest = hashlib.sha256(key.encode()).hexdigest()[:12]
    return cache / "encoders" / f"{Path(original.name).name}-{digest}.gguf"


class _NoTwinError(Exception):
    """A twin that cannot be written, loaded or trusted."""


def _is_whole(path: Path, size: object) -> bool:
    return path.is_file() and path.stat().st_size == size


def _make(original: Original, layout: BertLayout, path: Path, threads: int | None) -> Pair:
    try:
        write_twin(original.folder, path, name=original.name, layout=layout)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _NoTwinError(str(error)) from error
    bulk = _bulk(original, layout)
    twin = _open(path, original, layout, threads)
    measured = agreement(twin, bulk)
    _note(path, measured)
    if measured < REQUIRED:
        twin.close()
        bulk.close()
        path.unlink(missing_ok=True)
        raise _NoTwinError(f"its vectors differ (cosine {measured:.6f})")
    return Pair(twin, bulk, measured)


def _open(path: Path, original: Original, layout: BertLayout, threads: int | None) -> TwinEncoder:
    try:
        return TwinEncoder(
            path,
            _card(original, layout),
            source=EncoderSource(original.folder, layout),
            threads=threads,
            extra_buffers=extra_buffers(path, path.parent.parent),
        )
    except ModelError as error:
        raise _NoTwinError(error.message) from error


def _bulk(original: Original, layout: BertLayout) -> SentenceTransformerEncoder:
    return SentenceTransformerEncoder(original.folder, card=_card(original, layout))


def _card(original: Original, layout: BertLayout) -> EncoderCard:
    return EncoderCard(original.name, layout.dimension, original.sha256)


def _note(path: Path, measured: float) -> None:
    try:
        record = {"agreement": measured, "size": path.stat().st_size}
        write_record(path.with_suffix(".json"), record)
    except OSError as error:
        _log.warning("the twin will be compared again next time: %s", error)
