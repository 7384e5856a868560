"""Choosing the encoder: a twin for questions and small batches, sentence-transformers in bulk."""

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.domain import EncoderCard
from rag.errors import ModelError
from rag.models.encoder_folder import is_encoder_folder, weights_sha256
from rag.models.files import read_record, write_record
from rag.models.pairing import Original, find_twin
from rag.models.registry import DEFAULT_ENCODER_NAME, default_encoder, pinned_encoder_sha256
from rag.models.sentence_transformer import (
    SentenceTransformerEncoder,
    fetch_encoder,
    measured_dimension,
)
from rag.models.twin_encoder import TwinEncoder
from rag.settings import path_of

if TYPE_CHECKING:
    from rag.ports import Progress, Vector, Vectors

BULK_CHARACTERS: Final = 250_000
"""Characters after which starting sentence-transformers pays off."""


class PairedEncoder:
    """A twin and its original as one encoder; implements `rag.ports.Encoder`."""

    def __init__(
        self, twin: TwinEncoder, original: SentenceTransformerEncoder, *, agreement: float
    ) -> None:
        self.card: EncoderCard = twin.card
        self.twin_agreement: float | None = agreement
        """Lowest cosine between both on the probe texts."""
        self._twin = twin
        self._original = original
        self._characters = 0

    def close(self) -> None:
        """Free the twin and end the child process."""
        self._twin.close()
        self._original.close()

    def encode_query(self, text: str) -> "Vector":
        """The vector of a question, shape (dimension,), by the twin."""
        return self._twin.encode_query(text)

    def encode_documents(
        self, texts: Sequence[str], *, progress: "Progress | None" = None
    ) -> "Vectors":
        """The vectors of texts, shape (len(texts), dimension).

        The twin takes them until so much has been asked for, in all, that starting
        sentence-transformers pays off.
        """
        self._characters += sum(map(len, texts))
        if self._original.running or self._characters > BULK_CHARACTERS:
            return self._original.encode_documents(texts, progress=progress)
        return self._twin.encode_documents(texts, progress=progress)


class LoneEncoder(SentenceTransformerEncoder):
    """An encoder no twin can be made of: sentence-transformers serves questions too."""

    twin_agreement: float | None = None
    """None: there is no twin."""


def open_encoder(
    name_or_folder: str | None = None, *, cache: Path, threads: int | None = None
) -> PairedEncoder | LoneEncoder:
    """The encoder in a folder, of a name sentence-transformers knows, or the default.

    The first call on a machine writes the twin and compares it, which starts
    sentence-transformers and takes seconds; later ones find it in `cache`.

    Raises:
        ModelError: there is no such encoder, or it cannot be used.
    """
    original = _original(name_or_folder, cache)
    found = find_twin(original, cache=cache, threads=threads)
    if found is None:
        return _lone(original, cache)
    return PairedEncoder(found.twin, found.bulk, agreement=found.agreement)


def encoder_folder(name_or_folder: str | None) -> Path:
    """The folder of an encoder; one that has only a name is looked up, or fetched.

    Raises:
        ModelError: there is no such encoder, or no network.
    """
    if name_or_folder is None:
        return default_encoder()
    folder = path_of(name_or_folder)
    if is_encoder_folder(folder):
        return folder.resolve()
    if folder.exists() or name_or_folder.startswith((".", "/", "~")):
        what = "holds no sentence-transformers encoder" if folder.exists() else "does not exist"
        raise ModelError(f"encoder {name_or_folder} {what}", "Give a folder with a modules.json.")
    found = _fetched(name_or_folder)
    if found is None:
        fetch_encoder(name_or_folder)
        found = _fetched(name_or_folder)
    if found is None:
        raise ModelError(
            f"encoder {name_or_folder} was not found", "Give its folder with --encoder."
        )
    return found


def _original(name_or_folder: str | None, cache: Path) -> Original:
    folder = encoder_folder(name_or_folder)
    if folder == default_encoder():
        return Original(folder, DEFAULT_ENCODER_NAME, pinned_encoder_sha256(cache))
    local = name_or_folder is None or is_encoder_folder(path_of(name_or_folder))
    name = folder.name if local else str(name_or_folder)
    return Original(folder, name, weights_sha256(folder, cache))


def _fetched(name: str) -> Path | None:
    """The snapshot of a named encoder in the hub's cache, found without importing its library."""
    home = Path(os.environ.get("HF_HOME", Path.home() / ".cache" / "huggingface"))
    hub = Path(os.environ.get("HF_HUB_CACHE", home / "hub"))
    for full in (name, f"sentence-transformers/{name}"):
        repository = hub / f"models--{full.replace('/', '--')}"
        reference = repository / "refs" / "main"
        if reference.is_file():
            snapshot = repository / "snapshots" / reference.read_text("utf-8").strip()
            if is_encoder_folder(snapshot):
                return snapshot
    return None


def _lone(original: Original, cache: Path) -> LoneEncoder:
    record = cache / "encoders" / f"{original.sha256[:24]}.json"
    known = read_record(record).get("dimension")
    dimension = known if isinstance(known, int) else measured_dimension(original.folder)
    if dimension != known:
        with contextlib.suppress(OSError):
            write_record(record, {"dimension": dimension})
    return LoneEncoder(
        original.folder, card=EncoderCard(original.name, dimension, original.sha256)
    )
