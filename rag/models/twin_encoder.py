"""The encoder's GGUF twin behind the Encoder port: ready at once, meant for few texts."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np  # noqa: TID253

from rag.domain import EncoderCard
from rag.models.batch import Run
from rag.models.encoder_folder import EncoderSource, prompts
from rag.models.native import Native, Shape
from rag.models.word_pieces import WordPieces

if TYPE_CHECKING:
    from rag.ports import Progress, Vector, Vectors

_BATCH_TOKENS: Final = 512
_TEXTS_AT_ONCE: Final = 32


class TwinEncoder:
    """Implements `rag.ports.Encoder` on llama.cpp; pooling is as the file says."""

    def __init__(
        self,
        path: Path,
        card: EncoderCard,
        *,
        source: EncoderSource,
        threads: int | None = None,
        extra_buffers: bool = False,
    ) -> None:
        """Load the twin of the encoder in `source`.

        Raises:
            ModelError: the file is missing, cut off, or cannot be loaded.
        """
        self.card = card
        shape = Shape(_BATCH_TOKENS, _TEXTS_AT_ONCE, threads=threads, embeddings=True)
        self._native = Native(path, shape, extra_buffers=extra_buffers)
        longest = min(source.layout.longest, self._native.length)
        self._pieces = WordPieces(self._native, source.folder, longest=longest)
        self._prompts = prompts(source.folder)

    def close(self) -> None:
        """Free the weights."""
        self._native.close()

    def encode_query(self, text: str) -> "Vector":
        """The vector of a question, shape (dimension,)."""
        vector: Vector = self._decoded((self._pieces.tokens(self._prompts.query + text),))[0]
        return vector

    def encode_documents(
        self, texts: Sequence[str], *, progress: "Progress | None" = None
    ) -> "Vectors":
        """The vectors of texts, shape (len(texts), dimension); several are decoded at once."""
        vectors = np.empty((len(texts), self.card.dimension), np.float32)
        tokens = tuple(self._pieces.tokens(self._prompts.document + text) for text in texts)
        for rows in self._batches(tokens):
            vectors[rows] = self._decoded(tuple(tokens[row] for row in rows))
            if progress:
                progress(len(rows))
        return vectors

    def _batches(self, tokens: tuple[tuple[int, ...], ...]) -> Iterator[list[int]]:
        """Rows that fit one decode, the short texts together."""
        batch: list[int] = []
        taken = 0
        for row in sorted(range(len(tokens)), key=lambda row: len(tokens[row])):
            if batch and (
                taken + len(tokens[row]) > self._native.length or len(batch) == _TEXTS_AT_ONCE
            ):
                yield batch
                batch, taken = [], 0
            batch.append(row)
            taken += len(tokens[row])
        if batch:
            yield batch

    def _decoded(self, texts: tuple[tuple[int, ...], ...]) -> "Vectors":
        runs = [
            Run(sequence, 0, tokens, tuple(range(len(tokens))))
            for sequence, tokens in enumerate(texts)
        ]
        self._native.clear()
        self._native.decode(runs)
        rows = np.stack([self._native.embedding(sequence) for sequence in range(len(texts))])
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        unit: Vectors = rows / np.maximum(norms, np.finfo(np.float32).tiny)
        return unit
